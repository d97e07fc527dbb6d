import { compareIds, type TokenId, toId } from "../kernel/id.ts";
import type { ClaimedPush, PushStore, PushSubscription } from "../push/push.store.ts";
import type { Tables } from "./tables.ts";

export function pushStore(tables: Tables): PushStore {
  const { pushes, pushKeys, pushSubscriptions: subscriptions, tokens } = tables;
  const ofToken = (token: TokenId): PushSubscription | undefined =>
    subscriptions.values().find((one) => one.token === token);
  const forget = (one: PushSubscription): void => {
    subscriptions.delete(one.id);
    for (const push of pushes.values()) if (push.subscription === one.id) pushes.delete(push.id);
  };
  return {
    async put(subscription) {
      const stood = ofToken(subscription.token);
      const id = stood?.id ?? toId<"push-subscription">(tables.serial());
      subscriptions.set(id, { ...subscription, id });
      return id;
    },
    ofToken: async (token) => ofToken(token),
    async change(token, wishes) {
      const stood = ofToken(token);
      if (stood !== undefined) subscriptions.set(stood.id, { ...stood, ...wishes });
      return stood !== undefined;
    },
    async remove(token) {
      const stood = ofToken(token);
      if (stood !== undefined) forget(stood);
    },
    async forget(id) {
      const stood = subscriptions.get(id);
      if (stood !== undefined) forget(stood);
    },
    async keepNewest(account, count) {
      const own = subscriptions.values().filter((one) => one.account === account);
      own.sort((one, other) => compareIds(other.id, one.id));
      for (const one of own.slice(count)) forget(one);
    },
    async targets(accounts) {
      const own = subscriptions.values().filter(({ account }) => accounts.includes(account));
      const holding = own.filter(({ token }) => tokens.get(token)?.revokedAt === undefined);
      return holding.map(({ id, account, alerts, policy }) => ({ id, account, alerts, policy }));
    },
    ...queue(tables),
    keys: async () => pushKeys.get("own"),
    async keepKeys(keys) {
      const stood = pushKeys.get("own");
      if (stood === undefined) pushKeys.set("own", keys);
      return stood ?? keys;
    },
  };
}

function queue(tables: Tables): Pick<PushStore, "enqueue" | "claim" | "settle" | "postpone"> {
  const { pushes, pushSubscriptions: subscriptions } = tables;
  return {
    async enqueue(some, at) {
      for (const push of some) {
        const id = toId<"push">(tables.serial());
        pushes.set(id, { ...push, id, at, attempts: 0, nextAt: at, claim: "" });
      }
    },
    async claim(limit, { at, until }) {
      const due = pushes.values().filter(({ nextAt }) => nextAt <= at);
      due.sort((one, other) => one.nextAt.getTime() - other.nextAt.getTime() || compareIds(one.id, other.id));
      return due.slice(0, limit).flatMap((push): readonly ClaimedPush[] => {
        const { id, attempts, notification } = push;
        const subscription = subscriptions.get(push.subscription);
        if (subscription === undefined) return [];
        const claim = tables.serial();
        pushes.set(id, { ...push, attempts: attempts + 1, nextAt: until, claim });
        return [{ id, subscription, notification, at: push.at, attempts, claim }];
      });
    },
    async settle({ id, claim }) {
      if (pushes.get(id)?.claim === claim) pushes.delete(id);
    },
    async postpone({ id, claim }, nextAt) {
      const push = pushes.get(id);
      if (push?.claim === claim) pushes.set(id, { ...push, nextAt, claim: "" });
    },
  };
}
