import type { Account } from "../accounts/account.ts";
import { existingAccounts } from "../accounts/existing.ts";
import { wantedOf } from "../blocks/unwanted.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import { byId, pagedOf } from "../kernel/listing.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import type { Clock } from "../ports.ts";
import type { StatusView } from "../statuses/status.ts";
import type { Views } from "../statuses/views.ts";
import { originalOf, visibleStatus } from "../statuses/visible.ts";
import type { Storage } from "../stores.ts";

export interface Favourites {
  /** @param uri the address of the activity that it came with */
  add(viewer: AccountId, id: StatusId, uri?: string): Promise<StatusView>;
  remove(viewer: AccountId, id: StatusId): Promise<StatusView>;
  by(viewer: AccountId | undefined, id: StatusId, page: Page): Promise<Paged<Account>>;
  of(viewer: AccountId, page: Page): Promise<Paged<StatusView>>;
}

export interface FavouritesNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly views: Views;
}

/** One rule for both doors: the viewer may be an account of another server too. */
export function createFavourites({ storage, clock, views }: FavouritesNeeds): Favourites {
  const { stores, transact } = storage;
  return {
    async add(viewer, id, uri) {
      const target = await transact(async (work) => {
        const status = await visibleStatus(work, viewer, id);
        const at = clock.now();
        if (await work.favourites.add(viewer, status.id, at)) {
          work.record({ type: "status.favourited", by: viewer, status: status.id, at: at.getTime() });
        }
        await work.favourites.setUri(viewer, status.id, uri);
        return status.id;
      });
      return views.show(viewer, target);
    },

    async remove(viewer, id) {
      const target = await transact(async (work) => {
        const status = await originalOf(work, id);
        const at = status && (await work.favourites.remove(viewer, status.id));
        if (status !== undefined && at !== undefined) {
          work.record({ type: "status.unfavourited", by: viewer, status: status.id, at: at.getTime() });
        }
        return status?.id ?? id;
      });
      return views.show(viewer, target);
    },

    async by(viewer, id, page) {
      const status = await visibleStatus(stores, viewer, id);
      const rows = await stores.favourites.by(status.id, page);
      const ids = rows.map((row) => row.item);
      const accounts = await existingAccounts(stores.accounts, ids);
      return pagedOf(rows, byId(await wantedOf(stores, viewer, { accounts, now: clock.now() })), page);
    },

    of: async (viewer, page) => views.named.page(viewer, await stores.favourites.of(viewer, page), page),
  };
}
