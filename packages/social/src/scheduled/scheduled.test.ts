import { beforeEach, expect, test } from "vitest";
import type { AccountId } from "../kernel/id.ts";
import { after, days, hours, minutes } from "../kernel/time.ts";
import { createTown, draft, type Town } from "../testing/town.ts";

let town: Town;
let ana: AccountId;

beforeEach(async () => {
  town = createTown();
  ana = await town.person("ana");
});

const filter = { excludeReplies: false, excludeBoosts: false, onlyMedia: false, tagged: undefined };

const ahead = (span: number): Date => after(town.clock.now(), span);

const add = async (text: string, span: number, more = {}) =>
  (await town.social.scheduled.add(ana, { ...draft(text), ...more }, ahead(span))).scheduled;

async function textsOf(author: AccountId): Promise<readonly (string | undefined)[]> {
  const part = await town.social.timelines.account(ana, author, { filter, page: { limit: 40 } });
  return part.items.map(({ status }) => status.text);
}

test("R-022: a post is published once, when its time has come, by whoever looks first", async () => {
  const { social, clock } = town;
  await add("Later #cats", hours(1), { visibility: "unlisted" });
  expect([await social.scheduled.publishDue(), await textsOf(ana)]).toEqual([0, []]);
  clock.advance(hours(1));
  town.news();
  await Promise.all([social.scheduled.publishDue(), social.scheduled.publishDue()]);
  expect(await textsOf(ana)).toEqual(["Later #cats"]);
  expect(town.news().map(({ type }) => type)).toEqual(["status.posted"]);
  const [view] = (await social.timelines.account(ana, ana, { filter, page: { limit: 1 } })).items;
  expect(view?.status).toMatchObject({ visibility: "unlisted", createdAt: clock.now(), tags: ["cats"] });
  expect((await social.scheduled.list(ana, { limit: 20 })).items).toEqual([]);
});

test("what could not be posted now is refused at once", async () => {
  const missing = town.ids.next<"status">();
  await expect(add("", hours(1))).rejects.toMatchObject({ code: "invalid" });
  await expect(add("x".repeat(501), hours(1))).rejects.toMatchObject({ code: "invalid" });
  await expect(add("Yes", hours(1), { inReplyTo: missing })).rejects.toMatchObject({ code: "not-found" });
  const poll = { options: ["one"], expiresIn: hours(1), multiple: false, hideTotals: false };
  await expect(add("Which?", hours(1), { poll })).rejects.toMatchObject({ code: "invalid" });
  expect((await town.social.scheduled.list(ana, { limit: 20 })).items).toEqual([]);
});

test("an answer to what is gone by then is kept with the reason, and may be moved or removed", async () => {
  const { social, clock } = town;
  const { status } = await town.say(ana, "A question");
  const { id } = await add("An answer", hours(1), { inReplyTo: status.id });
  await add("Something else", hours(1));
  await social.statuses.remove(ana, status.id);
  clock.advance(hours(1));
  await social.scheduled.publishDue();
  expect(await textsOf(ana)).toEqual(["Something else"]);
  expect((await social.scheduled.show(ana, id)).scheduled.refusal).toBe("not-found");
  expect(await social.scheduled.publishDue()).toBe(0);
  expect((await social.scheduled.move(ana, id, ahead(hours(1)))).scheduled.refusal).toBeUndefined();
  await social.scheduled.remove(ana, id);
  await expect(social.scheduled.show(ana, id)).rejects.toMatchObject({ code: "not-found" });
});

test("a poll begins when it is published", async () => {
  const { social, clock } = town;
  const poll = { options: ["one", "two"], expiresIn: hours(2), multiple: false, hideTotals: false };
  await add("Which?", days(1), { poll });
  clock.advance(days(1));
  await social.scheduled.publishDue();
  const [view] = (await social.timelines.account(ana, ana, { filter, page: { limit: 1 } })).items;
  expect(view?.poll?.poll.expiresAt).toEqual(ahead(hours(2)));
});

test("R-007: a request that is repeated with its key gets what the first one made, and another text is refused", async () => {
  const first = await add("Once", hours(1), { idempotencyKey: "k" });
  const at = first.at;
  const again = (text: string) => town.social.scheduled.add(ana, { ...draft(text), idempotencyKey: "k" }, at);
  expect((await again("Once")).scheduled.id).toBe(first.id);
  await expect(again("Twice")).rejects.toMatchObject({ code: "invalid" });
  await expect(town.say(ana, "Once", { idempotencyKey: "k" })).rejects.toMatchObject({ code: "invalid" });
  expect((await town.social.scheduled.list(ana, { limit: 20 })).items).toHaveLength(1);
});

test("S-169: one day takes twenty-five posts", async () => {
  for (let count = 0; count < 25; count += 1) await add(`Post ${count}`, days(2));
  await expect(add("One more", days(2))).rejects.toMatchObject({ code: "limit-reached" });
  const { id } = await add("Another day", days(4));
  await expect(town.social.scheduled.move(ana, id, ahead(days(2)))).rejects.toMatchObject({
    code: "limit-reached",
  });
});

test("S-084: what somebody else is to publish does not exist", async () => {
  const ben = await town.person("ben");
  const { scheduled } = town.social;
  const { id } = await add("Mine", hours(1));
  const none = { code: "not-found" };
  await expect(scheduled.show(ben, id)).rejects.toMatchObject(none);
  await expect(scheduled.move(ben, id, ahead(hours(2)))).rejects.toMatchObject(none);
  await expect(scheduled.remove(ben, id)).rejects.toMatchObject(none);
  expect((await scheduled.list(ben, { limit: 20 })).items).toEqual([]);
});

test("a time must be five minutes ahead", async () => {
  const { scheduled } = town.social;
  const { id } = await add("Soon", hours(1));
  await expect(scheduled.move(ana, id, ahead(minutes(4)))).rejects.toMatchObject({ code: "invalid" });
  expect([scheduled.isAhead(ahead(minutes(5))), scheduled.isAhead(ahead(minutes(6)))]).toEqual([false, true]);
});

test("who may no longer post publishes nothing", async () => {
  const { social, clock, storage } = town;
  const { id } = await add("From a cell", hours(1));
  const at = clock.now();
  await storage.transact((work) => work.accounts.sanction(ana, { kind: "suspend", by: "moderator", at }));
  clock.advance(hours(1));
  await social.scheduled.publishDue();
  expect((await storage.stores.scheduled.byId(ana, id))?.refusal).toBe("not-allowed");
  expect(town.news().filter(({ type }) => type === "status.posted")).toEqual([]);
});
