import { existingAccounts } from "../accounts/existing.ts";
import { wantedOf } from "../blocks/unwanted.ts";
import { byId, pagedOf } from "../kernel/listing.ts";
import { removeStatus } from "../statuses/remove.ts";
import type { Views } from "../statuses/views.ts";
import { originalOf, visibleStatus } from "../statuses/visible.ts";
import type { Storage } from "../stores.ts";
import type { BoostNeeds } from "./add-boost.ts";
import { addBoost } from "./add-boost.ts";
import type { BoostRules, Boosts } from "./boosts.ts";
import { createBoostRules } from "./receive.ts";

export interface BoostsNeeds extends BoostNeeds {
  readonly storage: Storage;
  readonly views: Views;
}

/** Boosting and taking it back, for people here and, by the same rules, for other servers. */
export function createBoosts(needs: BoostsNeeds): Boosts & BoostRules {
  const { storage, views, clock } = needs;
  const { stores, transact } = storage;
  return {
    async add(viewer, id, visibility) {
      return views.show(viewer, await transact((work) => addBoost(work, { viewer, id, visibility }, needs)));
    },

    async remove(viewer, id) {
      const target = await transact(async (work) => {
        const status = await originalOf(work, id);
        const boost = status && (await work.statuses.boostBy(viewer, status.id));
        if (boost !== undefined) await removeStatus(work, boost, clock.now());
        return status?.id ?? id;
      });
      return views.show(viewer, target);
    },

    async by(viewer, id, page) {
      const status = await visibleStatus(stores, viewer, id);
      const rows = await stores.boosts.by(status.id, page);
      const ids = rows.map((row) => row.item);
      const accounts = await existingAccounts(stores.accounts, ids);
      return pagedOf(rows, byId(await wantedOf(stores, viewer, { accounts, now: clock.now() })), page);
    },

    ...createBoostRules(needs),
  };
}
