import { type NotificationId, type StatusId, toId } from "../kernel/id.ts";
import { hours } from "../kernel/time.ts";
import type { GroupSpan, Notification, NotificationType } from "./notifications.store.ts";

/** The types of which many say the same: a client shows them as one. */
export const groupableTypes: readonly NotificationType[] = ["favourite", "reblog", "follow"];

/** A group takes in what happens within so many hours of its first, so that a long-lived post makes news anew. */
const maxHours = 12;

/**
 * The groups that news may join: of the same type and status, begun less than twelve hours before. A key ends with
 * the hour in which its group began, counted from 1970 in as many digits as keep keys in the order of time.
 */
export function groupSpan(
  type: NotificationType,
  status: StatusId | undefined,
  at: Date,
): GroupSpan | undefined {
  if (!groupableTypes.includes(type)) return undefined;
  const hour = Math.floor(at.getTime() / hours(1));
  const key = (bucket: number): string =>
    [type, ...(status === undefined ? [] : [status]), String(bucket).padStart(7, "0")].join("-");
  return { earliest: key(hour - maxHours + 1), latest: key(hour) };
}

/** The key under which one piece of news is asked for where it is not shown in a group. */
export function ungroupedKey(id: string): string {
  return `ungrouped-${id}`;
}

/** The id in the key of news that stands alone; `undefined` for the key of a group. */
export function idInKey(key: string): NotificationId | undefined {
  const id = /^ungrouped-(\d{1,18})$/.exec(key)?.[1];
  return id === undefined ? undefined : toId(id);
}

/** The key under which news is listed where these types stand in groups. What is held back stands alone. */
export function keyOf(
  { id, type, group, filtered }: Notification,
  grouped: readonly NotificationType[] = groupableTypes,
): string {
  return group !== undefined && !filtered && grouped.includes(type) ? group : ungroupedKey(id);
}
