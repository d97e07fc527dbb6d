import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";

/** Reads about boosts; a boost itself is a row of `StatusStore`. */
export interface BoostStore {
  /** Those of the given statuses that the account has boosted. */
  among(account: AccountId, statuses: readonly StatusId[]): Promise<ReadonlySet<StatusId>>;
  /** Who boosted a status, newest first; the cursor is the boost's own id. */
  by(status: StatusId, page: Page): Promise<readonly Row<AccountId>[]>;
}
