import assert from "node:assert/strict";
import type { AccountId, PushSubscription, TokenId, UserId } from "@trunkline/social";
import { after, minutes } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, newUser, person, write } from "./ground.ts";

/** Somebody with an app that holds a token. */
async function owner(ground: Ground, name: string) {
  const account = await person(ground, name);
  const user = newUser(ground, account, { email: `${name}@mail.example` });
  await write(ground, (work) => work.users.add(user));
  return { account, user: user.id };
}

async function tokenOf(ground: Ground, user: UserId): Promise<TokenId> {
  const { ids, clock } = ground;
  const [id, app] = [ids.next<"token">(), ids.next<"app">()];
  const at = { createdAt: clock.now() };
  await write(ground, async (work) => {
    const plain = { clientId: `client ${app}`, secretHash: "hash", name: "App", website: undefined };
    await work.apps.add({ ...plain, ...at, id: app, redirectUris: [], scopes: ["push"] });
    await work.tokens.add({
      ...at,
      id,
      hash: `hash ${id}`,
      app,
      user,
      scopes: ["push"],
      revokedAt: undefined,
    });
  });
  return id;
}

async function subscribe(
  ground: Ground,
  [account, token]: readonly [AccountId, TokenId],
  over: Partial<PushSubscription> = {},
): Promise<PushSubscription> {
  const subscription = {
    token,
    account,
    endpoint: "https://push.example/abc",
    p256dh: "a point",
    auth: "a secret",
    isStandard: true,
    alerts: ["mention", "admin.report"],
    policy: "all",
    secret: "the token's own",
    at: ground.clock.now(),
    ...over,
  } as const;
  const id = await write(ground, (work) => work.push.put(subscription));
  return { ...subscription, id };
}

/** `PushStore`: which apps are woken, and what waits for them. */
export const pushStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps one subscription for a token, changes what it wants, and removes it",
    async prove(ground) {
      const { account, user } = await owner(ground, "ana");
      const [token, other] = [await tokenOf(ground, user), await tokenOf(ground, user)];
      const first = await subscribe(ground, [account, token]);
      const { push } = ground.storage.stores;
      assert.deepEqual(await push.ofToken(token), first);
      const second = await subscribe(ground, [account, token], {
        endpoint: "https://push.example/new",
        isStandard: false,
      });
      assert.deepEqual(await push.ofToken(token), second);
      assert.equal(await push.ofToken(other), undefined);
      const change = (of: TokenId) =>
        write(ground, (work) => work.push.change(of, { alerts: ["follow"], policy: "followed" }));
      assert.deepEqual([await change(token), await change(other)], [true, false]);
      assert.deepEqual(await push.ofToken(token), { ...second, alerts: ["follow"], policy: "followed" });
      assert.deepEqual(await push.targets([account]), [
        { id: second.id, account, alerts: ["follow"], policy: "followed" },
      ]);
      await write(ground, (work) => work.push.remove(token));
      assert.equal(await push.ofToken(token), undefined);
      assert.deepEqual(await push.targets([account]), []);
      assert.deepEqual(await push.targets([]), []);
    },
  },
  {
    promise: "lets a subscription go with its token, and with all tokens of a user (S-117)",
    async prove(ground) {
      const { account, user } = await owner(ground, "ana");
      const tokens = [
        await tokenOf(ground, user),
        await tokenOf(ground, user),
        await tokenOf(ground, user),
      ] as const;
      for (const token of tokens) await subscribe(ground, [account, token]);
      const { push } = ground.storage.stores;
      await write(ground, (work) => work.tokens.revoke(tokens[0], ground.clock.now()));
      assert.equal(await push.ofToken(tokens[0]), undefined);
      assert.equal((await push.targets([account])).length, 2);
      await write(ground, (work) => work.tokens.revokeOf(user, ground.clock.now()));
      assert.deepEqual(await push.targets([account]), []);
      assert.equal(await push.ofToken(tokens[1]), undefined);
    },
  },
  {
    promise: "keeps the newest of an account's subscriptions, and no other's less (S-169)",
    async prove(ground) {
      const [ana, bo] = [await owner(ground, "ana"), await owner(ground, "bo")];
      const made: PushSubscription[] = [];
      for (const { account, user } of [ana, ana, bo, ana])
        made.push(await subscribe(ground, [account, await tokenOf(ground, user)]));
      await write(ground, (work) => work.push.keepNewest(ana.account, 2));
      const left = await ground.storage.stores.push.targets([ana.account, bo.account]);
      assert.deepEqual(new Set(left.map(({ id }) => id)), new Set([made[1]?.id, made[2]?.id, made[3]?.id]));
    },
  },
  {
    promise: "leases what is due, oldest first, until it is settled, put off, or the lease runs out",
    async prove(ground) {
      const { account, user } = await owner(ground, "ana");
      const subscription = await subscribe(ground, [account, await tokenOf(ground, user)]);
      const at = ground.clock.now();
      const [one, two] = [ground.ids.next<"notification">(), ground.ids.next<"notification">()];
      const enqueue = (...notifications: (typeof one)[]) =>
        write(ground, (work) =>
          work.push.enqueue(
            notifications.map((notification) => ({ subscription: subscription.id, notification })),
            ground.clock.now(),
          ),
        );
      await enqueue(one);
      ground.clock.advance(1000);
      await enqueue(two);
      const claim = (limit: number) => {
        const now = ground.clock.now();
        return write(ground, (work) => work.push.claim(limit, { at: now, until: after(now, minutes(1)) }));
      };
      const [first] = await claim(1);
      const [second] = await claim(9);
      if (first === undefined || second === undefined) throw new Error("Nothing was due.");
      assert.deepEqual(
        [first.notification, first.attempts, first.at, first.subscription],
        [one, 0, at, subscription],
      );
      assert.equal(second.notification, two);
      assert.deepEqual(await claim(9), []);
      await write(ground, (work) => work.push.postpone(second, after(ground.clock.now(), minutes(5))));
      ground.clock.advance(minutes(2));
      const [again] = await claim(9);
      if (again === undefined) throw new Error("The lease did not run out.");
      assert.deepEqual([again.id, again.attempts], [first.id, 1]);
      await write(ground, (work) => work.push.settle(first));
      await write(ground, (work) => work.push.settle(again));
      ground.clock.advance(minutes(9));
      const [late, ...rest] = await claim(9);
      assert.deepEqual([late?.id, late?.attempts, rest], [second.id, 1, []]);
      await write(ground, (work) => work.push.forget(subscription.id));
      ground.clock.advance(minutes(9));
      assert.deepEqual(await claim(9), []);
      assert.deepEqual(await ground.storage.stores.push.targets([account]), []);
    },
  },
  {
    promise: "keeps the server's keys once",
    async prove(ground) {
      const { push } = ground.storage.stores;
      assert.equal(await push.keys(), undefined);
      const keys = (name: string) => ({ publicKey: `public ${name}`, privatePem: `-----BEGIN ${name}` });
      const keep = (name: string) => write(ground, (work) => work.push.keepKeys(keys(name)));
      assert.deepEqual([await keep("one"), await keep("two")], [keys("one"), keys("one")]);
      assert.deepEqual(await push.keys(), keys("one"));
    },
  },
];
