import type {
  Notification,
  NotificationFilter,
  NotificationStore,
} from "../notifications/notifications.store.ts";
import { pageOf } from "./paging.ts";
import type { Tables } from "./tables.ts";

type News = Pick<Notification, "account" | "from" | "type" | "status">;

export function notificationStore({ notifications }: Tables): NotificationStore {
  const all = () => notifications.values();
  return {
    async add(notification) {
      if (all().some((other) => isSameNews(other, notification))) return false;
      notifications.set(notification.id, notification);
      return true;
    },
    async of(account, filter, page) {
      const own = all().filter((one) => one.account === account && passes(one, filter));
      return pageOf(own, page, ({ id }) => id);
    },
    async byId(account, id) {
      const found = notifications.get(id);
      return found?.account === account ? found : undefined;
    },
    async dismiss(account, id) {
      return notifications.get(id)?.account === account && notifications.delete(id);
    },
    async clear(account) {
      for (const one of all()) if (one.account === account) notifications.delete(one.id);
    },
    async retract(news) {
      for (const one of all()) if (isSameNews(one, news)) notifications.delete(one.id);
    },
    async retractFrom(account, from) {
      for (const one of all()) if (one.account === account && one.from === from) notifications.delete(one.id);
    },
    async retractStatus(status) {
      for (const one of all()) if (one.status === status) notifications.delete(one.id);
    },
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

function passes({ type, from }: Notification, filter: NotificationFilter): boolean {
  if (filter.types !== undefined && !filter.types.includes(type)) return false;
  return !filter.excludeTypes.includes(type) && (filter.from === undefined || filter.from === from);
}
