import { type AccountId, compareIds, type NotificationId } from "../kernel/id.ts";
import type {
  NewNotification,
  Notification,
  NotificationStore,
} from "../notifications/notifications.store.ts";
import { notificationGroupStore } from "./notification-groups.ts";
import { passes } from "./notifications-filter.ts";
import { pageOf } from "./paging.ts";
import type { Tables } from "./tables.ts";

type News = Pick<Notification, "account" | "from" | "type" | "status">;

export function notificationStore(tables: Tables): NotificationStore {
  const { notifications } = tables;
  const all = () => notifications.values();
  const remove = (matches: (one: Notification) => boolean): void => {
    for (const one of all()) if (matches(one)) notifications.delete(one.id);
  };
  const heldBack = (account: AccountId, from: AccountId): readonly Notification[] =>
    all().filter((one) => one.account === account && one.from === from && one.filtered);
  return {
    ...notificationGroupStore(tables),
    async add(some, { renews } = { renews: false }) {
      const fresh = new Set<NotificationId>();
      for (const one of some) {
        const stood = all().find((other) => isSameNews(other, one));
        if (stood !== undefined && !renews) continue;
        if (stood !== undefined) notifications.delete(stood.id);
        notifications.set(one.id, { ...one, group: groupFor(one, all()) });
        fresh.add(one.id);
      }
      return fresh;
    },
    async of(account, filter, page) {
      const own = all().filter((one) => one.account === account && passes(one, filter));
      return pageOf(own, page, ({ id }) => id);
    },
    async byId(account, id) {
      const found = notifications.get(id);
      return found?.account === account ? found : undefined;
    },
    async countAfter(account, filter, { id, limit }) {
      const own = all().filter((one) => one.account === account && passes(one, filter));
      return own.filter((one) => id === undefined || compareIds(one.id, id) > 0).slice(0, limit).length;
    },
    async release(account, from, limit) {
      const held = heldBack(account, from).slice(0, limit);
      for (const one of held) notifications.set(one.id, { ...one, filtered: false });
      return held.length;
    },
    async drop(account, from, { until, limit }) {
      const held = heldBack(account, from)
        .filter(({ id }) => compareIds(id, until) <= 0)
        .slice(0, limit);
      for (const one of held) notifications.delete(one.id);
      return held.length;
    },
    async dismiss(account, id) {
      return notifications.get(id)?.account === account && notifications.delete(id);
    },
    clear: async (account) => remove((one) => one.account === account),
    retract: async (news) => remove((one) => isSameNews(one, news)),
    retractFrom: async (account, from) => remove((one) => one.account === account && one.from === from),
    retractStatus: async (status) => remove((one) => one.status === status),
  };
}

function isSameNews(one: News, other: News): boolean {
  return (
    one.account === other.account &&
    one.from === other.from &&
    one.type === other.type &&
    one.status === other.status
  );
}

function groupFor({ account, group }: NewNotification, all: readonly Notification[]): string | undefined {
  if (group === undefined) return undefined;
  const open = all
    .filter((one) => one.account === account)
    .flatMap((one) => one.group ?? [])
    .filter((key) => key >= group.earliest && key <= group.latest);
  return open.sort().at(-1) ?? group.latest;
}
