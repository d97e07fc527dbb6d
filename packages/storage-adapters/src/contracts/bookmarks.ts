import assert from "node:assert/strict";
import type { StatusId } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, post, write } from "./ground.ts";
import { manyPosts, walk } from "./lists.ts";

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
