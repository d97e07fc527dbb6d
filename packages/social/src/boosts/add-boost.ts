import { existingAccount } from "../accounts/existing.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import { toUri } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Clock, Ids } from "../ports.ts";
import type { NewStatus, Status, Visibility } from "../statuses/status.ts";
import { visibleStatus } from "../statuses/visible.ts";
import type { Work } from "../stores.ts";
import { boostVisibility, mayBoost, newBoost } from "./new-boost.ts";

export interface BoostNeeds {
  readonly clock: Clock;
  readonly ids: Ids;
}

/** A local account's wish to boost a status. */
export interface BoostWish {
  readonly viewer: AccountId;
  readonly id: StatusId;
  /** `undefined`: as the viewer prefers. */
  readonly visibility: Visibility | undefined;
}

/** Boosts a status, and resolves to the boost: to the one that stands when there is one. */
export async function addBoost(
  work: Work,
  { viewer, id, visibility }: BoostWish,
  { clock, ids }: BoostNeeds,
): Promise<StatusId> {
  const account = await existingAccount(work.accounts, viewer);
  const status = await visibleStatus(work, viewer, id);
  if (!mayBoost(status, viewer)) throw new Refusal("not-allowed", "This status may not be boosted.");
  const preferred = (await work.users.byAccount(viewer))?.preferences.visibility ?? "public";
  const boost = ids.next<"status">();
  const stored = await storeBoost(
    work,
    newBoost(
      {
        id: boost,
        uri: toUri(`${account.uri}/statuses/${boost}/activity`),
        account: viewer,
        visibility: boostVisibility(status, visibility ?? preferred),
        createdAt: clock.now(),
      },
      status,
    ),
    status,
  );
  if (stored === undefined) throw new Error(`Boost ${boost} of status ${status.id} was not stored`);
  return stored.id;
}

/** Stores a boost and records it, or finds the one that the account made before. */
export async function storeBoost(work: Work, boost: NewStatus, of: Status): Promise<Status | undefined> {
  if (await work.statuses.add(boost)) {
    work.record({ type: "status.boosted", by: boost.account, status: of.id, boost: boost.id });
  }
  return work.statuses.boostBy(boost.account, of.id);
}
