import { expect, test } from "vitest";
import { createTown } from "../testing/town.ts";

const page = { limit: 20 };

test("a bookmark is kept once, and is nobody else's business", async () => {
  const { social, person, say, news } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const { status } = await say(ana, "hi");
  news();
  await social.bookmarks.add(bob, status.id);
  expect((await social.bookmarks.add(bob, status.id)).marks?.bookmarked).toBe(true);
  expect((await social.bookmarks.of(bob, page)).items.map((view) => view.status.id)).toEqual([status.id]);
  expect((await social.bookmarks.remove(bob, status.id)).marks?.bookmarked).toBe(false);
  expect((await social.bookmarks.remove(bob, status.id)).marks?.bookmarked).toBe(false);
  expect(news()).toEqual([]);
});

test("a bookmark of what one may no longer see is left out (S-085)", async () => {
  const { social, person, say } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  await social.follows.follow(bob, ana, {});
  const { status } = await say(ana, "psst", { visibility: "private" });
  await social.bookmarks.add(bob, status.id);
  await social.follows.unfollow(bob, ana);
  expect((await social.bookmarks.of(bob, page)).items).toEqual([]);
});
