import assert from "node:assert/strict";
import { after, days, type Invite, minutes } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, newUser, person, write } from "./ground.ts";

async function newcomer(ground: Ground, name: string) {
  const account = await person(ground, name);
  const at = ground.clock.now();
  const user = newUser(ground, account, { email: `${name}@mail.example` });
  await write(ground, async (work) => {
    await work.users.add(user);
    await work.accounts.sanction(account, { kind: "suspend", by: "sign-up", at });
  });
  return user;
}

const newInvite = ({ ids, clock }: Ground, over: Partial<Invite> = {}): Invite => ({
  id: ids.next(),
  hash: "hash",
  by: undefined,
  maxUses: 2,
  uses: 0,
  expiresAt: after(clock.now(), days(1)),
  at: clock.now(),
  ...over,
});

/** `SignUpStore`, and what `UserStore` and `AccountStore` promise about those who are not quite in. */
export const signUpStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps how somebody came, until they are gone (S-153)",
    async prove(ground) {
      const user = await newcomer(ground, "ana");
      const signUp = {
        user: user.id,
        app: undefined,
        reason: "I paint.",
        invite: undefined,
        at: user.createdAt,
      };
      await write(ground, (work) => work.signUps.add(signUp));
      assert.deepEqual(await ground.storage.stores.signUps.of(user.id), signUp);
      await write(ground, (work) => work.users.remove(user.id));
      assert.equal(await ground.storage.stores.signUps.of(user.id), undefined);
    },
  },
  {
    promise: "lists who waits, by id",
    async prove(ground) {
      const [ana, ben] = [await newcomer(ground, "ana"), await newcomer(ground, "ben")];
      await newcomer(ground, "cleo");
      const waitsSince = ground.clock.now();
      const { users } = ground.storage.stores;
      for (const { id } of [ana, ben]) await write(ground, (work) => work.users.update(id, { waitsSince }));
      const names = async (...page: Parameters<typeof users.waiting>) =>
        (await users.waiting(...page)).map(({ id }) => id);
      assert.deepEqual(await names(undefined, 1), [ana.id]);
      assert.deepEqual(await names(ana.id, 5), [ben.id]);
      assert.deepEqual((await users.byId(ana.id))?.waitsSince, waitsSince);
      await write(ground, (work) => work.users.update(ana.id, { waitsSince: undefined }));
      assert.deepEqual(await names(undefined, 5), [ben.id]);
    },
  },
  {
    promise: "lists who never proved an address and was never seen, and who looks after the server",
    async prove(ground) {
      const [ana, ben] = [await newcomer(ground, "ana"), await newcomer(ground, "ben")];
      const { users } = ground.storage.stores;
      const confirmedAt = ground.clock.now();
      await write(ground, (work) => work.users.update(ben.id, { confirmedAt, role: "moderator" }));
      const seen = newUser(ground, await person(ground, "cleo"), { email: "cleo@mail.example" });
      await write(ground, (work) => work.users.add(seen));
      assert.deepEqual(await users.unconfirmed(ana.createdAt, 5), []);
      const later = after(ana.createdAt, 1);
      assert.deepEqual(
        (await users.unconfirmed(later, 5)).map(({ id }) => id),
        [ana.id],
      );
      assert.deepEqual(
        (await users.staff()).map(({ id }) => id),
        [ben.id],
      );
    },
  },
  {
    promise: "erases an account that nobody has seen, with its name, and no other",
    async prove(ground) {
      const ana = await newcomer(ground, "ana");
      const ben = await person(ground, "ben");
      const erase = (id: typeof ben) => write(ground, (work) => work.accounts.erase(id));
      assert.deepEqual(
        [await erase(ana.account), await erase(ana.account), await erase(ben)],
        [true, false, false],
      );
      const { accounts } = ground.storage.stores;
      assert.equal(await accounts.byHandle("ana", undefined), undefined);
      assert.equal((await accounts.byHandle("ben", undefined))?.id, ben);
    },
  },
];

/** `InviteStore`: leave to sign up. */
export const inviteStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "is used as often as it may be, however many come at once, and not after its time",
    async prove(ground) {
      const invite = newInvite(ground);
      const { invites } = ground.storage.stores;
      await write(ground, (work) => work.invites.add(invite));
      assert.deepEqual(await invites.byHash("hash", invite.at), invite);
      const use = () => write(ground, (work) => work.invites.use("hash", ground.clock.now()));
      const used = await Promise.all([use(), use(), use()]);
      assert.equal(used.filter((one) => one !== undefined).length, 2);
      assert.equal(await invites.byHash("hash", invite.at), undefined);
      const other = newInvite(ground, { hash: "other", maxUses: undefined });
      await write(ground, (work) => work.invites.add(other));
      assert.deepEqual(await invites.list(1), [other]);
      ground.clock.advance(days(1) + minutes(1));
      assert.equal(await invites.byHash("other", ground.clock.now()), undefined);
      assert.equal(await write(ground, (work) => work.invites.remove(other.id)), true);
      assert.equal(await write(ground, (work) => work.invites.remove(other.id)), false);
    },
  },
];
