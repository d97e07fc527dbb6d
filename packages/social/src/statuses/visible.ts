import { isThere } from "../accounts/existing.ts";
import { isKeptOut } from "../blocks/unwanted.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { canSee } from "../kernel/visibility.ts";
import type { Stores } from "../stores.ts";
import type { Status } from "./status.ts";

/**
 * The status that an action of the viewer is about, which for a boost is the boosted one.
 * Refuses with `not-found`, whether it is not there or not for this viewer (S-086).
 */
export async function visibleStatus(
  stores: Stores,
  viewer: AccountId | undefined,
  id: StatusId,
): Promise<Status> {
  const status = await findVisible(stores, viewer, id);
  if (status === undefined) throw new Refusal("not-found");
  return status;
}

/** The same, for whom it is no fault that there is none: `undefined` then. */
export async function findVisible(
  stores: Stores,
  viewer: AccountId | undefined,
  id: StatusId,
): Promise<Status | undefined> {
  const named = await stores.statuses.byId(id);
  if (named === undefined || !(await isVisible(stores, viewer, named))) return undefined;
  return named.boostOf === undefined ? named : findVisible(stores, viewer, named.boostOf);
}

/** The status behind an id, where boosts stand for what they boost, whoever may see it. */
export async function originalOf(stores: Stores, id: StatusId): Promise<Status | undefined> {
  const named = await stores.statuses.byId(id);
  return named?.boostOf === undefined ? named : stores.statuses.byId(named.boostOf);
}

/** A status that the viewer wrote. Refuses every other with `not-found`. */
export async function ownStatus(stores: Stores, viewer: AccountId, id: StatusId): Promise<Status> {
  const status = await stores.statuses.byId(id);
  if (status?.account !== viewer) throw new Refusal("not-found");
  return status;
}

async function isVisible(stores: Stores, viewer: AccountId | undefined, status: Status): Promise<boolean> {
  const author = await stores.accounts.byId(status.account);
  if (author === undefined || !isThere(author)) return false;
  if (viewer === undefined) return canSee(status, undefined);
  const [follow, isBlocked] = await Promise.all([
    stores.follows.between(viewer, status.account),
    isKeptOut(stores, viewer, status.account),
  ]);
  return canSee(status, { id: viewer, follows: follow?.state === "accepted", isBlocked });
}
