import { expect, test } from "vitest";
import type { AccountId, TokenId } from "../kernel/id.ts";
import { hours, minutes, seconds } from "../kernel/time.ts";
import type { PushMessage, PushService } from "../ports.ts";
import { createBorder } from "../testing/border.activity.ts";
import type { PushWishes } from "./push.store.ts";
import { sendPushes } from "./send-pushes.ts";

type Verdict = Awaited<ReturnType<PushService["send"]>>;

async function scene() {
  const border = createBorder();
  const [ana, bo] = [await border.person("ana"), await border.person("bo")];
  const sent: PushMessage[] = [];
  let verdict: Verdict = { ok: true };
  const push: PushService = {
    publicKey: "key",
    accepts: () => true,
    async send(message) {
      sent.push(message);
      return verdict;
    },
  };
  const { storage, clock, social } = border;
  return {
    ...border,
    ana,
    bo,
    sent,
    answer: (next: Verdict) => void (verdict = next),
    run: () => sendPushes({ storage, clock, push, notifications: social.notifications }),
    async subscribe(account: AccountId, wishes: Partial<PushWishes> = {}): Promise<TokenId> {
      const user = await social.signIn.user(account);
      const { app } = await social.signIn.registerApp({
        name: "App",
        website: undefined,
        redirectUris: [],
        scopes: ["push"],
      });
      const { token } = await social.signIn.grant({ app: app.id, user: user?.id, scopes: ["push"] });
      const plain = { endpoint: "https://push.example/", p256dh: "point", auth: "auth", secret: "secret" };
      const wants = { alerts: ["mention", "follow"], policy: "all", ...wishes } as const;
      const subscription = {
        ...plain,
        ...wants,
        token: token.id,
        account,
        isStandard: true,
        at: clock.now(),
      };
      await storage.transact((work) => work.push.put(subscription));
      return token.id;
    },
    async mention() {
      await border.say(bo, "Hello @ana");
      await border.settle();
    },
  };
}

test("an app is woken once for what it asks for, and for nothing else", async () => {
  const { ana, bo, subscribe, mention, run, sent, say, social, settle } = await scene();
  await subscribe(ana, { alerts: ["mention"] });
  await mention();
  await social.follows.follow(bo, ana, {});
  await say(ana, "Hello @bo");
  await settle();
  expect([await run(), await run()]).toEqual([1, 0]);
  expect(sent).toMatchObject([
    {
      subscription: { account: ana, secret: "secret" },
      locale: "en",
      view: { notification: { type: "mention" } },
    },
  ]);
});

test.each([
  ["all", "nobody", 1],
  ["followed", "nobody", 0],
  ["followed", "followed", 1],
  ["follower", "followed", 0],
  ["follower", "follower", 1],
  ["none", "follower", 0],
] as const)("with the policy %s, news of whom is %s makes %i message", async (policy, whom, count) => {
  const { ana, bo, subscribe, mention, run, social, settle } = await scene();
  if (whom === "followed") await social.follows.follow(ana, bo, {});
  if (whom === "follower") await social.follows.follow(bo, ana, {});
  await settle();
  await subscribe(ana, { policy });
  await mention();
  expect(await run()).toBe(count);
});

test("what is held back wakes nobody", async () => {
  const { ana, bo, subscribe, run, say, settle } = await scene();
  await subscribe(ana);
  await say(bo, "Psst @ana", { visibility: "direct" });
  await settle();
  expect(await run()).toBe(0);
});

test("what was taken back, and what its reader may not see any more, is not sent (S-085)", async () => {
  const { ana, bo, subscribe, run, sent, say, settle, social } = await scene();
  await subscribe(ana);
  const { status } = await say(bo, "Hello @ana");
  await settle();
  await social.statuses.remove(bo, status.id);
  await settle();
  expect([await run(), await run()]).toEqual([1, 0]);
  expect(sent).toEqual([]);
});

test("nobody is woken by a token that was revoked meanwhile (S-117)", async () => {
  const { ana, subscribe, mention, run, storage, clock } = await scene();
  const token = await subscribe(ana);
  await mention();
  await storage.transact((work) => work.tokens.revoke(token, clock.now()));
  expect(await run()).toBe(0);
});

test("a push service that does not answer is asked again, less and less often, for two days", async () => {
  const { ana, subscribe, mention, run, sent, answer, clock } = await scene();
  await subscribe(ana);
  await mention();
  answer({ ok: false, reason: "later" });
  expect([await run(), await run()]).toEqual([1, 0]);
  clock.advance(seconds(10));
  expect([await run(), await run()]).toEqual([1, 0]);
  answer({ ok: false, reason: "later", retryAfter: minutes(30) });
  clock.advance(seconds(20));
  expect(await run()).toBe(1);
  clock.advance(minutes(29));
  expect(await run()).toBe(0);
  clock.advance(minutes(1));
  expect(await run()).toBe(1);
  for (let hour = 0; hour < 60; hour += 1) {
    clock.advance(hours(1));
    await run();
  }
  const tries = sent.length;
  clock.advance(hours(10));
  expect([await run(), sent.length]).toEqual([0, tries]);
  expect(tries).toBeGreaterThan(20);
});

test("a subscription that is no more is removed, and a message that is refused is given up", async () => {
  const { ana, subscribe, mention, run, answer, storage } = await scene();
  await subscribe(ana);
  await mention();
  answer({ ok: false, reason: "refused" });
  expect([await run(), await run()]).toEqual([1, 0]);
  expect(await storage.stores.push.targets([ana])).toHaveLength(1);
  await mention();
  answer({ ok: false, reason: "gone" });
  expect(await run()).toBe(1);
  expect(await storage.stores.push.targets([ana])).toEqual([]);
});
