import { existingAccounts } from "../accounts/existing.ts";
import { readUnwanted } from "../blocks/unwanted.ts";
import { isHidden } from "../filters/match.ts";
import type { AccountId, NotificationId } from "../kernel/id.ts";
import { byId, pagedOf } from "../kernel/listing.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Views } from "../statuses/views.ts";
import type { Storage, Stores } from "../stores.ts";
import type { NotificationView } from "./notification-view.ts";
import type { Notification, NotificationFilter } from "./notifications.store.ts";

/** What people are told. */
export interface Notifications {
  list(viewer: AccountId, filter: NotificationFilter, page: Page): Promise<Paged<NotificationView>>;
  show(viewer: AccountId, id: NotificationId): Promise<NotificationView>;
  /** Removes one. Refuses with `not-found` where it is not the viewer's, or gone already. */
  dismiss(viewer: AccountId, id: NotificationId): Promise<void>;
  clear(viewer: AccountId): Promise<void>;
  /** How much came after what the viewer's marker says was read, counting no further than the limit. */
  countUnread(viewer: AccountId, filter: NotificationFilter, limit: number): Promise<number>;
}

export interface NotificationsNeeds {
  readonly storage: Storage;
  readonly views: Views;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What people were told; news about what or whom the viewer may not or will not see (any more) is left out (S-050, S-085). */
export function createNotifications({ storage, views, clock }: NotificationsNeeds): Notifications {
  const { stores, transact } = storage;
  return {
    async list(viewer, filter, page) {
      const rows = await stores.notifications.of(viewer, filter, page);
      const found = await viewsOf(viewer, rows, { stores, views, now: clock.now() });
      return pagedOf(
        rows.map(({ id }) => ({ cursor: id, item: id })),
        new Map(found.map((view) => [view.notification.id, view])),
        page,
      );
    },

    async show(viewer, id) {
      const notification = await stores.notifications.byId(viewer, id);
      const [view] =
        notification === undefined
          ? []
          : await viewsOf(viewer, [notification], { stores, views, now: clock.now() });
      if (view === undefined) throw new Refusal("not-found");
      return view;
    },

    async dismiss(viewer, id) {
      const wasThere = await transact((work) => work.notifications.dismiss(viewer, id));
      if (!wasThere) throw new Refusal("not-found");
    },
    clear: (viewer) => transact((work) => work.notifications.clear(viewer)),

    async countUnread(viewer, filter, limit) {
      const id = await lastReadOf(viewer, stores);
      return stores.notifications.countAfter(viewer, filter, { id, limit });
    },
  };
}

/** Up to where the viewer's marker says that notifications were read. */
export async function lastReadOf(
  viewer: AccountId,
  { markers }: Pick<Stores, "markers">,
): Promise<string | undefined> {
  return (await markers.of(viewer)).find(({ timeline }) => timeline === "notifications")?.lastReadId;
}

async function viewsOf(
  viewer: AccountId,
  notifications: readonly Notification[],
  { stores, views, now }: { readonly stores: Stores; readonly views: Views; readonly now: Date },
): Promise<readonly NotificationView[]> {
  const others = [...new Set(notifications.map(({ from }) => from))];
  const [people, unwanted, statuses] = await Promise.all([
    existingAccounts(stores.accounts, others),
    readUnwanted(stores, viewer, { others, now }),
    views.named.see(viewer, [...new Set(notifications.flatMap(({ status }) => status ?? []))]),
  ]);
  const accounts = byId(people);
  const seen = new Map(statuses.map((view) => [view.status.id, view]));
  return notifications.flatMap((notification) => {
    const from = accounts.get(notification.from);
    const status = notification.status === undefined ? undefined : seen.get(notification.status);
    if (unwanted.silent.has(notification.from)) return [];
    if (from === undefined || (notification.status !== undefined && status === undefined)) return [];
    if (status !== undefined && isHidden(status, viewer, "notifications")) return [];
    return [{ notification, from, status }];
  });
}
