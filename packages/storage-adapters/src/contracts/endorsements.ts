import assert from "node:assert/strict";
import type { AccountId } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, write } from "./ground.ts";
import { walk } from "./lists.ts";

const add = (ground: Ground, account: AccountId, target: AccountId): Promise<boolean> =>
  write(ground, (work) => work.endorsements.add(account, target, ground.clock.now()));

/** `EndorsementStore`: whom accounts show on their pages. */
export const endorsementStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps a pair once, and lists the last endorsed first by pages",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const others: AccountId[] = [];
      for (const name of ["bo", "cy", "di", "ed", "fi"]) others.push(await person(ground, name));
      const answers: boolean[] = [];
      for (const other of [...others, ...others]) answers.push(await add(ground, ana, other));
      assert.equal(answers.filter(Boolean).length, 5);
      const { endorsements } = ground.storage.stores;
      const lastFirst = [...others].reverse();
      assert.deepEqual(await walk((page) => endorsements.of(ana, page)), { down: lastFirst, up: lastFirst });
      assert.deepEqual(await endorsements.among(ana, [...others, ana]), new Set(others));
      const [bo] = others;
      assert.ok(bo !== undefined);
      assert.deepEqual(await endorsements.among(bo, [ana]), new Set());
      const remove = () => write(ground, (work) => work.endorsements.remove(ana, bo));
      assert.deepEqual([await remove(), await remove()], [true, false]);
    },
  },
  {
    promise: "forgets an account on both sides, and nobody else",
    async prove(ground) {
      const [ana, bo, cy] = [
        await person(ground, "ana"),
        await person(ground, "bo"),
        await person(ground, "cy"),
      ];
      for (const [by, target] of [
        [ana, bo],
        [bo, cy],
        [cy, ana],
      ] as const)
        await add(ground, by, target);
      await write(ground, (work) => work.endorsements.forget(bo));
      const { endorsements } = ground.storage.stores;
      const left = await Promise.all([ana, bo, cy].map((by) => endorsements.among(by, [ana, bo, cy])));
      assert.deepEqual(left, [new Set(), new Set(), new Set([ana])]);
    },
  },
];
