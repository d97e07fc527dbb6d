import { isLocal } from "../accounts/account.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { after, minutes } from "../kernel/time.ts";
import type { Clock, Remote } from "../ports.ts";
import type { StatusView } from "../statuses/status.ts";
import type { Views } from "../statuses/views.ts";
import { findVisible, visibleStatus } from "../statuses/visible.ts";
import type { Storage, Stores, Work } from "../stores.ts";
import type { Poll, Tally } from "./poll.ts";
import { clampedTally, isExpired } from "./poll.ts";

export interface Polls {
  /** The status with its poll. Refuses `not-found`. One of another server is asked for anew when what is known of it is old. */
  show(viewer: AccountId | undefined, id: StatusId): Promise<StatusView>;
  /**
   * Chooses options by their place. Refuses `not-found`, and `invalid` after the end, a second time, for an
   * option that there is not, for several where one may be chosen, and in one's own poll.
   */
  vote(viewer: AccountId, id: StatusId, choices: readonly number[]): Promise<StatusView>;
}

/** Votes as another server sends them: by the titles of options. */
export interface ReceivedVotes {
  readonly account: AccountId;
  readonly status: StatusId;
  readonly titles: readonly string[];
}

/** What other servers may say about polls. For the federation door alone; each may be said twice. */
export interface PollRules {
  /**
   * Counts votes for a poll of this server. What is not to be counted changes nothing: after its end, from its
   * author, from whom it is hidden, for no option of it, a second one where one may be chosen (S-042).
   */
  receiveVotes(votes: ReceivedVotes): Promise<void>;
  /** Takes over how a poll stands, from the server of its author alone. `false` when nothing was taken over. */
  receiveTally(author: AccountId, status: StatusId, tally: Tally): Promise<boolean>;
}

export interface PollsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly remote: Remote;
  readonly views: Views;
}

/** How long after a vote others are told how the poll stands: whatever comes meanwhile is told with it. */
const tellAfter = minutes(3);

/** How long what another server told of a poll is good enough. */
const freshFor = minutes(1);

export function createPolls(needs: PollsNeeds): Polls & PollRules {
  const { storage, clock, views } = needs;
  const { stores, transact } = storage;
  return {
    async show(viewer, id) {
      const status = await visibleStatus(stores, viewer, id);
      const poll = await pollOf(stores, status.id);
      if (isStale(poll, clock.now())) await needs.remote.refresh(status.uri);
      return views.show(viewer, status.id);
    },

    async vote(viewer, id, choices) {
      const { id: status } = await visibleStatus(stores, viewer, id);
      await transact((work) => vote(work, { viewer, id: status, choices }, clock.now()));
      return views.show(viewer, status);
    },

    receiveVotes: (votes) => transact((work) => receiveVotes(work, votes, clock.now())),

    receiveTally: (author, id, tally) =>
      transact(async (work) => {
        const status = await work.statuses.byId(id);
        return status?.account === author && work.polls.tally(id, clampedTally(tally));
      }),
  };
}

async function pollOf({ polls }: Pick<Stores, "polls">, id: StatusId): Promise<Poll> {
  const [poll] = await polls.of([id]);
  if (poll === undefined) throw new Refusal("not-found");
  return poll;
}

/** Whether another server should be asked again. What it told after the end was the last word. */
function isStale({ fetchedAt, expiresAt }: Poll, now: Date): boolean {
  if (fetchedAt === undefined || after(fetchedAt, freshFor) > now) return false;
  return expiresAt === undefined || fetchedAt <= expiresAt;
}

interface Voting {
  readonly viewer: AccountId;
  readonly id: StatusId;
  readonly choices: readonly number[];
}

async function vote(work: Work, { viewer, id, choices }: Voting, now: Date): Promise<void> {
  const status = await work.statuses.byId(id);
  const poll = await pollOf(work, id);
  const earlier = (await work.polls.choices(viewer, [id])).get(id) ?? [];
  const chosen = [...new Set(choices)];
  const fault = status?.account === viewer ? "You cannot vote in your own poll." : undefined;
  const refused = fault ?? faultOf(poll, { chosen, earlier, now });
  if (status === undefined || refused !== undefined) throw new Refusal("invalid", refused);
  await keepVotes(work, { poll, account: viewer, choices: chosen }, now);
}

function faultOf(
  poll: Poll,
  {
    chosen,
    earlier,
    now,
  }: { readonly chosen: readonly number[]; readonly earlier: readonly number[]; readonly now: Date },
): string | undefined {
  const isOption = (place: number): boolean => poll.options[place] !== undefined;
  if (isExpired(poll, now)) return "The poll has already ended";
  if (chosen.length === 0) return "Choices can't be blank";
  if (!chosen.every(isOption)) return "The chosen vote option does not exist";
  if (!poll.multiple && chosen.length > 1) return "Only one option of this poll can be chosen.";
  const isRepeated = poll.multiple ? chosen.some((place) => earlier.includes(place)) : earlier.length > 0;
  return isRepeated ? "You have already voted on this poll" : undefined;
}

async function receiveVotes(work: Work, votes: ReceivedVotes, now: Date): Promise<void> {
  const status = await findVisible(work, votes.account, votes.status);
  const author = status && (await work.accounts.byId(status.account));
  const [poll] = status === undefined ? [] : await work.polls.of([status.id]);
  if (status === undefined || author === undefined || poll === undefined) return;
  if (!isLocal(author) || author.id === votes.account || isExpired(poll, now)) return;
  const places = votes.titles.map((title) => poll.options.findIndex((option) => option.title === title));
  const chosen = [...new Set(places.filter((place) => place !== -1))];
  const choices = poll.multiple ? chosen : chosen.slice(0, 1);
  await keepVotes(work, { poll, account: votes.account, choices }, now);
}

interface Vote {
  readonly poll: Poll;
  readonly account: AccountId;
  readonly choices: readonly number[];
}

/** Those who have a poll of this server are told later: of all the votes that come meanwhile, once (F-128). */
async function keepVotes(work: Work, { poll, account, choices }: Vote, at: Date): Promise<void> {
  if (choices.length === 0) return;
  const { status, fetchedAt } = poll;
  const tellAt = fetchedAt === undefined ? after(at, tellAfter) : undefined;
  const kept = await work.polls.vote({ status, account, choices, at, tellAt });
  if (kept.length === 0) return;
  work.record({ type: "poll.voted", by: account, status, choices: kept, at: at.getTime() });
}
