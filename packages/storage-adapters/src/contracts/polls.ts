import assert from "node:assert/strict";
import {
  type AccountId,
  after,
  hours,
  minutes,
  type Poll,
  type PollTerms,
  type StatusId,
} from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, post, write } from "./ground.ts";

interface Asking {
  readonly status: StatusId;
  poll(): Promise<Poll | undefined>;
  vote(account: AccountId, ...choices: readonly number[]): Promise<readonly number[]>;
}

async function asking(ground: Ground, over: Partial<PollTerms> = {}, fetchedAt?: Date): Promise<Asking> {
  const status = await post(ground, await person(ground, "author"));
  const at = ground.clock.now();
  const terms = { options: ["yes", "no", "maybe"], multiple: false, hideTotals: false };
  const expiresAt = after(at, hours(1));
  await write(ground, (work) => work.polls.put(status, { ...terms, expiresAt, ...over }, fetchedAt));
  return {
    status,
    poll: async () => (await ground.storage.stores.polls.of([status]))[0],
    vote: (account, ...choices) =>
      write(ground, (work) => {
        const now = ground.clock.now();
        return work.polls.vote({ status, account, choices, at: now, tellAt: after(now, minutes(3)) });
      }),
  };
}

const counts = (poll: Poll | undefined): readonly (number | undefined)[] => [
  ...(poll?.options.map(({ votesCount }) => votesCount) ?? []),
  poll?.votersCount,
];

/** `PollStore`: polls, and who chose what in them. */
export const pollStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps what a poll asks, and begins to count at nought",
    async prove(ground) {
      const { status, poll } = await asking(ground);
      assert.deepEqual(await poll(), {
        status,
        options: ["yes", "no", "maybe"].map((title) => ({ title, votesCount: 0 })),
        multiple: false,
        hideTotals: false,
        expiresAt: after(ground.clock.now(), hours(1)),
        votersCount: 0,
        fetchedAt: undefined,
        closedAt: undefined,
      });
      assert.deepEqual(await ground.storage.stores.polls.of([]), []);
    },
  },
  {
    promise: "takes one vote from each where one may be chosen, however many come at once",
    async prove(ground) {
      const { poll, vote, status } = await asking(ground);
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const cast = await Promise.all([vote(ana, 0), vote(ana, 1), vote(ana, 2), vote(bo, 1)]);
      assert.equal(cast.filter(({ length }) => length > 0).length, 2);
      const { polls } = ground.storage.stores;
      assert.equal((await polls.choices(ana, [status])).get(status)?.length, 1);
      assert.deepEqual((await polls.choices(bo, [status])).get(status), [1]);
      const counted = counts(await poll());
      assert.equal(counted.at(-1), 2);
      assert.equal(
        counted.slice(0, 3).reduce<number>((sum, count) => sum + (count ?? 0), 0),
        2,
      );
    },
  },
  {
    promise: "takes an option once from each where several may be chosen, and counts the voter once",
    async prove(ground) {
      const { poll, vote, status } = await asking(ground, { multiple: true });
      const ana = await person(ground, "ana");
      assert.deepEqual(await vote(ana, 2, 0, 2), [2, 0]);
      assert.deepEqual(await vote(ana, 0, 1), [1]);
      assert.deepEqual(await vote(ana, 7), []);
      assert.deepEqual(counts(await poll()), [1, 1, 1, 1]);
      const { polls } = ground.storage.stores;
      assert.deepEqual(await polls.choices(ana, [status]), new Map([[status, [0, 1, 2]]]));
      assert.deepEqual(await polls.voters(status, 10), [ana]);
    },
  },
  {
    promise: "takes no vote after the end, and closes once",
    async prove(ground) {
      const { vote, poll, status } = await asking(ground);
      const { polls } = ground.storage.stores;
      const close = () => write(ground, (work) => work.polls.close(status, ground.clock.now()));
      assert.equal(await close(), false);
      ground.clock.advance(hours(1));
      assert.deepEqual(await vote(await person(ground, "ana"), 0), []);
      assert.deepEqual(await polls.ended(ground.clock.now(), 9), [status]);
      assert.deepEqual([await close(), await close()], [true, false]);
      assert.deepEqual(await polls.ended(ground.clock.now(), 9), []);
      assert.deepEqual((await poll())?.closedAt, ground.clock.now());
    },
  },
  {
    promise: "says once when new figures are to be told",
    async prove(ground) {
      const { vote, status } = await asking(ground);
      const { polls } = ground.storage.stores;
      await vote(await person(ground, "ana"), 0);
      ground.clock.advance(minutes(2));
      await vote(await person(ground, "bo"), 0);
      assert.deepEqual(await polls.due(ground.clock.now(), 9), []);
      ground.clock.advance(minutes(1));
      assert.deepEqual(await polls.due(ground.clock.now(), 9), [status]);
      const told = () => write(ground, (work) => work.polls.told(status, ground.clock.now()));
      assert.deepEqual([await told(), await told()], [true, false]);
    },
  },
  {
    promise: "F-139: forgets the votes when the question changes, and keeps them when it does not",
    async prove(ground) {
      const { status, vote, poll } = await asking(ground);
      const ana = await person(ground, "ana");
      await vote(ana, 0);
      const same = {
        options: ["yes", "no", "maybe"],
        multiple: false,
        hideTotals: true,
        expiresAt: undefined,
      };
      await write(ground, (work) => work.polls.put(status, same));
      assert.deepEqual(counts(await poll()), [1, 0, 0, 1]);
      assert.equal((await poll())?.hideTotals, true);
      await write(ground, (work) => work.polls.put(status, { ...same, options: ["yes", "never"] }));
      assert.deepEqual(counts(await poll()), [0, 0, 0]);
      assert.deepEqual(await ground.storage.stores.polls.voters(status, 9), []);
      assert.deepEqual(await vote(ana, 1), [1]);
      const remove = () => write(ground, (work) => work.polls.remove(status));
      assert.deepEqual([await remove(), await remove(), await poll()], [true, false, undefined]);
    },
  },
  {
    promise: "takes over how a poll of another server stands, and no poll of this one",
    async prove(ground) {
      const at = ground.clock.now();
      const there = await asking(ground, {}, at);
      assert.deepEqual(counts(await there.poll()), [0, 0, 0, undefined]);
      const tally = { votes: [5, 0, 7], voters: 9, expiresAt: undefined, at };
      const take = (status: StatusId, votes: readonly number[]) =>
        write(ground, (work) => work.polls.tally(status, { ...tally, votes }));
      assert.equal(await take(there.status, [1]), false);
      assert.equal(await take(there.status, [5, 0, 7]), true);
      assert.deepEqual(counts(await there.poll()), [5, 0, 7, 9]);
      const here = await post(ground, await person(ground, "ana"));
      const terms = { options: ["a", "b"], multiple: false, hideTotals: false, expiresAt: undefined };
      await write(ground, (work) => work.polls.put(here, terms));
      assert.equal(await take(here, [1, 1]), false);
    },
  },
  {
    promise: "has no poll where the status is gone, and keeps what former states asked in the history",
    async prove(ground) {
      const { status, vote } = await asking(ground);
      await vote(await person(ground, "ana"), 0);
      const at = after(ground.clock.now(), 1000);
      const { statuses, polls } = ground.storage.stores;
      const present = await statuses.byId(status);
      assert.ok(present);
      await write(ground, async (work) => {
        await work.statuses.revise(status, present, at);
        await work.polls.remove(status);
      });
      assert.deepEqual(
        (await statuses.history(status)).map(({ pollOptions }) => pollOptions),
        [["yes", "no", "maybe"]],
      );
      await write(ground, (work) =>
        work.polls.put(status, {
          options: ["a", "b"],
          multiple: true,
          hideTotals: false,
          expiresAt: undefined,
        }),
      );
      await write(ground, (work) => work.statuses.remove(status, at));
      assert.deepEqual(await polls.of([status]), []);
    },
  },
];
