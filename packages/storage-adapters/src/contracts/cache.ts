import assert from "node:assert/strict";
import type { Cache } from "@trunkline/activitypub";
import type { Clause } from "./clause.ts";
import type { MovableClock } from "./ground.ts";

/** A cache with the clock by which it forgets. */
export interface CacheGround {
  readonly cache: Cache;
  readonly clock: MovableClock;
}

/** `Cache`: text for a while. */
export const cacheContract: readonly Clause<CacheGround>[] = [
  {
    promise: "keeps what was set last until its time is over",
    async prove({ cache, clock }) {
      assert.equal(await cache.get("key"), undefined);
      await cache.set("key", "one", 1000);
      await cache.set("key", "two", 2000);
      clock.advance(1999);
      assert.equal(await cache.get("key"), "two");
      clock.advance(1);
      assert.equal(await cache.get("key"), undefined);
    },
  },
  {
    promise: "forgets what is deleted, and nothing else",
    async prove({ cache }) {
      await cache.set("one", "1", 1000);
      await cache.set("two", "2", 1000);
      await cache.delete("one");
      await cache.delete("one");
      assert.deepEqual([await cache.get("one"), await cache.get("two")], [undefined, "2"]);
    },
  },
];
