import type { AccountId } from "../kernel/id.ts";
import { compareIds } from "../kernel/id.ts";
import { requestingTypes } from "../notifications/policy.ts";
import type {
  NotificationPolicyStore,
  NotificationRequest,
  NotificationRequestStore,
} from "../notifications/requests.store.ts";
import { pageOf } from "./paging.ts";
import type { KeptRequest, Tables } from "./tables.ts";

const most = 100;

const key = (account: AccountId, from: AccountId): string => `${account} ${from}`;

export function notificationPolicyStore({
  notificationPermits: permits,
  notificationPolicies: policies,
}: Tables): NotificationPolicyStore {
  return {
    async of(accounts) {
      const rows = policies.values().filter(({ account }) => accounts.includes(account));
      return new Map(rows.map(({ account, policy }) => [account, policy]));
    },
    put: async (account, policy) => policies.set(account, { account, policy }),
    async permit(account, from) {
      for (const each of from) permits.set(key(account, each), { account, from: each });
    },
    permitting: async (from, accounts) =>
      new Set(accounts.filter((account) => permits.has(key(account, from)))),
    async forget(account) {
      policies.delete(account);
      for (const row of permits.values()) if (row.account === account) permits.delete(key(account, row.from));
    },
  };
}

export function notificationRequestStore({
  notificationRequests: requests,
  notifications,
}: Tables): NotificationRequestStore {
  const counted = ({ isAccepted, ...request }: KeptRequest): readonly NotificationRequest[] => {
    const held = notifications
      .values()
      .filter((one) => one.account === request.account && one.from === request.from)
      .filter(({ filtered, type }) => filtered && requestingTypes.has(type))
      .sort((one, other) => compareIds(other.id, one.id));
    if (isAccepted || held.length === 0) return [];
    return [{ ...request, count: Math.min(held.length, most), lastStatus: held[0]?.status }];
  };
  const waiting = (account: AccountId): readonly NotificationRequest[] =>
    requests
      .values()
      .filter((row) => row.account === account)
      .flatMap(counted);
  return {
    async put(some) {
      for (const { id, account, from, at } of some) {
        const stood = requests.get(key(account, from));
        const fresh = { id, account, from, createdAt: at, isAccepted: false };
        requests.set(key(account, from), { ...(stood ?? fresh), updatedAt: at });
      }
    },
    async of(account, page) {
      const rows = pageOf(waiting(account), page, ({ id }) => id);
      return rows.map((item) => ({ cursor: item.id, item }));
    },
    byIds: async (account, ids) => waiting(account).filter(({ id }) => ids.includes(id)),
    async summary(account) {
      const some = waiting(account)
        .toSorted((one, other) => compareIds(other.id, one.id))
        .slice(0, most);
      return { requests: some.length, notifications: some.reduce((sum, { count }) => sum + count, 0) };
    },
    async accept(account, from) {
      for (const each of from) {
        const row = requests.get(key(account, each));
        if (row !== undefined) requests.set(key(account, each), { ...row, isAccepted: true });
      }
    },
    isMerging: async (account) => requests.values().some((row) => row.account === account && row.isAccepted),
    async remove(account, from) {
      for (const each of from) requests.delete(key(account, each));
    },
    async forget(account) {
      for (const row of requests.values())
        if (row.account === account || row.from === account) requests.delete(key(row.account, row.from));
    },
  };
}
