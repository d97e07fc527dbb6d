import assert from "node:assert/strict";
import type { Clause } from "./clause.ts";
import { type Ground, person, post, write } from "./ground.ts";

/** `DirectoryStore`: the accounts that want to be found. */
export const directoryStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "lists who posted last or came last first, everywhere or here, from any place on",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const bo = await person(ground, "bo", { domain: "there.example" });
      const cy = await person(ground, "cy");
      const di = await person(ground, "di");
      for (const [who, minutes] of [
        [cy, 0],
        [bo, 1],
        [ana, 120],
      ] as const) {
        ground.clock.advance(minutes * 60_000);
        await post(ground, who);
      }
      const list = (order: "active" | "new", over = {}) =>
        ground.storage.stores.directory.list({ order, onlyLocal: false, limit: 9, offset: 0, ...over });
      assert.deepEqual(await list("active"), [ana, bo, cy, di]);
      assert.deepEqual(await list("new"), [di, cy, bo, ana]);
      assert.deepEqual(await list("active", { onlyLocal: true }), [ana, cy, di]);
      assert.deepEqual(await list("new", { onlyLocal: true, offset: 1, limit: 1 }), [cy]);
    },
  },
  {
    promise: "leaves out whoever did not ask for it, and whoever is put aside or gone",
    async prove(ground) {
      const at = ground.clock.now();
      await person(ground, "quiet", { discoverable: false });
      await person(ground, "server", { kind: "application" });
      const [suspended, limited, gone, moved] = [
        await person(ground, "suspended"),
        await person(ground, "limited"),
        await person(ground, "gone"),
        await person(ground, "moved"),
      ];
      const bot = await person(ground, "bot", { kind: "service" });
      await write(ground, async (work) => {
        await work.accounts.sanction(suspended, { kind: "suspend", by: "moderator", at });
        await work.accounts.sanction(limited, { kind: "limit", by: "moderator", at });
        await work.accounts.markDeleted(gone, at);
        const target = await work.accounts.byId(bot);
        await work.accounts.setMoved(moved, target);
      });
      for (const order of ["active", "new"] as const)
        assert.deepEqual(
          await ground.storage.stores.directory.list({ order, onlyLocal: false, limit: 9, offset: 0 }),
          [bot],
        );
    },
  },
];
