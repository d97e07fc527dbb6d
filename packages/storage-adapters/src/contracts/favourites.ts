import assert from "node:assert/strict";
import type { Clause } from "./clause.ts";
import { type Ground, person, post, statusOf, write } from "./ground.ts";
import { manyPosts, walk } from "./lists.ts";

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
