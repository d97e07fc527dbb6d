import assert from "node:assert/strict";
import type { Clause } from "./clause.ts";
import { boost, type Ground, person, post, write } from "./ground.ts";

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
