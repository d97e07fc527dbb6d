import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import type { Clock } from "../ports.ts";
import type { StatusView } from "../statuses/status.ts";
import type { Views } from "../statuses/views.ts";
import { originalOf, visibleStatus } from "../statuses/visible.ts";
import type { Storage } from "../stores.ts";

export interface Bookmarks {
  add(viewer: AccountId, id: StatusId): Promise<StatusView>;
  remove(viewer: AccountId, id: StatusId): Promise<StatusView>;
  of(viewer: AccountId, page: Page): Promise<Paged<StatusView>>;
}

export interface BookmarksNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly views: Views;
}

/** Keeping statuses for later. Records no event: nobody else ever learns of it. */
export function createBookmarks({ storage, clock, views }: BookmarksNeeds): Bookmarks {
  const { stores, transact } = storage;
  return {
    async add(viewer, id) {
      const target = await transact(async (work) => {
        const status = await visibleStatus(work, viewer, id);
        await work.bookmarks.add(viewer, status.id, clock.now());
        return status.id;
      });
      return views.show(viewer, target);
    },

    async remove(viewer, id) {
      const target = await transact(async (work) => {
        const status = await originalOf(work, id);
        if (status !== undefined) await work.bookmarks.remove(viewer, status.id);
        return status?.id ?? id;
      });
      return views.show(viewer, target);
    },

    of: async (viewer, page) => views.named.page(viewer, await stores.bookmarks.of(viewer, page), page),
  };
}
