import assert from "node:assert/strict";
import { after, minutes } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, newUser, person, write } from "./ground.ts";

async function somebody(ground: Ground) {
  const user = newUser(ground, await person(ground, "ana"));
  await write(ground, async (work) => {
    await work.users.add(user);
    await work.secondFactors.begin(user.id, "SECRET");
  });
  return user.id;
}

/** `SecondFactorStore`: apps that show codes. */
export const secondFactorStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps one for a user, on once it was enabled, until it or the user is removed",
    async prove(ground) {
      const user = await somebody(ground);
      const { secondFactors } = ground.storage.stores;
      assert.deepEqual(await secondFactors.of(user), { user, secret: "SECRET", enabledAt: undefined });
      const at = ground.clock.now();
      await write(ground, (work) => work.secondFactors.enable(user, at));
      assert.deepEqual(await secondFactors.of(user), { user, secret: "SECRET", enabledAt: at });
      await write(ground, (work) => work.secondFactors.begin(user, "OTHER"));
      assert.deepEqual(await secondFactors.of(user), { user, secret: "OTHER", enabledAt: undefined });
      await write(ground, (work) => work.users.remove(user));
      assert.equal(await secondFactors.of(user), undefined);
    },
  },
  {
    promise: "takes each step of time once, and none before it (S-133)",
    async prove(ground) {
      const user = await somebody(ground);
      const take = (step: number) => write(ground, (work) => work.secondFactors.takeStep(user, step));
      const taken = await Promise.all([take(5), take(5), take(5)]);
      assert.equal(taken.filter(Boolean).length, 1);
      assert.deepEqual([await take(4), await take(6)], [false, true]);
    },
  },
  {
    promise: "counts tries, so many in a span (S-133)",
    async prove(ground) {
      const user = await somebody(ground);
      const attempt = () => {
        const at = ground.clock.now();
        const limit = { at, since: after(at, -minutes(5)), most: 2 };
        return write(ground, (work) => work.secondFactors.countTry(user, limit));
      };
      assert.deepEqual([await attempt(), await attempt(), await attempt()], [true, true, false]);
      ground.clock.advance(minutes(5));
      assert.equal(await attempt(), true);
    },
  },
  {
    promise: "uses each recovery code up once, and forgets those from before (S-135)",
    async prove(ground) {
      const user = await somebody(ground);
      const set = (codes: readonly string[]) =>
        write(ground, (work) => work.secondFactors.setRecoveryCodes(user, codes));
      const take = (code: string) => write(ground, (work) => work.secondFactors.takeRecoveryCode(user, code));
      await set(["a", "b"]);
      const taken = await Promise.all([take("a"), take("a")]);
      assert.equal(taken.filter(Boolean).length, 1);
      await set(["c"]);
      assert.deepEqual([await take("b"), await take("c")], [false, true]);
    },
  },
];
