import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";

/** Who likes what. One row for an account and a status: storing a pair twice changes nothing. */
export interface FavouriteStore {
  /** Stores the pair. Resolves to `true` when it was new, `false` when it stood already. */
  add(account: AccountId, status: StatusId, at: Date): Promise<boolean>;
  /** Removes the pair. Resolves to when it was stored, or to `undefined` when there was none. */
  remove(account: AccountId, status: StatusId): Promise<Date | undefined>;
  /** Keeps the address of the activity that the favourite came with; `undefined`: it came without, or from here. */
  setUri(account: AccountId, status: StatusId, uri: string | undefined): Promise<void>;
  uriOf(account: AccountId, status: StatusId): Promise<string | undefined>;
  /** The pair that came with this address. */
  byUri(uri: string): Promise<{ readonly account: AccountId; readonly status: StatusId } | undefined>;
  /** Those of the given statuses that the account likes. */
  among(account: AccountId, statuses: readonly StatusId[]): Promise<ReadonlySet<StatusId>>;
  /** Who likes a status, newest first. */
  by(status: StatusId, page: Page): Promise<readonly Row<AccountId>[]>;
  /** What an account likes, newest first. */
  of(account: AccountId, page: Page): Promise<readonly Row<StatusId>[]>;
}
