import type { Account } from "../accounts/account.ts";
import type { AccountId } from "../kernel/id.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import type { Mute } from "../mutes/mutes.store.ts";
import type { Follow } from "./follows.store.ts";

export interface FollowOptions {
  readonly showBoosts?: boolean | undefined;
  readonly notify?: boolean | undefined;
  readonly languages?: readonly string[] | undefined;
}

/** What another account is to the viewer. */
export interface Relationship {
  readonly account: AccountId;
  /** The viewer's follow or request. */
  readonly out: Follow | undefined;
  /** The other's follow of, or request to, the viewer. */
  readonly in: Follow | undefined;
  /** The viewer blocks them, or is blocked by them. */
  readonly blocking: boolean;
  readonly blockedBy: boolean;
  /** The viewer blocks their whole server. */
  readonly domainBlocking: boolean;
  /** The viewer's mute of them, while it holds. */
  readonly mute: Mute | undefined;
  /** Whether the viewer shows them on their own page. */
  readonly endorsed: boolean;
  /** What the viewer notes about them; empty for nothing. */
  readonly note: string;
}

/** Those of an account's followers whom somebody follows too. */
export interface FamiliarFollowers {
  readonly of: AccountId;
  readonly accounts: readonly Account[];
}

export interface Follows {
  /**
   * Follows, or asks to; a second call changes the options. Refuses `not-found`, `not-allowed` (oneself, or where
   * one of the two blocks the other), `limit-reached`.
   */
  follow(viewer: AccountId, target: AccountId, options: FollowOptions): Promise<Relationship>;
  unfollow(viewer: AccountId, target: AccountId): Promise<Relationship>;
  relationships(viewer: AccountId, others: readonly AccountId[]): Promise<readonly Relationship[]>;
  /** Empty where the account hides them from this viewer. */
  followers(viewer: AccountId | undefined, of: AccountId, page: Page): Promise<Paged<Account>>;
  following(viewer: AccountId | undefined, of: AccountId, page: Page): Promise<Paged<Account>>;
  /**
   * For each of the accounts that exist, whom the viewer follows among its followers: nobody where it hides them.
   * Two statements beside those for the accounts, however many are asked about.
   */
  familiar(viewer: AccountId, of: readonly AccountId[]): Promise<readonly FamiliarFollowers[]>;
  requests(viewer: AccountId, page: Page): Promise<Paged<Account>>;
  authorize(viewer: AccountId, follower: AccountId): Promise<Relationship>;
  reject(viewer: AccountId, follower: AccountId): Promise<Relationship>;
  /** Ends another's follow of the viewer. */
  removeFollower(viewer: AccountId, follower: AccountId): Promise<Relationship>;
}

/** A remote account's wish to follow a local one. */
export interface ReceivedFollow {
  readonly follower: AccountId;
  readonly followed: AccountId;
  /** The address of their `Follow`, which our answer names. */
  readonly uri: string;
}

/** What other servers may say about follows. For the federation door alone; each may be said twice. */
export interface FollowRules {
  /**
   * Follows at once, or leaves a request with a locked account. A repeated one takes over the new address;
   * of a follow that stands, it records `follow.accepted` anew, so that the answer is sent again (F-153).
   * `undefined` when the followed account is not local or is gone.
   */
  receiveRequest(request: ReceivedFollow): Promise<Follow | undefined>;
  /** The followed account said yes. `false` when no request waited for it. */
  receiveAccept(follower: AccountId, followed: AccountId): Promise<boolean>;
  /** The followed account took its yes back, and the follow is a request again (F-150). `false` when there was none. */
  receiveUndoAccept(follower: AccountId, followed: AccountId): Promise<boolean>;
  /** The followed account said no, or ended it (F-156). `false` when there was nothing. */
  receiveReject(follower: AccountId, followed: AccountId): Promise<boolean>;
  /** The follower took it back. `false` when there was nothing. */
  receiveUndo(follower: AccountId, followed: AccountId): Promise<boolean>;
}
