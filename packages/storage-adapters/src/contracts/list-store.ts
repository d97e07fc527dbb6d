import assert from "node:assert/strict";
import type { AccountId, List } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { follow, type Ground, person, write } from "./ground.ts";
import { walk } from "./lists.ts";

/** Stores a list, and answers it. */
export async function list(ground: Ground, account: AccountId, over: Partial<List> = {}): Promise<List> {
  const id: List["id"] = ground.ids.next();
  const plain = { title: "Friends", repliesPolicy: "list", exclusive: false } as const;
  const made: List = { id, account, ...plain, ...over };
  await write(ground, (work) => work.lists.add(made));
  return made;
}

/** Takes members into a list. */
export function takeIn(
  ground: Ground,
  id: List["id"],
  members: readonly AccountId[],
): Promise<readonly AccountId[]> {
  return write(ground, (work) => work.lists.addMembers(id, members, ground.clock.now()));
}

const people = async (ground: Ground) =>
  [await person(ground, "ana"), await person(ground, "bo"), await person(ground, "cy")] as const;

/** `ListStore`: whom an account reads apart. */
export const listStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps lists for their owner alone, oldest first, and changes what is given",
    async prove(ground) {
      const [ana, bo] = await people(ground);
      const [one, two] = [await list(ground, ana), await list(ground, ana, { title: "Work" })];
      const { lists } = ground.storage.stores;
      assert.deepEqual(await lists.of(ana), [one, two]);
      assert.deepEqual(await lists.of(bo), []);
      assert.deepEqual(await lists.byId(ana, one.id), one);
      assert.equal(await lists.byId(bo, one.id), undefined);
      const change = (by: AccountId, change: Parameters<typeof lists.change>[2]) =>
        write(ground, (work) => work.lists.change(by, one.id, change));
      assert.equal(await change(bo, { title: "Mine" }), false);
      assert.equal(await change(ana, { title: "Pals", repliesPolicy: "none" }), true);
      assert.equal(await change(ana, { exclusive: true }), true);
      const changed = { ...one, title: "Pals", repliesPolicy: "none", exclusive: true };
      assert.deepEqual(await lists.byId(ana, one.id), changed);
    },
  },
  {
    promise: "removes a list with its members, one of the owner or all",
    async prove(ground) {
      const [ana, bo] = await people(ground);
      await follow(ground, [ana, bo]);
      const [one, two] = [await list(ground, ana), await list(ground, ana)];
      await takeIn(ground, one.id, [bo]);
      const { lists } = ground.storage.stores;
      const remove = (by: AccountId) => write(ground, (work) => work.lists.remove(by, one.id));
      assert.deepEqual([await remove(bo), await remove(ana), await remove(ana)], [false, true, false]);
      assert.deepEqual(await lists.members(one.id, { limit: 5 }), []);
      assert.deepEqual(await lists.of(ana), [two]);
      await write(ground, (work) => work.lists.removeAllOf(ana));
      assert.deepEqual(await lists.of(ana), []);
    },
  },
  {
    promise: "takes in whom the owner follows or has asked to, and the owner, each once",
    async prove(ground) {
      const [ana, bo, cy] = await people(ground);
      const dee = await person(ground, "dee");
      await follow(ground, [ana, bo]);
      await follow(ground, [ana, cy], { state: "requested" });
      await follow(ground, [dee, ana]);
      const { id } = await list(ground, ana);
      assert.deepEqual([...(await takeIn(ground, id, [ana, bo, dee]))].sort(), [ana, bo].sort());
      assert.deepEqual(await takeIn(ground, id, [bo, cy, cy]), [cy]);
      const { lists } = ground.storage.stores;
      assert.equal(await lists.membersCount(id), 3);
      await write(ground, (work) => work.lists.removeMembers(id, [ana, bo, dee]));
      const rows = await lists.members(id, { limit: 5 });
      assert.deepEqual(
        rows.map(({ item }) => item),
        [cy],
      );
    },
  },
  {
    promise: "lets a member go with the follow",
    async prove(ground) {
      const [ana, bo, cy] = await people(ground);
      for (const [one, other] of [
        [ana, bo],
        [ana, cy],
        [cy, bo],
      ] as const)
        await follow(ground, [one, other]);
      const [own, other] = [await list(ground, ana), await list(ground, cy)];
      await takeIn(ground, own.id, [bo, cy]);
      await takeIn(ground, other.id, [bo]);
      await write(ground, (work) => work.follows.remove(ana, bo));
      const { lists } = ground.storage.stores;
      const counts = [await lists.membersCount(own.id), await lists.membersCount(other.id)];
      assert.deepEqual(counts, [1, 1]);
    },
  },
  {
    promise: "lists members by pages, and the lists that hold somebody",
    async prove(ground) {
      const [ana] = await people(ground);
      const [one, two] = [await list(ground, ana), await list(ground, ana)];
      const members: AccountId[] = [];
      for (const name of ["dee", "eva", "fay", "gus", "hal"]) {
        const member = await person(ground, name);
        await follow(ground, [ana, member]);
        await takeIn(ground, one.id, [member]);
        members.unshift(member);
      }
      const { lists } = ground.storage.stores;
      const pages = await walk((page) => lists.members(one.id, page));
      assert.deepEqual(pages, { down: members, up: members });
      const [last = ana] = members;
      assert.deepEqual(await lists.holding(ana, last), [one]);
      await takeIn(ground, two.id, [last]);
      assert.deepEqual(await lists.holding(ana, last), [one, two]);
      assert.deepEqual(await lists.holding(last, last), []);
    },
  },
];
