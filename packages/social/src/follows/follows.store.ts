import type { AccountId, ActorUri, FollowId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";

export interface Follow {
  readonly id: FollowId;
  readonly follower: AccountId;
  readonly followed: AccountId;
  /** A request waits for the followed account's yes. */
  readonly state: "requested" | "accepted";
  /** The address of the `Follow` activity, ours or theirs. */
  readonly uri: string;
  readonly showBoosts: boolean;
  readonly notify: boolean;
  /** `undefined`: every language. */
  readonly languages: readonly string[] | undefined;
  readonly at: Date;
}

/** What one account is to another. */
export interface Relation {
  readonly of: AccountId;
  /** The viewer's follow of them, and theirs of the viewer. */
  readonly out: Follow | undefined;
  readonly in: Follow | undefined;
}

/** Who follows whom. One row for a pair; counters of both accounts are kept by the same statement. */
export interface FollowStore {
  /** Stores a follow or request. Resolves to `false`, changing nothing, when the pair has one already. */
  add(follow: Follow): Promise<boolean>;
  /** Changes the options or address of the pair's follow. */
  change(
    follower: AccountId,
    followed: AccountId,
    change: Partial<Pick<Follow, "showBoosts" | "notify" | "languages" | "uri">>,
  ): Promise<boolean>;
  /** Turns a request into a follow. Resolves to `false` when there is no request. */
  accept(follower: AccountId, followed: AccountId): Promise<boolean>;
  /** Turns a follow back into a request. Resolves to `false` when there is no follow. */
  suspend(follower: AccountId, followed: AccountId): Promise<boolean>;
  /** Removes follow or request, and resolves to what was removed. */
  remove(follower: AccountId, followed: AccountId): Promise<Follow | undefined>;
  between(follower: AccountId, followed: AccountId): Promise<Follow | undefined>;
  byUri(uri: string): Promise<Follow | undefined>;
  /** Both directions between the viewer and each of the others, in one statement. */
  relations(viewer: AccountId, others: readonly AccountId[]): Promise<readonly Relation[]>;
  /** Accepted followers, newest first; the cursor is the follow's id. */
  followers(of: AccountId, page: Page): Promise<readonly Row<AccountId>[]>;
  following(of: AccountId, page: Page): Promise<readonly Row<AccountId>[]>;
  /** Requests that wait for this account's answer, newest first. */
  requests(of: AccountId, page: Page): Promise<readonly Row<AccountId>[]>;
  /** Shared inboxes (or inboxes) of all accepted remote followers that are not suspended, each once. */
  followerInboxes(of: AccountId): Promise<readonly string[]>;
  /** The addresses of accepted followers elsewhere that are not gone: those of one origin, or (none) of all. In no order. */
  remoteFollowers(of: AccountId, origin: string | undefined): Promise<readonly ActorUri[]>;
  /** Whether any local account follows this one (accepted). */
  hasLocalFollower(of: AccountId): Promise<boolean>;
  /** Follows and requests between the account and those of a domain, or of one below it, in either direction. */
  withDomain(account: AccountId, domain: string, limit: number): Promise<readonly Follow[]>;
  /** Follows and requests between anybody here and accounts of a domain, or of one below it, in either direction. */
  acrossDomain(domain: string, limit: number): Promise<readonly Follow[]>;
  /**
   * For each of the others, those whom the viewer follows among its followers: at most so many, whom the viewer
   * followed last first. One statement, however many are asked about; those without any are left out.
   */
  familiar(
    viewer: AccountId,
    others: readonly AccountId[],
    limit: number,
  ): Promise<ReadonlyMap<AccountId, readonly AccountId[]>>;
  /** How many of the account's follows, and of its followers, are of a domain or of one below it. */
  countWithDomain(
    account: AccountId,
    domain: string,
  ): Promise<{ readonly following: number; readonly followers: number }>;
  /** Local followers who asked to be told of every post. */
  notified(of: AccountId): Promise<readonly AccountId[]>;
}
