import type { Notification, NotificationFilter } from "../notifications/notifications.store.ts";

/** Whether news is asked for. What is held back is shown where one account is asked for. */
export function passes({ type, from, filtered }: Notification, filter: NotificationFilter): boolean {
  if (filter.types !== undefined && !filter.types.includes(type)) return false;
  if (filtered && filter.includeFiltered !== true && filter.from === undefined) return false;
  return !filter.excludeTypes.includes(type) && (filter.from === undefined || filter.from === from);
}
