import assert from "node:assert/strict";
import {
  type AccountId,
  after,
  hours,
  minutes,
  type ScheduledLimits,
  type ScheduledPost,
} from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, newScheduled, person, write } from "./ground.ts";
import { walk } from "./lists.ts";

const limits: ScheduledLimits = { total: 5, perDay: 3 };

async function added(ground: Ground, account: AccountId, ahead: number): Promise<ScheduledPost> {
  const post = newScheduled(ground, account, ahead);
  assert.equal(await write(ground, (work) => work.scheduled.add(post, limits)), true);
  return post;
}

/** `ScheduledStore`: posts that wait for their time. */
export const scheduledStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps a post whole, for its author alone, and lists the last written first",
    async prove(ground) {
      const [ana, bob] = [await person(ground, "ana"), await person(ground, "bob")];
      const posts = [];
      for (const ahead of [3, 1, 2, 30]) posts.push(await added(ground, ana, hours(ahead)));
      const [first] = posts;
      assert.ok(first);
      const { scheduled } = ground.storage.stores;
      const found = await scheduled.byId(ana, first.id);
      assert.deepEqual({ ...found, post: { app: undefined, ...found?.post } }, first);
      assert.equal(await scheduled.byId(bob, first.id), undefined);
      const listed = await walk((page) => scheduled.of(ana, page));
      const newestFirst = posts.map(({ id }) => id).reverse();
      assert.deepEqual(
        listed.down.map(({ id }) => id),
        newestFirst,
      );
      assert.deepEqual(
        listed.up.map(({ id }) => id),
        newestFirst,
      );
      assert.deepEqual(await scheduled.of(bob, { limit: 2 }), []);
    },
  },
  {
    promise: "takes no more than allowed, for a day and in all, also from two at once",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const add = (ahead: number): Promise<boolean> => {
        const post = newScheduled(ground, ana, ahead);
        return write(ground, (work) => work.scheduled.add(post, limits));
      };
      const sameDay = await Promise.all([1, 1, 1, 1].map((ahead) => add(hours(ahead))));
      assert.equal(sameDay.filter(Boolean).length, 3);
      const other = await Promise.all([48, 48, 48].map((ahead) => add(hours(ahead))));
      assert.equal(other.filter(Boolean).length, 2);
    },
  },
  {
    promise: "moves and removes what is the account's own, and keeps to the limit of the new day",
    async prove(ground) {
      const [ana, bob] = [await person(ground, "ana"), await person(ground, "bob")];
      const post = await added(ground, ana, hours(48));
      for (const ahead of [1, 2, 3]) await added(ground, ana, hours(ahead));
      const { id } = post;
      const move = (account: AccountId, ahead: number) => {
        const at = after(ground.clock.now(), hours(ahead));
        return write(ground, (work) => work.scheduled.move({ account, id, at }, limits));
      };
      assert.deepEqual(
        [await move(ana, 1), await move(bob, 72), await move(ana, 72)],
        ["full", "missing", "moved"],
      );
      const found = await ground.storage.stores.scheduled.byId(ana, id);
      assert.deepEqual(found?.at, after(ground.clock.now(), hours(72)));
      const remove = (account: AccountId) => write(ground, (work) => work.scheduled.remove(account, id));
      assert.deepEqual([await remove(bob), await remove(ana), await remove(ana)], [false, true, false]);
    },
  },
  {
    promise:
      "hands out what is due, the earliest first, takes it once, and keeps what was refused until it is moved",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const [late, early] = [await added(ground, ana, minutes(20)), await added(ground, ana, minutes(10))];
      const { scheduled } = ground.storage.stores;
      const due = async () => (await scheduled.due(ground.clock.now(), 10)).map(({ id }) => id);
      const take = () => write(ground, (work) => work.scheduled.take(early.id, ground.clock.now()));
      assert.deepEqual([await due(), await take()], [[], false]);
      ground.clock.advance(minutes(30));
      assert.deepEqual(await due(), [early.id, late.id]);
      assert.deepEqual([await take(), await take()], [true, false]);
      const now = ground.clock.now();
      await write(ground, (work) => work.scheduled.refuse(late.id, "It is gone.", now));
      assert.deepEqual(await due(), []);
      assert.equal((await scheduled.byId(ana, late.id))?.refusal, "It is gone.");
      assert.equal(await write(ground, (work) => work.scheduled.take(late.id, now)), false);
      const move = { account: ana, id: late.id, at: now };
      assert.equal(await write(ground, (work) => work.scheduled.move(move, limits)), "moved");
      assert.deepEqual(await due(), [late.id]);
    },
  },
];
