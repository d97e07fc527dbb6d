import type { AccountId } from "../kernel/id.ts";

/** A hashtag that an account shows on its page. */
export interface FeaturedTag {
  readonly id: string;
  readonly account: AccountId;
  /** Normalised: lower case. */
  readonly name: string;
  /** How many public and unlisted posts of the account carry it, and when the last one was written. */
  readonly statusesCount: number;
  readonly lastStatusAt: Date | undefined;
}

/** Which hashtags accounts show on their pages. One row for an account and a name. */
export interface FeaturedTagStore {
  /** Stores the pair. Resolves to `true` when it was new, `false` when it stood already. */
  add(account: AccountId, name: string, at: Date): Promise<boolean>;
  /** Removes the pair. Resolves to `true` when there was one. */
  remove(account: AccountId, name: string): Promise<boolean>;
  /** What an account features, with figures; the first featured comes first. */
  of(account: AccountId): Promise<readonly FeaturedTag[]>;
  /** The hashtags that an account has used most in posts for everybody and does not feature, at most so many. */
  suggested(account: AccountId, limit: number): Promise<readonly string[]>;
}
