import assert from "node:assert/strict";
import { after, hours, type Letter, minutes, type Pass, seconds } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, newUser, person, write } from "./ground.ts";

/** Somebody to write to. */
async function reader(ground: Ground) {
  const user = newUser(ground, await person(ground, "ana"));
  await write(ground, (work) => work.users.add(user));
  return user;
}

function newLetter(ground: Ground, over: Partial<Letter> = {}): Letter {
  return {
    id: ground.ids.next(),
    kind: "confirm-address",
    address: "ana@mail.example",
    user: undefined,
    locale: "en",
    details: { username: "ana" },
    at: ground.clock.now(),
    ...over,
  };
}

const claim = (ground: Ground, limit = 9) => {
  const at = ground.clock.now();
  return write(ground, (work) => work.letters.claim(limit, { at, until: after(at, seconds(60)) }));
};

/** `LetterStore`: what waits to be sent by mail. */
export const letterStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "hands out what is due, the oldest first, to one who asks",
    async prove(ground) {
      const user = await reader(ground);
      const [one, other] = [newLetter(ground, { user: user.id }), newLetter(ground)];
      for (const letter of [one, other]) await write(ground, (work) => work.letters.add(letter));
      const [first, ...none] = await claim(ground, 1);
      assert.deepEqual(none, []);
      assert.deepEqual({ ...first, token: "" }, { ...one, attempts: 0, token: "" });
      assert.deepEqual(
        (await claim(ground)).map(({ id }) => id),
        [other.id],
      );
      assert.deepEqual(await claim(ground), []);
    },
  },
  {
    promise: "hands out again what nobody settled in time; whoever lost it settles nothing (R-005)",
    async prove(ground) {
      await write(ground, (work) => work.letters.add(newLetter(ground)));
      const [lost] = await claim(ground);
      ground.clock.advance(seconds(60));
      const [held] = await claim(ground);
      if (lost === undefined || held === undefined) assert.fail("it is due");
      assert.equal(held.attempts, 1);
      await write(ground, (work) => work.letters.sent(lost));
      await write(ground, (work) =>
        work.letters.fail(lost, { reason: "no", at: undefined, now: ground.clock.now() }),
      );
      await write(ground, (work) => work.letters.sent(held));
      ground.clock.advance(minutes(2));
      assert.deepEqual(await claim(ground), []);
      assert.deepEqual(await ground.storage.stores.letters.dead(9), []);
    },
  },
  {
    promise: "puts off, gives up with a reason, and lets what was given up be tried again (R-011)",
    async prove(ground) {
      const { letters } = ground.storage.stores;
      const letter = newLetter(ground);
      await write(ground, (work) => work.letters.add(letter));
      const fail = async (reason: string, at: Date | undefined) => {
        const [held] = await claim(ground);
        if (held === undefined) assert.fail("it is due");
        await write(ground, (work) => work.letters.fail(held, { reason, at, now: ground.clock.now() }));
      };
      await fail("busy", after(ground.clock.now(), minutes(5)));
      assert.deepEqual(await claim(ground), []);
      ground.clock.advance(minutes(5));
      await fail("no such mailbox", undefined);
      const { id, kind, at } = letter;
      assert.deepEqual(await letters.dead(9), [{ id, kind, at, reason: "no such mailbox" }]);
      assert.equal(await write(ground, (work) => work.letters.redrive(ground.clock.now())), 1);
      assert.deepEqual(await letters.dead(9), []);
    },
  },
  {
    promise: "counts what waits for somebody by kind, and forgets with them (S-153)",
    async prove(ground) {
      const user = await reader(ground);
      const { letters } = ground.storage.stores;
      const letter = newLetter(ground, { user: user.id });
      await write(ground, (work) => work.letters.add(letter));
      assert.equal(await letters.countWaiting(user.id, "confirm-address"), 1);
      assert.equal(await letters.countWaiting(user.id, "reset-password"), 0);
      await write(ground, (work) => work.users.remove(user.id));
      assert.deepEqual(await claim(ground), []);
    },
  },
];

const newPass = (user: Pass["user"], at: Date, over: Partial<Pass> = {}): Pass => ({
  hash: "hash",
  user,
  purpose: "reset-password",
  address: "ana@mail.example",
  expiresAt: after(at, hours(2)),
  ...over,
});

/** `PassStore`: secrets that are good for one thing. */
export const passStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "knows a pass for its purpose alone, until it is over",
    async prove(ground) {
      const user = await reader(ground);
      const { passes } = ground.storage.stores;
      const at = ground.clock.now();
      const pass = newPass(user.id, at);
      await write(ground, (work) => work.passes.add(pass));
      const bare = newPass(user.id, at, { hash: "bare", purpose: "second-step", address: undefined });
      await write(ground, (work) => work.passes.add(bare));
      assert.deepEqual(await passes.byHash("hash", "reset-password", at), pass);
      assert.deepEqual(await passes.byHash("bare", "second-step", at), bare);
      assert.equal(await passes.byHash("hash", "confirm-address", at), undefined);
      assert.equal(await passes.byHash("hash", "reset-password", pass.expiresAt), undefined);
    },
  },
  {
    promise: "is used up once, however many come at once (S-138)",
    async prove(ground) {
      const user = await reader(ground);
      const at = ground.clock.now();
      await write(ground, (work) => work.passes.add(newPass(user.id, at)));
      const take = () => write(ground, (work) => work.passes.take("hash", "reset-password", at));
      const taken = await Promise.all([take(), take(), take()]);
      assert.equal(taken.filter((pass) => pass !== undefined).length, 1);
      assert.equal(await take(), undefined);
    },
  },
  {
    promise: "tells the latest of somebody's, and ends all of them",
    async prove(ground) {
      const user = await reader(ground);
      const { passes } = ground.storage.stores;
      const at = ground.clock.now();
      const later = newPass(user.id, at, { hash: "later", expiresAt: after(at, hours(3)) });
      for (const pass of [later, newPass(user.id, at)]) await write(ground, (work) => work.passes.add(pass));
      assert.deepEqual(await passes.latestOf(user.id, "reset-password", at), later);
      assert.equal(await passes.latestOf(user.id, "confirm-address", at), undefined);
      await write(ground, (work) => work.passes.removeOf(user.id));
      assert.equal(await passes.latestOf(user.id, "reset-password", at), undefined);
    },
  },
];
