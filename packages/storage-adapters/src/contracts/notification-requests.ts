import assert from "node:assert/strict";
import type { AccountId, NotificationPolicy, NotificationRequestId, Page } from "@trunkline/social";
import { usualPolicy } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, person, post, write } from "./ground.ts";

async function people(ground: Ground) {
  return {
    ana: await person(ground, "ana"),
    bo: await person(ground, "bo"),
    cy: await person(ground, "cy"),
  };
}

/** Holds a mention back, with a request; answers the request's id and the status. */
async function hold(ground: Ground, account: AccountId, from: AccountId) {
  const at = ground.clock.now();
  const [id, status] = [ground.ids.next<"notification-request">(), await post(ground, from)];
  await write(ground, async (work) => {
    const news = {
      id: ground.ids.next<"notification">(),
      account,
      from,
      type: "mention",
      status,
      at,
    } as const;
    await work.notifications.add([{ ...news, group: undefined, filtered: true }]);
    await work.notificationRequests.put([{ id, account, from, at }]);
  });
  return { id, status };
}

/** `NotificationPolicyStore`: what people want to hear of whom. */
export const notificationPolicyStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps one policy for an account, and says which of many have one",
    async prove(ground) {
      const { ana, bo, cy } = await people(ground);
      const strict: NotificationPolicy = { ...usualPolicy, newAccounts: "drop", notFollowers: "filter" };
      const put = (account: AccountId, policy: NotificationPolicy) =>
        write(ground, (work) => work.notificationPolicies.put(account, policy));
      await put(ana, usualPolicy);
      await put(ana, strict);
      await put(bo, usualPolicy);
      const { notificationPolicies } = ground.storage.stores;
      const found = await notificationPolicies.of([ana, bo, cy]);
      assert.deepEqual([found.get(ana), found.get(bo), found.get(cy)], [strict, usualPolicy, undefined]);
      assert.deepEqual(await notificationPolicies.of([]), new Map());
    },
  },
  {
    promise: "says of many who lets a sender through, and forgets an account's word",
    async prove(ground) {
      const { ana, bo, cy } = await people(ground);
      const permit = (account: AccountId, ...from: AccountId[]) =>
        write(ground, (work) => work.notificationPolicies.permit(account, from));
      await permit(ana, cy, bo);
      await permit(ana, cy);
      await permit(bo, ana);
      await write(ground, (work) => work.notificationPolicies.put(ana, usualPolicy));
      const { notificationPolicies } = ground.storage.stores;
      assert.deepEqual(await notificationPolicies.permitting(cy, [ana, bo]), new Set([ana]));
      assert.deepEqual(await notificationPolicies.permitting(cy, []), new Set());
      await write(ground, (work) => work.notificationPolicies.forget(ana));
      assert.deepEqual(await notificationPolicies.permitting(cy, [ana, bo]), new Set());
      assert.deepEqual(await notificationPolicies.permitting(ana, [ana, bo]), new Set([bo]));
      assert.deepEqual(await notificationPolicies.of([ana]), new Map());
    },
  },
];

/** `NotificationRequestStore`: who asks to be heard. */
export const notificationRequestStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps one request for an account and a sender, and counts what it holds back",
    async prove(ground) {
      const { ana, bo, cy } = await people(ground);
      const createdAt = ground.clock.now();
      const first = await hold(ground, ana, bo);
      ground.clock.advance(1000);
      const second = await hold(ground, ana, bo);
      await hold(ground, cy, bo);
      const { notificationRequests } = ground.storage.stores;
      const request = {
        id: first.id,
        account: ana,
        from: bo,
        createdAt,
        updatedAt: ground.clock.now(),
        count: 2,
        lastStatus: second.status,
      };
      assert.deepEqual(await notificationRequests.of(ana, { limit: 9 }), [
        { cursor: first.id, item: request },
      ]);
      assert.deepEqual(await notificationRequests.byIds(ana, [first.id]), [request]);
      assert.deepEqual(await notificationRequests.byIds(cy, [first.id]), []);
      assert.deepEqual(await notificationRequests.summary(ana), { requests: 1, notifications: 2 });
      await write(ground, (work) => work.notifications.retractStatus(second.status));
      assert.equal((await notificationRequests.byIds(ana, [first.id]))[0]?.lastStatus, first.status);
      await write(ground, (work) => work.notifications.retractStatus(first.status));
      assert.deepEqual(await notificationRequests.of(ana, { limit: 9 }), []);
      assert.deepEqual(await notificationRequests.summary(ana), { requests: 0, notifications: 0 });
    },
  },
  {
    promise: "pages an account's requests, newest first",
    async prove(ground) {
      const { ana, bo, cy } = await people(ground);
      const [first, second] = [await hold(ground, ana, bo), await hold(ground, ana, cy)];
      const ids = async (page: Page) =>
        (await ground.storage.stores.notificationRequests.of(ana, page)).map(({ cursor }) => cursor);
      assert.deepEqual(await ids({ limit: 9 }), [second.id, first.id]);
      assert.deepEqual(await ids({ limit: 9, maxId: second.id }), [first.id]);
      assert.deepEqual(await ids({ limit: 1, minId: first.id }), [second.id]);
    },
  },
  {
    promise: "does not show a request that was accepted, and knows it until it is removed",
    async prove(ground) {
      const { ana, bo, cy } = await people(ground);
      const { id } = await hold(ground, ana, bo);
      const { notificationRequests, notifications } = ground.storage.stores;
      await write(ground, (work) => work.notificationRequests.accept(ana, [bo, cy]));
      assert.deepEqual(await notificationRequests.byIds(ana, [id]), []);
      assert.deepEqual(
        [await notificationRequests.isMerging(ana), await notificationRequests.isMerging(bo)],
        [true, false],
      );
      const all = { types: undefined, excludeTypes: [], from: undefined };
      const release = (limit: number) => write(ground, (work) => work.notifications.release(ana, bo, limit));
      assert.deepEqual(await notifications.of(ana, all, { limit: 9 }), []);
      assert.deepEqual([await release(9), await release(9)], [1, 0]);
      assert.equal((await notifications.of(ana, all, { limit: 9 })).length, 1);
      await write(ground, (work) => work.notificationRequests.remove(ana, [bo]));
      assert.equal(await notificationRequests.isMerging(ana), false);
    },
  },
  {
    promise: "removes what is held back up to an id, and no more than it is asked to",
    async prove(ground) {
      const { ana, bo, cy } = await people(ground);
      for (const from of [bo, bo, bo, cy]) await hold(ground, ana, from);
      const until = ground.ids.next();
      await hold(ground, ana, bo);
      const drop = (limit: number) =>
        write(ground, (work) => work.notifications.drop(ana, bo, { until, limit }));
      assert.deepEqual([await drop(2), await drop(2), await drop(2)], [2, 1, 0]);
      const { notifications } = ground.storage.stores;
      const of = async (from: AccountId) =>
        (await notifications.of(ana, { types: undefined, excludeTypes: [], from }, { limit: 9 })).length;
      assert.deepEqual([await of(bo), await of(cy)], [1, 1]);
    },
  },
  {
    promise: "removes requests of one sender, or all of an account in either place",
    async prove(ground) {
      const { ana, bo, cy } = await people(ground);
      await hold(ground, ana, bo);
      await hold(ground, ana, cy);
      await hold(ground, bo, ana);
      const kept = await hold(ground, bo, cy);
      const { notificationRequests } = ground.storage.stores;
      await write(ground, (work) => work.notificationRequests.remove(ana, [bo]));
      assert.deepEqual(
        (await notificationRequests.of(ana, { limit: 9 })).map(({ item }) => item.from),
        [cy],
      );
      await write(ground, (work) => work.notificationRequests.forget(ana));
      assert.deepEqual(await notificationRequests.of(ana, { limit: 9 }), []);
      const ids: NotificationRequestId[] = (await notificationRequests.of(bo, { limit: 9 })).map(
        ({ item }) => item.id,
      );
      assert.deepEqual(ids, [kept.id]);
    },
  },
];
