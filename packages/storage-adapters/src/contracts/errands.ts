import assert from "node:assert/strict";
import { after, minutes } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, write } from "./ground.ts";

const thread = { kind: "thread", subject: "https://there.example/notes/1" } as const;
const post = { kind: "post", subject: "https://there.example/notes/1" } as const;

/** `ErrandStore`: what is still to be asked of other servers. */
export const errandStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps an errand once until it is done, the longest overdue first",
    async prove(ground) {
      const { errands } = ground.storage.stores;
      const now = ground.clock.now();
      const later = after(now, minutes(1));
      const ask = (errand: typeof thread | typeof post, at: Date) =>
        write(ground, (work) => work.errands.ask(errand, { at, unlessSince: after(at, -minutes(15)) }));
      await ask(post, later);
      await ask(thread, now);
      await ask(thread, later);
      assert.deepEqual(await errands.due(now, 5), [{ ...thread, attempts: 0 }]);
      const all = [
        { ...thread, attempts: 0 },
        { ...post, attempts: 0 },
      ];
      assert.deepEqual(await errands.due(later, 5), all);
      assert.deepEqual(await errands.due(later, 1), all.slice(0, 1));
      await write(ground, (work) => work.errands.putOff({ ...thread, attempts: 0 }, later));
      assert.deepEqual(await errands.due(now, 5), []);
      assert.deepEqual(new Set(await errands.due(later, 5)), new Set([{ ...thread, attempts: 1 }, all[1]]));
    },
  },
  {
    promise: "does not take up what was done since, until that is long enough ago or forgotten",
    async prove(ground) {
      const { errands } = ground.storage.stores;
      const now = ground.clock.now();
      const ask = (at: Date) =>
        write(ground, (work) => work.errands.ask(thread, { at, unlessSince: after(at, -minutes(15)) }));
      await ask(now);
      await write(ground, (work) => work.errands.done({ ...thread, attempts: 0 }, now));
      await ask(after(now, minutes(14)));
      assert.deepEqual(await errands.due(after(now, minutes(60)), 5), []);
      await ask(after(now, minutes(16)));
      assert.deepEqual(await errands.due(after(now, minutes(60)), 5), [{ ...thread, attempts: 0 }]);
      await write(ground, (work) => work.errands.done({ ...thread, attempts: 0 }, now));
      const forget = () => write(ground, (work) => work.errands.forget(after(now, minutes(1))));
      assert.deepEqual([await forget(), await forget()], [1, 0]);
      await ask(now);
      assert.equal((await errands.due(now, 5)).length, 1);
    },
  },
];
