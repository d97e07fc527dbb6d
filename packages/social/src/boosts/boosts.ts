import type { Account } from "../accounts/account.ts";
import type { AccountId, ObjectUri, StatusId } from "../kernel/id.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import type { Status, StatusView, Visibility } from "../statuses/status.ts";

export interface Boosts {
  /** Resolves to the boost, which holds the boosted status. Refuses `not-found`, `not-allowed` (S-087). */
  add(viewer: AccountId, id: StatusId, visibility: Visibility | undefined): Promise<StatusView>;
  /** Resolves to the status that is no longer boosted. */
  remove(viewer: AccountId, id: StatusId): Promise<StatusView>;
  by(viewer: AccountId | undefined, id: StatusId, page: Page): Promise<Paged<Account>>;
}

/** A boost by a remote account. */
export interface ReceivedBoost {
  readonly account: AccountId;
  readonly of: StatusId;
  /** The address of their `Announce`. */
  readonly uri: ObjectUri;
  readonly published: Date;
  readonly visibility: Visibility;
}

/** What other servers may say about boosts. For the federation door alone; each may be said twice. */
export interface BoostRules {
  /** Resolves to the boost, also when it stood already; to `undefined` when it may not be (S-087) or was deleted. */
  receive(boost: ReceivedBoost): Promise<Status | undefined>;
  /** Takes a boost back, known by its own address or by the status. `false` when there is none by this account. */
  receiveUndo(
    account: AccountId,
    boost: { readonly uri: ObjectUri } | { readonly of: StatusId },
  ): Promise<boolean>;
}
