import type { AccountId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";

/** Whom accounts show on their pages. One row for a pair: storing it twice changes nothing. */
export interface EndorsementStore {
  /** Stores the pair. Resolves to `true` when it was new. */
  add(account: AccountId, target: AccountId, at: Date): Promise<boolean>;
  /** Removes the pair. Resolves to `true` when there was one. */
  remove(account: AccountId, target: AccountId): Promise<boolean>;
  /** Those of the others whom the account endorses. */
  among(account: AccountId, others: readonly AccountId[]): Promise<ReadonlySet<AccountId>>;
  /** Whom the account endorses, the last endorsed first. */
  of(account: AccountId, page: Page): Promise<readonly Row<AccountId>[]>;
  /** Removes every pair that the account is part of. */
  forget(account: AccountId): Promise<void>;
}
