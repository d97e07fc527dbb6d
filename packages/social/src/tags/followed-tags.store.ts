import type { AccountId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";

/** Which hashtags accounts follow. One row for an account and a name, which is normalised. */
export interface FollowedTagStore {
  /** Stores the pair; the tag comes into being with it. Resolves to `true` when it was new. */
  add(account: AccountId, name: string, at: Date): Promise<boolean>;
  /** Removes the pair. Resolves to `true` when there was one. */
  remove(account: AccountId, name: string): Promise<boolean>;
  /** Removes all that an account follows. */
  removeAllOf(account: AccountId): Promise<void>;
  /** Those of the names that the account follows. */
  among(account: AccountId, names: readonly string[]): Promise<ReadonlySet<string>>;
  /** The names that an account follows, the last followed first; the cursor is the follow's own id. */
  of(account: AccountId, page: Page): Promise<readonly Row<string>[]>;
  count(account: AccountId): Promise<number>;
}
