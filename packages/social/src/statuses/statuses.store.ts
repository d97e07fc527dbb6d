import type { Account } from "../accounts/account.ts";
import type { AccountId, ObjectUri, StatusId } from "../kernel/id.ts";
import type { Edit, NewStatus, Revision, Status } from "./status.ts";

/** Which statuses of an account are asked for. */
export interface AccountStatusesFilter {
  readonly excludeReplies: boolean;
  readonly excludeBoosts: boolean;
  readonly onlyMedia: boolean;
  readonly tagged: string | undefined;
}

/**
 * Every status, boosts among them. Reads leave deleted ones out unless they say otherwise.
 * The counters of the author, the parent and the boosted status are kept by the statement that
 * changes what they count.
 */
export interface StatusStore {
  /**
   * Stores a status with its mentions and tags. Resolves to `false`, changing nothing, when its
   * address is known already (deleted ones included), or when it is a second boost of the same
   * status by the same account.
   */
  add(status: NewStatus): Promise<boolean>;
  /**
   * Puts a revision in place and keeps the former state in the history (on the first edit, the
   * original too). `at` is `undefined` for a change that is not worth an edit mark.
   * Resolves to `false` when the status is unknown, deleted, or was edited at `at` or later.
   */
  revise(id: StatusId, revision: Revision, at: Date | undefined): Promise<boolean>;
  /**
   * Remembers when a remote status was last changed, as far as that was heard. Resolves to `false`, changing nothing,
   * when a change of that time or a later one was heard before: an older state that comes late stays out.
   */
  hear(id: StatusId, changedAt: Date): Promise<boolean>;
  /** Marks as deleted, and with it every boost of it. Resolves to `false` when there was nothing to delete. */
  remove(id: StatusId, at: Date): Promise<boolean>;
  /** Marks every status of an account as deleted. Resolves to how many. */
  removeAllOf(account: AccountId, at: Date): Promise<number>;
  /** Keeps the address of a remote object that was deleted before it came, so that it never enters. */
  bury(uri: ObjectUri, at: Date): Promise<void>;
  /**
   * Lets what an account has deleted come again: forgets the buried addresses that begin with its own, and gives its deleted
   * statuses others.
   */
  unbury(account: Pick<Account, "id" | "uri">): Promise<void>;
  byId(id: StatusId): Promise<Status | undefined>;
  byIds(ids: readonly StatusId[]): Promise<readonly Status[]>;
  byUri(uri: ObjectUri): Promise<Status | undefined>;
  /** Whether the address belongs to something deleted. */
  isBuried(uri: ObjectUri): Promise<boolean>;
  /** Also finds a deleted one: what follows from a deletion still needs its text's addressees. */
  withDeleted(id: StatusId): Promise<Status | undefined>;
  /** The boost of a status by an account, where there is one. */
  boostBy(account: AccountId, of: StatusId): Promise<Status | undefined>;
  /** Parents up to the root, oldest first, at most `limit`. */
  ancestors(id: StatusId, limit: number): Promise<readonly StatusId[]>;
  /** Replies and their replies, depth first, at most `limit`. */
  descendants(id: StatusId, limit: number): Promise<readonly StatusId[]>;
  /**
   * Direct replies for everybody (public and unlisted), oldest first: those of one account, or those of all
   * others. `after` leaves out what is not newer.
   */
  replies(
    id: StatusId,
    options: {
      readonly of: AccountId;
      readonly isOf: boolean;
      readonly after: string | undefined;
      readonly limit: number;
    },
  ): Promise<readonly StatusId[]>;
  /** Former states oldest first, without the present one; empty when never edited. */
  history(id: StatusId): Promise<readonly Edit[]>;
  /**
   * Connects waiting replies with a parent that has just come. One that the parent itself answers, directly or
   * by others, waits on: threads are no circles.
   */
  adopt(parent: Status): Promise<void>;
  countLocal(): Promise<number>;
}
