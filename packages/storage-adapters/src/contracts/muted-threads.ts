import assert from "node:assert/strict";
import type { AccountId } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, write } from "./ground.ts";

/** `MutedThreadStore`: of which conversations accounts want no news. */
export const mutedThreadStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps a pair once, finds it among many, and removes one or all of an account",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const at = ground.clock.now();
      const add = (account: AccountId, conversation: string) =>
        write(ground, (work) => work.mutedThreads.add(account, conversation, at));
      assert.deepEqual([await add(ana, "c"), await add(ana, "c"), await add(ana, "d")], [true, false, true]);
      await add(bo, "c");
      const { mutedThreads } = ground.storage.stores;
      const found = async (...conversations: string[]) =>
        (await mutedThreads.between([ana, bo], conversations)).map(({ account }) => account).sort();
      assert.deepEqual(await found("c", "e"), [ana, bo].sort());
      assert.deepEqual(await found("d"), [ana]);
      assert.deepEqual(await found(), []);
      assert.deepEqual(await mutedThreads.between([], ["c"]), []);
      const remove = () => write(ground, (work) => work.mutedThreads.remove(ana, "c"));
      assert.deepEqual([await remove(), await remove()], [true, false]);
      assert.deepEqual(await found("c"), [bo]);
      await write(ground, (work) => work.mutedThreads.removeAllOf(ana));
      assert.deepEqual(await found("c", "d"), [bo]);
    },
  },
];
