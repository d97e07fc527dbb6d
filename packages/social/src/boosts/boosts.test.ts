import { expect, test } from "vitest";
import { toUri } from "../kernel/id.ts";
import { createTown } from "../testing/town.ts";

const page = { limit: 20 };

test("a boost holds what it boosts, and stands once", async () => {
  const { social, person, say, news } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const { status } = await say(ana, "hi");
  news();
  const boost = await social.boosts.add(bob, status.id, undefined);
  expect(boost.status).toMatchObject({
    boostOf: status.id,
    uri: `https://here.example/users/bob/statuses/${boost.status.id}/activity`,
    content: "",
  });
  expect(boost.boost?.status).toMatchObject({ id: status.id, boostsCount: 1 });
  expect(boost.marks?.boosted).toBe(true);
  expect((await social.boosts.add(bob, boost.status.id, undefined)).status.id).toBe(boost.status.id);
  expect(news()).toEqual([{ type: "status.boosted", by: bob, status: status.id, boost: boost.status.id }]);
});

test("a boost is taken back once, and may be made again", async () => {
  const { social, person, say, news } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const { status } = await say(ana, "hi");
  await social.boosts.add(bob, status.id, undefined);
  expect((await social.boosts.remove(bob, status.id)).status).toMatchObject({
    id: status.id,
    boostsCount: 0,
  });
  await social.boosts.remove(bob, status.id);
  const again = await social.boosts.add(bob, status.id, undefined);
  await social.statuses.remove(bob, again.status.id);
  expect(news().map(({ type }) => type)).toEqual([
    "status.posted",
    "status.boosted",
    "status.unboosted",
    "status.boosted",
    "status.unboosted",
  ]);
});

test("what is for followers only its author boosts, to no more people; what is direct nobody does (S-087)", async () => {
  const { social, person, say } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  await social.follows.follow(bob, ana, {});
  const [closed, direct] = [
    await say(ana, "psst", { visibility: "private" }),
    await say(ana, "@bob", { visibility: "direct" }),
  ];
  await expect(social.boosts.add(bob, closed.status.id, undefined)).rejects.toMatchObject({
    code: "not-allowed",
  });
  await expect(social.boosts.add(ana, direct.status.id, undefined)).rejects.toMatchObject({
    code: "not-allowed",
  });
  expect((await social.boosts.add(ana, closed.status.id, "public")).status.visibility).toBe("private");
});

test("a boost of what one cannot see is not found", async () => {
  const { social, person, say } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const { status } = await say(ana, "psst", { visibility: "private" });
  await expect(social.boosts.add(bob, status.id, undefined)).rejects.toMatchObject({ code: "not-found" });
});

test("who boosted a status is shown to whoever may see it", async () => {
  const { social, person, say } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const { status } = await say(ana, "hi");
  await social.boosts.add(bob, status.id, undefined);
  expect((await social.boosts.by(undefined, status.id, page)).items.map(({ id }) => id)).toEqual([bob]);
});

test("a deleted status takes its boosts with it", async () => {
  const { social, person, say } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const { status } = await say(ana, "hi");
  const boost = await social.boosts.add(bob, status.id, undefined);
  await social.statuses.remove(ana, status.id);
  await expect(social.statuses.show(bob, boost.status.id)).rejects.toMatchObject({ code: "not-found" });
});

test("a boost from elsewhere comes once, is never wider than it may be, and is taken back by its own account", async () => {
  const { social, rules, person, neighbour, say, clock, news } = createTown();
  const [ana, eve, zoe] = [await person("ana"), await neighbour("eve"), await neighbour("zoe")];
  const { status } = await say(ana, "hi");
  news();
  const uri = toUri<"object">("https://there.example/boosts/1");
  const announce = {
    account: eve,
    of: status.id,
    uri,
    published: clock.now(),
    visibility: "public",
  } as const;
  const boost = await rules.boosts.receive(announce);
  expect((await rules.boosts.receive(announce))?.id).toBe(boost?.id);
  expect(await rules.boosts.receiveUndo(zoe, { uri })).toBe(false);
  expect(await rules.boosts.receiveUndo(eve, { of: status.id })).toBe(true);
  expect(await rules.boosts.receiveUndo(eve, { uri })).toBe(false);
  expect(await rules.boosts.receive(announce)).toBeUndefined();
  expect(news().map(({ type }) => type)).toEqual(["status.boosted", "status.unboosted"]);
  const closed = await social.statuses.show(
    ana,
    (await say(ana, "psst", { visibility: "private" })).status.id,
  );
  expect(
    await rules.boosts.receive({ ...announce, of: closed.status.id, uri: toUri("https://there.example/2") }),
  ).toBeUndefined();
});
