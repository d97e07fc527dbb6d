import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Poll, PollTerms, Tally } from "./poll.ts";

/** What somebody chose in a poll. */
export interface Ballot {
  readonly status: StatusId;
  readonly account: AccountId;
  /** Places of options, from 0. */
  readonly choices: readonly number[];
  readonly at: Date;
  /** When others are to be told how the poll stands, if that is not to happen sooner anyway. */
  readonly tellAt: Date | undefined;
}

/** Polls, their options and who chose what. Counters are kept by the statement that stores a vote. */
export interface PollStore {
  /**
   * Puts a poll into a status, or in the place of the one that stands there. Where options or `multiple`
   * differ, the votes are forgotten and the counters begin anew; where they are the same, both stay.
   *
   * @param fetchedAt when it was told by another server; `undefined` for a poll of this one
   */
  put(status: StatusId, terms: PollTerms, fetchedAt?: Date): Promise<void>;
  /** Takes the poll out of a status, with its votes. Resolves to `false` when there was none. */
  remove(status: StatusId): Promise<boolean>;
  /** The polls in these statuses. */
  of(statuses: readonly StatusId[]): Promise<readonly Poll[]>;
  /**
   * Stores votes and counts them. An option counts once for an account, and a poll with a single choice
   * takes one vote from each. After its end it takes none. Resolves to the choices that were new.
   */
  vote(ballot: Ballot): Promise<readonly number[]>;
  /** What an account chose in the polls of these statuses, in order; those where it did not vote are left out. */
  choices(
    account: AccountId,
    statuses: readonly StatusId[],
  ): Promise<ReadonlyMap<StatusId, readonly number[]>>;
  /** Who voted, at most `limit`, the earliest first. */
  voters(status: StatusId, limit: number): Promise<readonly AccountId[]>;
  /**
   * Takes over how a poll of another server stands. Resolves to `false`, changing nothing, when there is no
   * such poll, or when it has another number of options. A count that is not told stays as it was.
   */
  tally(status: StatusId, tally: Tally): Promise<boolean>;
  /** Polls whose new figures are due to be told, oldest first, at most `limit`. */
  due(now: Date, limit: number): Promise<readonly StatusId[]>;
  /** Marks the figures as told. Resolves to `false` when somebody did it already. */
  told(status: StatusId, now: Date): Promise<boolean>;
  /** Polls that have ended without being closed, at most `limit`. */
  ended(now: Date, limit: number): Promise<readonly StatusId[]>;
  /** Closes a poll that has ended. Resolves to `false` when it is closed already or goes on. */
  close(status: StatusId, now: Date): Promise<boolean>;
}
