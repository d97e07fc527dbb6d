import type { OutboxStore } from "../delivery/outbox.store.ts";
import { after, days } from "../kernel/time.ts";
import type { IdempotencyStore } from "../statuses/idempotency.store.ts";
import type { Tables } from "./tables.ts";

export function outboxStore({ outgoing, accounts, follows }: Tables): OutboxStore {
  return {
    async add(activity) {
      const before = outgoing.get(activity.activityId)?.inboxes ?? [];
      const inboxes = [...new Set([...before, ...activity.inboxes])];
      outgoing.set(activity.activityId, { ...activity, inboxes });
    },
    async readers(inbox, limit) {
      const followers = new Set(follows.values().map(({ follower }) => follower));
      const there = accounts.values().filter(({ id, endpoints, domain, deletedAt }) => {
        const isAt = endpoints.inbox === inbox || endpoints.sharedInbox === inbox;
        return isAt && domain !== undefined && deletedAt === undefined && followers.has(id);
      });
      return there.slice(0, limit).map(({ uri }) => uri);
    },
  };
}

export function idempotencyStore({ idempotency }: Tables): IdempotencyStore {
  return {
    async claim(account, key, claim) {
      const at = `${account} ${key}`;
      const held = idempotency.get(at);
      if (held !== undefined && after(held.at, days(1)) > claim.at) {
        return { status: held.status, fingerprint: held.fingerprint };
      }
      idempotency.set(at, claim);
      return undefined;
    },
  };
}
