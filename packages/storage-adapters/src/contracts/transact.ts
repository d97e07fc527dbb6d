import assert from "node:assert/strict";
import { type Announcement, after, hours, type Stream, type Work } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, newAccount, person, post, write } from "./ground.ts";

/** A storage with the carrier of its announcements. */
export interface StreamGround extends Ground {
  readonly stream: Stream;
  /** Resolves once whatever was announced has reached those who listen. */
  settled(): Promise<void>;
}

class Change extends Error {}

async function failing(ground: Ground, run: (work: Work) => Promise<unknown>): Promise<void> {
  const doomed = write(ground, async (work) => {
    await run(work);
    throw new Change("of mind");
  });
  await assert.rejects(doomed, Change);
}

/** `transact`: all or nothing. */
export const transactContract: readonly Clause<Ground>[] = [
  {
    promise: "answers what the transaction answers, and lets it see its own changes",
    async prove(ground) {
      const account = newAccount(ground, "ana");
      const answer = await write(ground, async (work) => {
        await work.accounts.add(account);
        return (await work.accounts.byId(account.id))?.username;
      });
      assert.equal(answer, "ana");
    },
  },
  {
    promise: "leaves nothing behind when it throws, and passes the error on",
    async prove(ground) {
      const account = newAccount(ground, "ana");
      await failing(ground, (work) => work.accounts.add(account));
      assert.equal(await ground.storage.stores.accounts.byId(account.id), undefined);
      assert.equal(await write(ground, (work) => work.accounts.add(account)), true);
    },
  },
  {
    promise: "shows nobody else what is not committed",
    async prove(ground) {
      const account = newAccount(ground, "ana");
      const { accounts } = ground.storage.stores;
      await write(ground, async (work) => {
        await work.accounts.add(account);
        assert.equal(await accounts.byId(account.id), undefined);
      });
      assert.notEqual(await accounts.byId(account.id), undefined);
    },
  },
];

/** `Stream`: announcements reach listeners once the transaction stands. */
export const streamContract: readonly Clause<StreamGround>[] = [
  {
    promise: "carries announcements of committed transactions alone, until the listener leaves",
    async prove(ground) {
      const id = await post(ground, await person(ground, "ana"));
      const heard: Announcement[] = [];
      const leave = ground.stream.subscribe((announcement) => heard.push(announcement));
      await ground.settled();
      await failing(ground, async (work) => work.announce({ type: "status.edited", status: id }));
      await write(ground, async (work) => {
        work.announce({ type: "status.posted", status: id });
        await ground.settled();
        assert.deepEqual(heard, []);
      });
      await ground.settled();
      assert.deepEqual(heard, [{ type: "status.posted", status: id }]);
      leave();
      await write(ground, async (work) => work.announce({ type: "status.edited", status: id }));
      await ground.settled();
      assert.equal(heard.length, 1);
    },
  },
];

/** `IdempotencyStore`: which request made which status. */
export const idempotencyStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "gives a key to the first, names the holder to the rest, and forgets after a day",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const claim = (account: typeof ana, fingerprint: string, at = ground.clock.now()) => {
        const made = { status: ground.ids.next<"status">(), fingerprint, at };
        return write(ground, async (work) => ({
          made,
          held: await work.idempotency.claim(account, "key", made),
        }));
      };
      const first = await claim(ana, "one");
      assert.equal(first.held, undefined);
      assert.deepEqual((await claim(ana, "two")).held, { status: first.made.status, fingerprint: "one" });
      assert.equal((await claim(bo, "one")).held, undefined);
      assert.equal((await claim(ana, "three", after(ground.clock.now(), hours(25)))).held, undefined);
    },
  },
  {
    promise: "gives a key that many claim at once to one of them",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const claims = Array.from({ length: 10 }, () => {
        const made = { status: ground.ids.next<"status">(), fingerprint: "same", at: ground.clock.now() };
        return write(
          ground,
          async (work) => (await work.idempotency.claim(ana, "key", made))?.status ?? made.status,
        );
      });
      assert.equal(new Set(await Promise.all(claims)).size, 1);
    },
  },
];
