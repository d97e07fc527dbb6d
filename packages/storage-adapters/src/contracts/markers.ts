import assert from "node:assert/strict";
import type { AccountId, Marker } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, write } from "./ground.ts";

const put = (ground: Ground, account: AccountId, marker: Omit<Marker, "at">): Promise<boolean> =>
  write(ground, (work) => work.markers.put(account, { ...marker, at: ground.clock.now() }));

/** `MarkerStore`: how far people have read. */
export const markerStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "follows one version by the next, and takes none that was overtaken",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const home = (lastReadId: string, version: number) =>
        put(ground, ana, { timeline: "home", lastReadId, version });
      const longId = "9223372036854775807";
      assert.deepEqual(
        [
          await home("7", 2),
          await home(longId, 1),
          await home("8", 1),
          await home("9", 2),
          await home("5", 2),
        ],
        [false, true, false, true, false],
      );
      const { markers } = ground.storage.stores;
      assert.deepEqual(await markers.of(ana), [
        { timeline: "home", lastReadId: "9", version: 2, at: ground.clock.now() },
      ]);
    },
  },
  {
    promise: "keeps timelines and accounts apart, and forgets one account alone",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      for (const account of [ana, bo])
        for (const timeline of ["home", "notifications"] as const)
          assert.equal(await put(ground, account, { timeline, lastReadId: "1", version: 1 }), true);
      await write(ground, (work) => work.markers.forget(ana));
      const { markers } = ground.storage.stores;
      assert.deepEqual(await markers.of(ana), []);
      assert.equal((await markers.of(bo)).length, 2);
    },
  },
];
