import { compareIds } from "../kernel/id.ts";
import type { Page } from "../kernel/paging.ts";
import { idInKey, keyOf } from "../notifications/group.ts";
import type {
  Notification,
  NotificationGroup,
  NotificationGroupStore,
} from "../notifications/notifications.store.ts";
import { passes } from "./notifications-filter.ts";
import { pageOf } from "./paging.ts";
import type { Tables } from "./tables.ts";

const sampled = 8;

export function notificationGroupStore({ notifications }: Tables): NotificationGroupStore {
  const newestFirst = (matches: (one: Notification) => boolean): Notification[] =>
    notifications
      .values()
      .filter(matches)
      .sort((one, other) => compareIds(other.id, one.id));
  const within = (account: string, key: string): Notification[] => {
    const id = idInKey(key);
    return newestFirst((one) => {
      const isMember = id === undefined ? one.group === key && !one.filtered : one.id === id;
      return one.account === account && isMember;
    });
  };
  return {
    async groups(account, filter, page) {
      const all = newestFirst((one) => one.account === account && passes(one, filter));
      const key = (one: Notification): string => keyOf(one, filter.grouped);
      const seen = onPage(all, key, page);
      const keys = [...new Set(seen.map(key))];
      return keys.flatMap(
        (each) =>
          groupOf(
            each,
            all.filter((one) => key(one) === each),
            seen,
          ) ?? [],
      );
    },
    async group(account, key) {
      const all = within(account, key);
      return groupOf(key, all, all);
    },
    async groupMembers(account, key, page) {
      const members = pageOf(within(account, key), page, ({ id }) => id);
      return members.map(({ id, from }) => ({ cursor: id, item: from }));
    },
    async countGroupsAfter(account, filter, { id, limit }) {
      const all = newestFirst((one) => one.account === account && passes(one, filter));
      const later = all.filter((one) => id === undefined || compareIds(one.id, id) > 0);
      return Math.min(limit, new Set(later.map((one) => keyOf(one, filter.grouped))).size);
    },
    async dismissGroup(account, key) {
      for (const { id } of within(account, key)) notifications.delete(id);
    },
  };
}

/** What lies between the bound of a page and the first of its last group, newest first. */
function onPage(
  all: readonly Notification[],
  key: (one: Notification) => string,
  { maxId, sinceId, minId, limit }: Page,
): readonly Notification[] {
  const inside = all
    .filter(({ id }) => maxId === undefined || compareIds(id, maxId) < 0)
    .filter(({ id }) => sinceId === undefined || compareIds(id, sinceId) > 0)
    .filter(({ id }) => minId === undefined || compareIds(id, minId) > 0);
  const walked = minId === undefined ? inside : inside.toReversed();
  const keys = new Set<string>();
  const end = walked.findIndex((one) => keys.add(key(one)).size >= limit);
  const taken = end === -1 ? walked : walked.slice(0, end + 1);
  return minId === undefined ? taken : taken.toReversed();
}

function groupOf(
  key: string,
  all: readonly Notification[],
  page: readonly Notification[],
): NotificationGroup | undefined {
  const here = all.filter((one) => page.includes(one));
  const [mostRecent] = all;
  const [latest] = here;
  const earliest = here.at(-1);
  if (mostRecent === undefined || latest === undefined || earliest === undefined) return undefined;
  const from = all.slice(0, sampled).map((one) => one.from);
  return { key, latest, earliest: earliest.id, count: all.length, mostRecent: mostRecent.id, from };
}
