import assert from "node:assert/strict";
import type { AccountId, Page, Row, StatusId } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { boost, type Ground, person, post, statusOf, write } from "./ground.ts";

/** Reads a list of rows by pages of two, in both directions, and answers the items as they came. */
async function walk<Item>(
  list: (page: Page) => Promise<readonly Row<Item>[]>,
): Promise<{ down: Item[]; up: Item[] }> {
  const down: Row<Item>[] = [];
  let maxId: string | undefined;
  for (;;) {
    const rows = await list({ maxId, limit: 2 });
    if (rows.length === 0) break;
    down.push(...rows);
    maxId = rows.at(-1)?.cursor;
  }
  const oldest = down.at(-1);
  const up: Row<Item>[] = oldest === undefined ? [] : [oldest];
  for (;;) {
    const rows = await list({ minId: up[0]?.cursor, limit: 2 });
    if (rows.length === 0) break;
    up.unshift(...rows);
  }
  return { down: down.map(({ item }) => item), up: up.map(({ item }) => item) };
}

async function manyPosts(ground: Ground, account: AccountId, count: number): Promise<StatusId[]> {
  const ids: StatusId[] = [];
  while (ids.length < count) ids.push(await post(ground, account));
  return ids;
}

/** `FavouriteStore`: who likes what. */
export const favouriteStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps a pair once, says which call was first and since when it stood, and counts along",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const status = await post(ground, ana);
      const at = ground.clock.now();
      const add = () => write(ground, (work) => work.favourites.add(ana, status, at));
      const remove = () => write(ground, (work) => work.favourites.remove(ana, status));
      assert.deepEqual([await add(), await add()], [true, false]);
      assert.equal((await statusOf(ground, status)).favouritesCount, 1);
      assert.deepEqual([await remove(), await remove()], [at, undefined]);
      assert.equal((await statusOf(ground, status)).favouritesCount, 0);
    },
  },
  {
    promise: "counts each of many that come at once",
    async prove(ground) {
      const status = await post(ground, await person(ground, "author"));
      const fans = await Promise.all(["a", "b", "c", "d", "e", "f"].map((name) => person(ground, name)));
      const twice = [...fans, ...fans];
      const answers = await Promise.all(
        twice.map((fan) => write(ground, (work) => work.favourites.add(fan, status, ground.clock.now()))),
      );
      assert.equal(answers.filter(Boolean).length, fans.length);
      assert.equal((await statusOf(ground, status)).favouritesCount, fans.length);
    },
  },
  {
    promise: "says which of many an account likes",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const [one, two] = [await post(ground, ana), await post(ground, ana)];
      await write(ground, (work) => work.favourites.add(ana, one, ground.clock.now()));
      await write(ground, (work) => work.favourites.add(bo, two, ground.clock.now()));
      const { favourites } = ground.storage.stores;
      assert.deepEqual(await favourites.among(ana, [one, two]), new Set([one]));
      assert.deepEqual(await favourites.among(ana, []), new Set());
    },
  },
  {
    promise: "lists both ways, newest first, without statuses that are gone",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const posts = await manyPosts(ground, ana, 6);
      for (const id of posts) await write(ground, (work) => work.favourites.add(ana, id, ground.clock.now()));
      await write(ground, (work) => work.statuses.remove(posts[2] ?? ground.ids.next(), ground.clock.now()));
      const left = posts.filter((_, index) => index !== 2).reverse();
      const { favourites } = ground.storage.stores;
      assert.deepEqual(await walk((page) => favourites.of(ana, page)), { down: left, up: left });
      assert.deepEqual(
        (await favourites.by(posts[0] ?? ground.ids.next(), { limit: 9 })).map(({ item }) => item),
        [ana],
      );
    },
  },
];

/** `BookmarkStore`: what an account keeps for later. */
export const bookmarkStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps a pair once, and lists newest first by pages",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const posts = await manyPosts(ground, ana, 5);
      const add = (id: StatusId) => write(ground, (work) => work.bookmarks.add(ana, id, ground.clock.now()));
      const answers: boolean[] = [];
      for (const id of [...posts, ...posts]) answers.push(await add(id));
      assert.equal(answers.filter(Boolean).length, 5);
      const { bookmarks } = ground.storage.stores;
      const newestFirst = [...posts].reverse();
      assert.deepEqual(await walk((page) => bookmarks.of(ana, page)), { down: newestFirst, up: newestFirst });
      assert.deepEqual(await bookmarks.among(ana, posts), new Set(posts));
    },
  },
  {
    promise: "removes, and says whether there was one",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const id = await post(ground, ana);
      await write(ground, (work) => work.bookmarks.add(ana, id, ground.clock.now()));
      const remove = () => write(ground, (work) => work.bookmarks.remove(ana, id));
      assert.deepEqual([await remove(), await remove()], [true, false]);
    },
  },
];

/** `BoostStore`: who passed what on. */
export const boostStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "lists who boosted, and what an account has boosted",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const [one, two] = [await post(ground, ana), await post(ground, ana)];
      const shared = [await boost(ground, ana, one), await boost(ground, bo, one)];
      const { boosts } = ground.storage.stores;
      const rows = [
        { cursor: shared[1], item: bo },
        { cursor: shared[0], item: ana },
      ];
      assert.deepEqual(await boosts.by(one, { limit: 9 }), rows);
      assert.deepEqual(await boosts.among(bo, [one, two]), new Set([one]));
      await write(ground, (work) => work.statuses.remove(shared[1] ?? one, ground.clock.now()));
      assert.deepEqual(await boosts.by(one, { limit: 9 }), rows.slice(1));
      assert.deepEqual(await boosts.among(bo, [one, two]), new Set());
    },
  },
];
