import assert from "node:assert/strict";
import type { Clause } from "./clause.ts";
import { type Ground, person, write } from "./ground.ts";
import { walk } from "./lists.ts";

/** `FollowedTagStore`: which hashtags accounts follow. */
export const followedTagStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps a pair once, says which call was first, and makes the tag",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const at = ground.clock.now();
      const add = (name: string) => write(ground, (work) => work.followedTags.add(ana, name, at));
      assert.deepEqual([await add("cat"), await add("dog"), await add("cat")], [true, true, false]);
      const { followedTags, tags } = ground.storage.stores;
      assert.equal((await tags.byName("cat", at))?.name, "cat");
      assert.deepEqual((await tags.byNames(["dog", "cow", "cat"], at)).map(({ name }) => name).sort(), [
        "cat",
        "dog",
      ]);
      assert.deepEqual(await tags.byNames([], at), []);
      assert.deepEqual(await followedTags.among(ana, ["cat", "cow"]), new Set(["cat"]));
      assert.deepEqual(await followedTags.among(bo, ["cat", "cow"]), new Set());
      assert.deepEqual([await followedTags.count(ana), await followedTags.count(bo)], [2, 0]);
    },
  },
  {
    promise: "lists by pages, the last followed first, and removes one or all",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const names = ["a", "b", "c", "d", "e"];
      for (const name of names)
        await write(ground, (work) => work.followedTags.add(ana, name, ground.clock.now()));
      await write(ground, (work) => work.followedTags.add(bo, "a", ground.clock.now()));
      const { followedTags } = ground.storage.stores;
      const newestFirst = [...names].reverse();
      const pages = await walk((page) => followedTags.of(ana, page));
      assert.deepEqual(pages, { down: newestFirst, up: newestFirst });
      const remove = () => write(ground, (work) => work.followedTags.remove(ana, "a"));
      assert.deepEqual([await remove(), await remove()], [true, false]);
      await write(ground, (work) => work.followedTags.removeAllOf(ana));
      assert.deepEqual([await followedTags.count(ana), await followedTags.count(bo)], [0, 1]);
    },
  },
];
