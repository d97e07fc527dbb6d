import { expect, test } from "vitest";
import { hours } from "../kernel/time.ts";
import { createTown } from "../testing/town.ts";

const page = { limit: 20 };
const forGood = { hidesNotifications: true, durationSeconds: undefined };

test("a mute hides somebody from timelines and threads, and they never learn of it (S-050, S-157)", async () => {
  const { social, person, say, news } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  await social.follows.follow(ana, bob, {});
  const { status } = await say(ana, "hello");
  await say(bob, "@ana well", { inReplyTo: status.id });
  news();
  expect(await social.mutes.mute(ana, bob, forGood)).toMatchObject({ mute: { hidesNotifications: true } });
  expect(news()).toEqual([]);
  expect((await social.timelines.home(ana, page)).items.map((view) => view.status.text)).toEqual(["hello"]);
  expect((await social.statuses.context(ana, status.id)).descendants).toEqual([]);
  expect((await social.statuses.context(bob, status.id)).descendants).toHaveLength(1);
  const [other] = await social.follows.relationships(bob, [ana]);
  expect(other).toMatchObject({ blockedBy: false, mute: undefined, in: { state: "accepted" } });
  await social.mutes.unmute(ana, bob);
  expect((await social.timelines.home(ana, page)).items).toHaveLength(2);
});

test("a mute for a while ends by itself", async () => {
  const { social, person, clock } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  await social.mutes.mute(ana, bob, forGood);
  await social.mutes.mute(ana, bob, { hidesNotifications: false, durationSeconds: 3600 });
  const { items } = await social.mutes.list(ana, page);
  expect(items).toMatchObject([{ account: { id: bob }, expiresAt: new Date("2026-03-01T13:00:00.000Z") }]);
  clock.advance(hours(1));
  expect((await social.mutes.list(ana, page)).items).toEqual([]);
  const [relationship] = await social.follows.relationships(ana, [bob]);
  expect(relationship?.mute).toBeUndefined();
});

test("nobody mutes themselves, or for a time that makes no sense", async () => {
  const { social, person } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  await expect(social.mutes.mute(ana, ana, forGood)).rejects.toMatchObject({ code: "not-allowed" });
  for (const durationSeconds of [-1, 1.5, 1e12]) {
    const refused = social.mutes.mute(ana, bob, { ...forGood, durationSeconds });
    await expect(refused).rejects.toMatchObject({ code: "invalid" });
  }
  expect((await social.mutes.list(ana, page)).items).toEqual([]);
});
