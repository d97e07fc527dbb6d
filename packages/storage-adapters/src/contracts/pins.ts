import assert from "node:assert/strict";
import type { Clause } from "./clause.ts";
import { type Ground, person, post, write } from "./ground.ts";

const page = { limit: 10 };

/** `PinStore` and `FeaturedTagStore`: what accounts show first on their pages. */
export const pinStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps a pair once, says which call was first, and lists the last pinned first",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const [one, two] = [await post(ground, ana), await post(ground, ana)];
      const at = ground.clock.now();
      const add = (status: typeof one) => write(ground, (work) => work.pins.add(ana, status, at));
      assert.deepEqual([await add(two), await add(one), await add(two)], [true, true, false]);
      const { pins } = ground.storage.stores;
      const listed = (await pins.of(ana, page)).map(({ item }) => item);
      assert.deepEqual(listed, [one, two]);
      assert.deepEqual(await pins.of(bo, page), []);
      assert.deepEqual([...(await pins.among(ana, [two]))], [two]);
      assert.deepEqual([...(await pins.among(bo, [two]))], []);
      const remove = () => write(ground, (work) => work.pins.remove(ana, one));
      assert.deepEqual([await remove(), await remove()], [true, false]);
    },
  },
  {
    promise: "neither takes nor lists a status that was deleted",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const [one, two] = [await post(ground, ana), await post(ground, ana)];
      const at = ground.clock.now();
      await write(ground, (work) => work.pins.add(ana, one, at));
      await write(ground, (work) => work.statuses.remove(one, at));
      await write(ground, (work) => work.statuses.remove(two, at));
      assert.equal(await write(ground, (work) => work.pins.add(ana, two, at)), false);
      assert.deepEqual(await ground.storage.stores.pins.of(ana, page), []);
    },
  },
];

export const featuredTagStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps a name once for an account, with how often and when it was used for everybody",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      await post(ground, ana, { tags: ["cats"] });
      ground.clock.advance(60_000);
      await post(ground, ana, { tags: ["cats"], visibility: "unlisted" });
      const last = ground.clock.now();
      ground.clock.advance(60_000);
      await post(ground, ana, { tags: ["cats"], visibility: "private" });
      await post(ground, bo, { tags: ["cats"] });
      const add = (name: string) => write(ground, (work) => work.featuredTags.add(ana, name, last));
      assert.deepEqual([await add("cats"), await add("dogs"), await add("cats")], [true, true, false]);
      const { featuredTags } = ground.storage.stores;
      const found = (await featuredTags.of(ana)).map(({ id: _, ...rest }) => rest);
      assert.deepEqual(found, [
        { account: ana, name: "cats", statusesCount: 2, lastStatusAt: last },
        { account: ana, name: "dogs", statusesCount: 0, lastStatusAt: undefined },
      ]);
      assert.deepEqual(await featuredTags.of(bo), []);
      const remove = () => write(ground, (work) => work.featuredTags.remove(ana, "cats"));
      assert.deepEqual([await remove(), await remove()], [true, false]);
    },
  },
  {
    promise: "suggests what an account uses most and does not feature",
    async prove(ground) {
      const ana = await person(ground, "ana");
      for (const tags of [["cats", "dogs"], ["cats"], ["dogs"], ["dogs"], ["tea"]])
        await post(ground, ana, { tags });
      await write(ground, (work) => work.featuredTags.add(ana, "cats", ground.clock.now()));
      const { featuredTags } = ground.storage.stores;
      assert.deepEqual(await featuredTags.suggested(ana, 5), ["dogs", "tea"]);
      assert.deepEqual(await featuredTags.suggested(ana, 1), ["dogs"]);
    },
  },
];
