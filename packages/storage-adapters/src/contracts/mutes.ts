import assert from "node:assert/strict";
import type { AccountId, Mute } from "@trunkline/social";
import { after, hours } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, write } from "./ground.ts";

async function mute(
  ground: Ground,
  [account, target]: readonly [AccountId, AccountId],
  over: Partial<Mute> = {},
): Promise<Mute> {
  const at = ground.clock.now();
  const plain = { account, target, hidesNotifications: true, expiresAt: undefined, at };
  const made: Mute = { id: ground.ids.next(), ...plain, ...over };
  await write(ground, (work) => work.mutes.put(made));
  return made;
}

/** `MuteStore`: who does not want to see whom. */
export const muteStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps one mute for a pair, whose options change and whose place in the list does not",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const first = await mute(ground, [ana, bo]);
      const expiresAt = after(ground.clock.now(), hours(1));
      await mute(ground, [ana, bo], { hidesNotifications: false, expiresAt });
      const { mutes } = ground.storage.stores;
      const expected = { ...first, hidesNotifications: false, expiresAt };
      assert.deepEqual(await mutes.among(ana, [bo, ana], ground.clock.now()), [expected]);
      assert.deepEqual(await mutes.among(bo, [ana], ground.clock.now()), []);
      assert.deepEqual(await mutes.among(ana, [], ground.clock.now()), []);
      const remove = () => write(ground, (work) => work.mutes.remove(ana, bo));
      assert.deepEqual([await remove(), await remove()], [true, false]);
    },
  },
  {
    promise: "does not know any more what has expired",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const now = ground.clock.now();
      await mute(ground, [ana, bo], { expiresAt: after(now, hours(1)) });
      const { mutes } = ground.storage.stores;
      const page = { limit: 9 };
      assert.equal((await mutes.of(ana, now, page)).length, 1);
      const then = after(now, hours(1));
      assert.deepEqual(await mutes.of(ana, then, page), []);
      assert.deepEqual(await mutes.against(bo, then, page), []);
      assert.deepEqual(await mutes.among(ana, [bo], then), []);
    },
  },
  {
    promise: "lists mutes of an account and against it, newest first",
    async prove(ground) {
      const [ana, bo, cy] = [
        await person(ground, "ana"),
        await person(ground, "bo"),
        await person(ground, "cy"),
      ];
      const [first, second] = [await mute(ground, [ana, bo]), await mute(ground, [ana, cy])];
      const { mutes } = ground.storage.stores;
      const now = ground.clock.now();
      const rows = [
        { cursor: second.id, item: second },
        { cursor: first.id, item: first },
      ];
      assert.deepEqual(await mutes.of(ana, now, { limit: 9 }), rows);
      assert.deepEqual(await mutes.of(ana, now, { limit: 9, maxId: second.id }), rows.slice(1));
      assert.deepEqual(await mutes.against(bo, now, { limit: 9 }), rows.slice(1));
    },
  },
  {
    promise: "says of many who mutes one with all its news",
    async prove(ground) {
      const [ana, bo, cy, dan] = [
        await person(ground, "ana"),
        await person(ground, "bo"),
        await person(ground, "cy"),
        await person(ground, "dan"),
      ];
      const now = ground.clock.now();
      await mute(ground, [ana, dan]);
      await mute(ground, [bo, dan], { hidesNotifications: false });
      await mute(ground, [cy, dan], { expiresAt: after(now, hours(1)) });
      const { mutes } = ground.storage.stores;
      const silencing = async (at: Date, ...accounts: AccountId[]) =>
        (await mutes.silencing(dan, accounts, at)).toSorted();
      assert.deepEqual(await silencing(now, ana, bo, cy), [ana, cy].toSorted());
      assert.deepEqual(await silencing(after(now, hours(1)), ana, bo, cy), [ana]);
      assert.deepEqual(await silencing(now, bo), []);
      assert.deepEqual(await silencing(now), []);
    },
  },
];
