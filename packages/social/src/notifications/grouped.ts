import type { Account } from "../accounts/account.ts";
import { existingAccounts } from "../accounts/existing.ts";
import { readUnwanted } from "../blocks/unwanted.ts";
import { isHidden } from "../filters/match.ts";
import type { AccountId } from "../kernel/id.ts";
import { byId, inOrder, pagedOf } from "../kernel/listing.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { StatusView } from "../statuses/status.ts";
import { lastReadOf } from "./notifications.ts";
import type { NotificationsNeeds } from "./notifications.ts";
import type { GroupFilter, NotificationGroup } from "./notifications.store.ts";

/** News of one sort, with whom and what it is about, as its reader sees it. */
export interface GroupView {
  readonly group: NotificationGroup;
  /** Some of those who did it, the latest first; never nobody. */
  readonly people: readonly Account[];
  readonly status: StatusView | undefined;
}

/** What people are told, news of one sort together. */
export interface NotificationGroups {
  /** In a number of statements that grows neither with the list nor with its groups. */
  list(viewer: AccountId, filter: GroupFilter, page: Page): Promise<Paged<GroupView>>;
  /** Refuses with `not-found` where the viewer has no such group. */
  show(viewer: AccountId, key: string): Promise<GroupView>;
  /** Who did what stands in a group, the latest first. */
  accounts(viewer: AccountId, key: string, page: Page): Promise<Paged<Account>>;
  /** Removes all that stands in a group; nothing where there is none. */
  dismiss(viewer: AccountId, key: string): Promise<void>;
  /** How many groups have news after what the viewer's marker says was read, counting no further than the limit. */
  countUnread(viewer: AccountId, filter: GroupFilter, limit: number): Promise<number>;
}

/** News about what or whom the viewer may not or will not see (any more) is left out (S-050, S-085). */
export function createNotificationGroups(needs: NotificationsNeeds): NotificationGroups {
  const { stores, transact } = needs.storage;
  return {
    async list(viewer, filter, page) {
      const groups = await stores.notifications.groups(viewer, filter, page);
      const seen = await viewsOf(viewer, groups, needs);
      return pagedOf(
        groups.map(({ latest }) => ({ cursor: latest.id, item: latest.id })),
        new Map(seen.map((view) => [view.group.latest.id, view])),
        page,
      );
    },

    async show(viewer, key) {
      const group = await stores.notifications.group(viewer, key);
      const [view] = group === undefined ? [] : await viewsOf(viewer, [group], needs);
      if (view === undefined) throw new Refusal("not-found");
      return view;
    },

    async accounts(viewer, key, page) {
      const rows = await stores.notifications.groupMembers(viewer, key, page);
      const people = await wanted(
        viewer,
        rows.map(({ item }) => item),
        needs,
      );
      return pagedOf(rows, people, page);
    },

    dismiss: (viewer, key) => transact((work) => work.notifications.dismissGroup(viewer, key)),

    async countUnread(viewer, filter, limit) {
      const id = await lastReadOf(viewer, stores);
      return stores.notifications.countGroupsAfter(viewer, filter, { id, limit });
    },
  };
}

async function viewsOf(
  viewer: AccountId,
  groups: readonly NotificationGroup[],
  needs: NotificationsNeeds,
): Promise<readonly GroupView[]> {
  const statuses = groups.flatMap(({ latest }) => latest.status ?? []);
  const [people, seen] = await Promise.all([
    wanted(
      viewer,
      groups.flatMap(({ from }) => from),
      needs,
    ),
    needs.views.named.see(viewer, [...new Set(statuses)]),
  ]);
  const statusOf = new Map(seen.map((view) => [view.status.id, view]));
  return groups.flatMap((group) => {
    const status = group.latest.status === undefined ? undefined : statusOf.get(group.latest.status);
    const shown = inOrder(group.from, people);
    if (shown.length === 0 || (group.latest.status !== undefined && status === undefined)) return [];
    if (status !== undefined && isHidden(status, viewer, "notifications")) return [];
    return [{ group, people: shown, status }];
  });
}

/** Those who are there, and of whom the viewer wants news. */
async function wanted(
  viewer: AccountId,
  ids: readonly AccountId[],
  { storage, clock }: NotificationsNeeds,
): Promise<ReadonlyMap<AccountId, Account>> {
  const others = [...new Set(ids)];
  const [people, { silent }] = await Promise.all([
    existingAccounts(storage.stores.accounts, others),
    readUnwanted(storage.stores, viewer, { others, now: clock.now() }),
  ]);
  return byId(people.filter(({ id }) => !silent.has(id)));
}
