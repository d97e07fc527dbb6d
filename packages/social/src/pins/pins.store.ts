import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";

/** What an account shows first on its page. One row for an account and a status: storing a pair twice changes nothing. */
export interface PinStore {
  /** Stores the pair. Resolves to `true` when it was new, `false` when it stood already or the status is not there. */
  add(account: AccountId, status: StatusId, at: Date): Promise<boolean>;
  /** Removes the pair. Resolves to `true` when there was one. */
  remove(account: AccountId, status: StatusId): Promise<boolean>;
  /** Those of the given statuses that the account shows first. */
  among(account: AccountId, statuses: readonly StatusId[]): Promise<ReadonlySet<StatusId>>;
  /** What an account shows first, the last pinned before the others. Deleted statuses are left out. */
  of(account: AccountId, page: Page): Promise<readonly Row<StatusId>[]>;
}
