import assert from "node:assert/strict";
import { after, days } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, post, write } from "./ground.ts";

/** `TagStore`: hashtags and how they were used. */
export const tagStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "knows a tag from its first status on, with the last seven days, newest first",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const { tags } = ground.storage.stores;
      const today = ground.clock.now();
      assert.equal(await tags.byName("cat", today), undefined);
      await post(ground, ana, { tags: ["cat"] });
      await post(ground, ana, { tags: ["cat"], visibility: "private" });
      ground.clock.advance(days(2));
      for (const who of [ana, ana, bo]) await post(ground, who, { tags: ["cat"] });
      const gone = await post(ground, ana, { tags: ["cat"] });
      await write(ground, (work) => work.statuses.remove(gone, ground.clock.now()));
      const tag = await tags.byName("cat", ground.clock.now());
      assert.deepEqual(
        tag?.history.map(({ uses, accounts }) => [uses, accounts]),
        [
          [3, 2],
          [0, 0],
          [1, 1],
          [0, 0],
          [0, 0],
          [0, 0],
          [0, 0],
        ],
      );
      const midnight = new Date(`${after(today, days(2)).toISOString().slice(0, 10)}T00:00:00.000Z`);
      assert.deepEqual(tag?.history[0]?.day, midnight);
      assert.equal((await tags.byName("cat", today))?.id, tag?.id);
    },
  },
  {
    promise: "finds by the beginning, most used first, and takes wildcards for letters",
    async prove(ground) {
      const ana = await person(ground, "ana");
      await post(ground, ana, { tags: ["cats", "dog"] });
      await post(ground, ana, { tags: ["catnip"] });
      await post(ground, ana, { tags: ["catnip"] });
      const find = async (prefix: string, offset = 0) => {
        const page = { limit: 9, offset, today: ground.clock.now() };
        return (await ground.storage.stores.tags.search(prefix, page)).map(({ name }) => name);
      };
      assert.deepEqual(await find("cat"), ["catnip", "cats"]);
      assert.deepEqual(await find("cat", 1), ["cats"]);
      const named = await ground.storage.stores.tags.byNames(["dog", "none", "catnip"], ground.clock.now());
      assert.deepEqual(
        named.map(({ name, history }) => [name, history[0]?.uses]),
        [
          ["dog", 1],
          ["catnip", 2],
        ],
      );
      const at = ground.clock.now();
      await write(ground, (work) => work.trends.review("tag", "cats", { isAllowed: true, at }));
      await write(ground, (work) => work.trends.review("tag", "catnip", { isAllowed: false, at }));
      const approved = { limit: 9, offset: 0, today: at, isReviewed: true };
      const found = await ground.storage.stores.tags.search("cat", approved);
      assert.deepEqual(
        found.map(({ name }) => name),
        ["cats"],
      );
      assert.deepEqual(await find("%"), []);
      assert.deepEqual(await find("c_t"), []);
    },
  },
];
