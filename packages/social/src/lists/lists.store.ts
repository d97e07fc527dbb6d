import type { AccountId, ListId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";

/**
 * Which replies to others a list holds: those to anybody whom its owner follows, those to its members, or none.
 * Replies to its owner, and of authors to themselves, it holds in any case.
 */
export type RepliesPolicy = "followed" | "list" | "none";

/** Some of those whom an account follows, to be read apart. */
export interface List {
  readonly id: ListId;
  /** Whose it is; nobody else sees it. */
  readonly account: AccountId;
  readonly title: string;
  readonly repliesPolicy: RepliesPolicy;
  /** Whether what its members say stays out of its owner's home. */
  readonly exclusive: boolean;
}

/** What its owner may change about a list; what is left out stays. */
export type ListChange = Partial<Pick<List, "title" | "repliesPolicy" | "exclusive">>;

/**
 * Lists and their members. Only whom its owner follows, or has asked to, can be a member, and the owner; a member
 * leaves with the follow.
 */
export interface ListStore {
  add(list: List): Promise<void>;
  /** Resolves to `false`, changing nothing, when the account has no such list. */
  change(account: AccountId, id: ListId, change: ListChange): Promise<boolean>;
  /** Removes a list with its members. Resolves to `true` when the account had it. */
  remove(account: AccountId, id: ListId): Promise<boolean>;
  /** Removes every list of an account. */
  removeAllOf(account: AccountId): Promise<void>;
  /** A list of this account. */
  byId(account: AccountId, id: ListId): Promise<List | undefined>;
  /** All lists of an account, oldest first. */
  of(account: AccountId): Promise<readonly List[]>;
  /** Those lists of the account that have the other as a member, oldest first. */
  holding(account: AccountId, member: AccountId): Promise<readonly List[]>;
  /** Takes in those who can be members and are not yet. Resolves to them, in no order. */
  addMembers(id: ListId, members: readonly AccountId[], at: Date): Promise<readonly AccountId[]>;
  /** Takes out those who are members. */
  removeMembers(id: ListId, members: readonly AccountId[]): Promise<void>;
  /** Members, the last taken in first; the cursor is the membership's own id. */
  members(id: ListId, page: Page): Promise<readonly Row<AccountId>[]>;
  membersCount(id: ListId): Promise<number>;
}
