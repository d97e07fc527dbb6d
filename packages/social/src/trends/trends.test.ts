import { expect, test } from "vitest";
import type { AccountId } from "../kernel/id.ts";
import { toId } from "../kernel/id.ts";
import { hours, minutes } from "../kernel/time.ts";
import { createTown } from "../testing/town.ts";
import type { Town } from "../testing/town.ts";
import { decayed, surprise, trendsNow } from "./score.ts";
import { tendTrends } from "./tend-trends.ts";
import type { Use } from "./trends.store.ts";

const nobody = toId<"account">("0");
const part = { limit: 10, offset: 0 };

async function people(town: Town, count: number): Promise<readonly AccountId[]> {
  const found: AccountId[] = [];
  for (let index = 0; index < count; index += 1) found.push(await town.person(`person${index}`));
  return found;
}

test("what is used as ever does not trend, and what is used more does, the more the rarer it was", () => {
  expect([surprise(5, 5), surprise(4, 9), surprise(1, 0)]).toEqual([0, 0, 0]);
  expect([surprise(5, 1), surprise(10, 1), surprise(10, 5)]).toEqual([16, 81, 5]);
  expect([decayed(8, hours(4), hours(4)), decayed(8, hours(8), hours(4)), decayed(8, -5, 1)]).toEqual([
    4, 2, 8,
  ]);
});

test("a peak stands until a higher one, wears off, and is forgotten when nothing is left of it", () => {
  const [noon, halfLife] = [new Date("2026-03-01T12:00:00Z"), hours(4)];
  const use: Use = { subject: "cats", accounts: 5, language: undefined, author: undefined };
  const at = (span: number) => ({ now: new Date(noon.getTime() + span), halfLife });
  const [first] = trendsNow([], [{ use, expected: 1 }], at(0));
  if (first === undefined) throw new Error("Nothing trends.");
  expect([first.peak, first.score]).toEqual([16, 16]);
  const [same] = trendsNow([first], [{ use, expected: 4 }], at(hours(4)));
  expect([same?.peak, same?.score, same?.peakAt]).toEqual([16, 8, noon]);
  const [higher] = trendsNow([first], [{ use: { ...use, accounts: 11 }, expected: 1 }], at(hours(4)));
  expect([higher?.peak, higher?.score]).toEqual([100, 100]);
  expect(trendsNow([first], [], at(hours(17)))).toEqual([]);
});

test("a hashtag trends once five people use it within a day, and is shown when somebody has approved of it", async () => {
  const town = createTown();
  const { social, storage, clock, say } = town;
  const everybody = await people(town, 6);
  for (const who of everybody.slice(0, 4)) await say(who, "#Cats and #dogs");
  await say(everybody[0] ?? nobody, "#Cats again");
  expect(await tendTrends({ storage, clock })).toBe(0);
  await say(everybody[4] ?? nobody, "#cats");
  expect(await tendTrends({ storage, clock })).toBe(1);
  expect((await social.trends.tags(part)).items).toEqual([]);
  expect((await social.trends.review("tag")).map(({ subject, isAllowed }) => [subject, isAllowed])).toEqual([
    ["cats", undefined],
  ]);
  await social.trends.decide("tag", "#Cats", true);
  const { items, full } = await social.trends.tags(part);
  expect(items.map(({ name, history }) => [name, history[0]?.accounts])).toEqual([["cats", 5]]);
  expect(full).toBe(false);
  await social.trends.decide("tag", "cats", false);
  expect((await social.trends.tags(part)).items).toEqual([]);
  await expect(social.trends.decide("tag", "123", true)).rejects.toMatchObject({ code: "invalid" });
  await expect(social.trends.decide("status", "cats", true)).rejects.toMatchObject({ code: "invalid" });
});

test("a status trends when five others take to it, one of an author, until it is old or gone (S-085, S-159)", async () => {
  const town = createTown();
  const { social, storage, clock, say } = town;
  const [ana = nobody, ...others] = await people(town, 6);
  await social.accounts.change(ana, { discoverable: true });
  const { status } = await say(ana, "Hello");
  const second = await say(ana, "Hello again");
  for (const who of others) await social.favourites.add(who, status.id);
  for (const who of others.slice(1)) await social.favourites.add(who, second.status.id);
  await social.boosts.add(others[0] ?? ana, second.status.id, undefined);
  await social.favourites.add(ana, second.status.id);
  await tendTrends({ storage, clock });
  const allow = (id: string) => social.trends.decide("status", id, true);
  await allow(status.id);
  await allow(second.status.id);
  const shown = async (viewer?: AccountId) =>
    (await social.trends.statuses(viewer, part)).items.map((view) => view.status.id);
  expect(await shown()).toHaveLength(1);
  const [shownId] = await shown();
  clock.advance(minutes(5));
  await tendTrends({ storage, clock });
  await tendTrends({ storage, clock });
  expect(await shown(others[0])).toEqual([shownId]);
  await social.blocks.block(others[0] ?? ana, ana);
  expect(await shown(others[0])).toEqual([]);
  if (shownId !== undefined) await social.statuses.remove(ana, shownId);
  expect(await shown()).toEqual([]);
  clock.advance(hours(40));
  expect(await tendTrends({ storage, clock })).toBe(0);
});
