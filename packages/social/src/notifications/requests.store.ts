import type { AccountId, Id, StatusId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";
import type { NotificationPolicy } from "./policy.ts";

export type NotificationRequestId = Id<"notification-request">;

/** What somebody whose news is held back would like to be let through. */
export interface NotificationRequest {
  readonly id: NotificationRequestId;
  readonly account: AccountId;
  readonly from: AccountId;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** How many mentions and quotes are held back, counted to a hundred. */
  readonly count: number;
  /** The status of the newest of them. */
  readonly lastStatus: StatusId | undefined;
}

/** How much is held back: requests, and news in them, each counted to a hundred of its kind. */
export interface HeldBack {
  readonly requests: number;
  readonly notifications: number;
}

/** What people want to hear of whom, and whom they have let through in spite of it. They go with either account. */
export interface NotificationPolicyStore {
  /** The policies of those who have one. */
  of(accounts: readonly AccountId[]): Promise<ReadonlyMap<AccountId, NotificationPolicy>>;
  put(account: AccountId, policy: NotificationPolicy): Promise<void>;
  /** Lets all further news of these through; a second time changes nothing. */
  permit(account: AccountId, from: readonly AccountId[]): Promise<void>;
  /** Of these accounts, those who let the sender through. */
  permitting(from: AccountId, accounts: readonly AccountId[]): Promise<ReadonlySet<AccountId>>;
  /** Removes the policy of an account, and whom it let through. */
  forget(account: AccountId): Promise<void>;
}

/**
 * Who asks to be let through. One row for an account and a sender; a request of which nothing is held back any more
 * is not there, and neither is one that was accepted.
 */
export interface NotificationRequestStore {
  /** Keeps requests, or notes in those that stand that there is something new. */
  put(
    requests: readonly (Pick<NotificationRequest, "id" | "account" | "from"> & { readonly at: Date })[],
  ): Promise<void>;
  /** An account's requests, the newest first; the cursor is the request's id. */
  of(account: AccountId, page: Page): Promise<readonly Row<NotificationRequest>[]>;
  byIds(account: AccountId, ids: readonly NotificationRequestId[]): Promise<readonly NotificationRequest[]>;
  summary(account: AccountId): Promise<HeldBack>;
  /** Marks a request as accepted, until what it held back is told. */
  accept(account: AccountId, from: readonly AccountId[]): Promise<void>;
  /** Whether the account has accepted a request whose news is not all told yet. */
  isMerging(account: AccountId): Promise<boolean>;
  /** Removes requests, accepted or not. */
  remove(account: AccountId, from: readonly AccountId[]): Promise<void>;
  /** Removes all requests to an account, and those that it makes. */
  forget(account: AccountId): Promise<void>;
}
