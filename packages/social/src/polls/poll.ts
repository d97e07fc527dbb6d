import type { StatusId } from "../kernel/id.ts";

/** One of the answers that a poll offers. */
export interface PollOption {
  /** Plain text. */
  readonly title: string;
  readonly votesCount: number;
}

/** What the author of a poll decides. */
export interface PollTerms {
  readonly options: readonly string[];
  /** Whether a voter may choose several. */
  readonly multiple: boolean;
  /** `undefined`: it never ends. */
  readonly expiresAt: Date | undefined;
  /** Whether nobody sees how it stands before it ends. */
  readonly hideTotals: boolean;
}

/** A question with answers to choose from, as a part of the status that asks it. */
export interface Poll extends Omit<PollTerms, "options"> {
  /** The status is the poll's name: there is one poll in a status at most. */
  readonly status: StatusId;
  readonly options: readonly PollOption[];
  /** How many people voted; `undefined` where another server does not say. */
  readonly votersCount: number | undefined;
  /** When another server last told how it stands; `undefined` for polls of this server. */
  readonly fetchedAt: Date | undefined;
  /** When its end was told to those concerned. */
  readonly closedAt: Date | undefined;
}

/** A poll as one viewer sees it. */
export interface PollView {
  readonly poll: Poll;
  readonly isExpired: boolean;
  /** Which options the viewer chose, by their place; `undefined` when nobody is signed in. */
  readonly ownVotes: readonly number[] | undefined;
}

/** How a poll stands, as its author's server tells it. */
export interface Tally {
  /** Votes of each option, in the order of the options. */
  readonly votes: readonly number[];
  readonly voters: number | undefined;
  readonly expiresAt: Date | undefined;
  readonly at: Date;
}

/** A poll as it comes with a status: what it asks and, from another server, how it stands there. */
export interface IncomingPoll {
  readonly terms: PollTerms;
  readonly tally: Tally | undefined;
}

/** A poll that a stranger may have counted up is taken at most for so much (S-042). */
const mostVotes = 2 ** 31 - 1;

/** Figures as a stranger gives them, brought to whole numbers that can be kept (S-042). */
export function clampedTally({ votes, voters, ...tally }: Tally): Tally {
  return {
    ...tally,
    votes: votes.map(clampedVotes),
    voters: voters === undefined ? undefined : clampedVotes(voters),
  };
}

function clampedVotes(count: number): number {
  return Number.isFinite(count) ? Math.min(Math.max(Math.trunc(count), 0), mostVotes) : 0;
}

/** Whether two polls ask the same: who voted in the one has voted in the other. */
export function asksTheSame(
  poll: Pick<Poll, "options" | "multiple">,
  terms: Pick<PollTerms, "options" | "multiple">,
): boolean {
  const titles = poll.options.map(({ title }) => title);
  return poll.multiple === terms.multiple && JSON.stringify(titles) === JSON.stringify(terms.options);
}

/** Whether a poll has come to its end. */
export function isExpired({ expiresAt }: Pick<Poll, "expiresAt">, now: Date): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}
