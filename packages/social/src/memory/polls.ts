import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Poll, PollTerms, Tally } from "../polls/poll.ts";
import { asksTheSame, isExpired } from "../polls/poll.ts";
import type { Ballot, PollStore } from "../polls/polls.store.ts";
import type { KeptPoll, KeptVote, Tables } from "./tables.ts";

export function pollStore(tables: Tables): PollStore {
  const { polls, pollVotes } = tables;
  const votesIn = (status: StatusId): KeptVote[] =>
    pollVotes.values().filter((vote) => vote.status === status);
  return {
    put: async (status, terms, fetchedAt) => put(tables, { status, terms, fetchedAt }),
    remove: async (status) => removePoll(tables, status),
    of: async (statuses) =>
      [...new Set(statuses)].flatMap((status) => {
        const kept = polls.get(status);
        return kept === undefined ? [] : [asPoll(kept)];
      }),
    vote: async (ballot) => vote(tables, ballot),
    async choices(account, statuses) {
      const own = (status: StatusId) =>
        votesIn(status)
          .filter((one) => one.account === account)
          .map(({ place }) => place)
          .sort((one, other) => one - other);
      const entries = [...new Set(statuses)].map((status) => [status, own(status)] as const);
      return new Map(entries.filter(([, places]) => places.length > 0));
    },
    voters: async (status, limit) =>
      [...new Set(votesIn(status).map(({ account }) => account))].slice(0, limit),
    tally: async (status, tally) => takeOver(tables, status, tally),
    due: async (now, limit) => first(tables, limit, ({ tellAt }) => tellAt !== undefined && tellAt <= now),
    async told(status, now) {
      const kept = polls.get(status);
      if (kept?.tellAt === undefined || kept.tellAt > now) return false;
      polls.set(status, { ...kept, tellAt: undefined });
      return true;
    },
    ended: async (now, limit) =>
      first(tables, limit, (poll) => poll.closedAt === undefined && isExpired(poll, now)),
    async close(status, now) {
      const kept = polls.get(status);
      if (kept === undefined || kept.closedAt !== undefined || !isExpired(kept, now)) return false;
      polls.set(status, { ...kept, closedAt: now, tellAt: undefined });
      return true;
    },
  };
}

/** Takes a poll and its votes away, as when its status is deleted. */
export function removePoll({ polls, pollVotes }: Tables, status: StatusId): boolean {
  for (const { account, place } of pollVotes.values().filter((vote) => vote.status === status)) {
    pollVotes.delete(keyOf(status, account, place));
  }
  return polls.delete(status);
}

function first({ polls }: Tables, limit: number, isWanted: (poll: KeptPoll) => boolean): readonly StatusId[] {
  const found = polls.values().filter(isWanted);
  return found.slice(0, limit).map(({ status }) => status);
}

function asPoll({ tellAt: _, ...poll }: KeptPoll): Poll {
  return poll;
}

function keyOf(status: StatusId, account: AccountId, place: number): string {
  return `${status}/${account}/${place}`;
}

function put(
  tables: Tables,
  {
    status,
    terms,
    fetchedAt,
  }: { readonly status: StatusId; readonly terms: PollTerms; readonly fetchedAt: Date | undefined },
): void {
  const stands = tables.polls.get(status);
  const { multiple, hideTotals, expiresAt } = terms;
  const now = { status, multiple, hideTotals, expiresAt, fetchedAt };
  if (stands !== undefined && asksTheSame(stands, terms)) {
    const closedAt = sameTime(stands.expiresAt, expiresAt) ? stands.closedAt : undefined;
    tables.polls.set(status, { ...stands, ...now, closedAt });
    return;
  }
  removePoll(tables, status);
  const options = terms.options.map((title) => ({ title, votesCount: 0 }));
  const votersCount = fetchedAt === undefined ? 0 : undefined;
  tables.polls.set(status, { ...now, options, votersCount, closedAt: undefined, tellAt: undefined });
}

function sameTime(one: Date | undefined, other: Date | undefined): boolean {
  return one?.getTime() === other?.getTime();
}

function vote(
  { polls, pollVotes }: Tables,
  { status, account, choices, at, tellAt }: Ballot,
): readonly number[] {
  const poll = polls.get(status);
  if (poll === undefined || isExpired(poll, at)) return [];
  const earlier = pollVotes.values().filter((one) => one.status === status && one.account === account);
  if (!poll.multiple && earlier.length > 0) return [];
  const isNew = (place: number) =>
    poll.options[place] !== undefined && !pollVotes.has(keyOf(status, account, place));
  const kept = [...new Set(choices)].filter(isNew).slice(0, poll.multiple ? undefined : 1);
  if (kept.length === 0) return [];
  for (const place of kept) pollVotes.set(keyOf(status, account, place), { status, account, place });
  const options = poll.options.map((option, place) =>
    kept.includes(place) ? { ...option, votesCount: option.votesCount + 1 } : option,
  );
  const isFirst = earlier.length === 0;
  const votersCount = poll.votersCount === undefined || !isFirst ? poll.votersCount : poll.votersCount + 1;
  polls.set(status, { ...poll, options, votersCount, tellAt: poll.tellAt ?? tellAt });
  return kept;
}

function takeOver({ polls }: Tables, status: StatusId, tally: Tally): boolean {
  const poll = polls.get(status);
  if (poll?.fetchedAt === undefined || poll.options.length !== tally.votes.length) return false;
  const options = poll.options.map((option, place) => ({
    ...option,
    votesCount: tally.votes[place] ?? option.votesCount,
  }));
  const { expiresAt, at: fetchedAt } = tally;
  polls.set(status, {
    ...poll,
    options,
    expiresAt,
    fetchedAt,
    votersCount: tally.voters ?? poll.votersCount,
  });
  return true;
}
