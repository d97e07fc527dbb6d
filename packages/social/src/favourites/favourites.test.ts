import { expect, test } from "vitest";
import { createTown } from "../testing/town.ts";

const page = { limit: 20 };

test("a status is liked once, however often it is said", async () => {
  const { social, person, say, news, clock } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const { status } = await say(ana, "hi");
  news();
  await social.favourites.add(bob, status.id);
  const view = await social.favourites.add(bob, status.id);
  const at = clock.now().getTime();
  expect(view.status.favouritesCount).toBe(1);
  expect(view.marks?.favourited).toBe(true);
  expect(news()).toEqual([{ type: "status.favourited", by: bob, status: status.id, at }]);
});

test("a like that is taken back twice is taken back once", async () => {
  const { social, person, say, news } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const { status } = await say(ana, "hi");
  await social.favourites.add(bob, status.id);
  await social.favourites.remove(bob, status.id);
  const view = await social.favourites.remove(bob, status.id);
  expect(view.status.favouritesCount).toBe(0);
  expect(news().filter(({ type }) => type === "status.unfavourited")).toHaveLength(1);
});

test("what one cannot see one cannot like, nor ask who does (S-085)", async () => {
  const { social, person, say } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const { status } = await say(ana, "psst", { visibility: "private" });
  await expect(social.favourites.add(bob, status.id)).rejects.toMatchObject({ code: "not-found" });
  await expect(social.favourites.remove(bob, status.id)).rejects.toMatchObject({ code: "not-found" });
  await expect(social.favourites.by(bob, status.id, page)).rejects.toMatchObject({ code: "not-found" });
});

test("somebody elsewhere likes by the same rule", async () => {
  const { social, person, neighbour, say } = createTown();
  const [ana, eve] = [await person("ana"), await neighbour("eve")];
  const [open, closed] = [await say(ana, "hi"), await say(ana, "psst", { visibility: "private" })];
  expect((await social.favourites.add(eve, open.status.id)).status.favouritesCount).toBe(1);
  await expect(social.favourites.add(eve, closed.status.id)).rejects.toMatchObject({ code: "not-found" });
});

test("who likes a status, and what somebody likes, come newest first", async () => {
  const { social, person, say, clock } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const [one, two] = [await say(ana, "one"), await say(ana, "two")];
  for (const [who, what] of [
    [ana, one],
    [bob, one],
    [bob, two],
  ] as const) {
    clock.advance(1000);
    await social.favourites.add(who, what.status.id);
  }
  expect((await social.favourites.by(undefined, one.status.id, page)).items.map(({ id }) => id)).toEqual([
    bob,
    ana,
  ]);
  const liked = await social.favourites.of(bob, { limit: 1 });
  expect(liked.items.map(({ status }) => status.text)).toEqual(["two"]);
  const next = await social.favourites.of(bob, { limit: 1, maxId: liked.oldest });
  expect(next.items.map(({ status }) => status.text)).toEqual(["one"]);
});

test("a like of a boost is a like of what is boosted", async () => {
  const { social, person, say } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const { status } = await say(ana, "hi");
  const boost = await social.boosts.add(bob, status.id, undefined);
  expect((await social.favourites.add(bob, boost.status.id)).status.id).toBe(status.id);
});
