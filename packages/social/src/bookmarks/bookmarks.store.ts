import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";

/** What an account keeps for later; nobody else ever learns of it. */
export interface BookmarkStore {
  /** Stores the pair. Resolves to `true` when it was new. */
  add(account: AccountId, status: StatusId, at: Date): Promise<boolean>;
  remove(account: AccountId, status: StatusId): Promise<boolean>;
  among(account: AccountId, statuses: readonly StatusId[]): Promise<ReadonlySet<StatusId>>;
  of(account: AccountId, page: Page): Promise<readonly Row<StatusId>[]>;
}
