import { endOfPoll, isVote } from "@trunkline/activitypub";
import type { Note, Poll as WirePoll } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { People } from "../accounts/people.activity.ts";
import { isThere } from "../accounts/existing.ts";
import { toUri } from "../kernel/id.ts";
import { tidyLine } from "../kernel/tidy.ts";
import type { Storage } from "../stores.ts";
import type { IncomingPoll } from "./poll.ts";
import type { Poll, PollOption } from "./poll.ts";
import type { PollRules } from "./polls.ts";

/** How much of a stranger's poll is kept (S-053). */
const most = { options: 500, title: 500 } as const;

/** The poll of a note, as it is kept here. One with a single option, or none, is no poll. */
export function fromQuestion({ poll, type }: Note, now: Date): IncomingPoll | undefined {
  if (type !== "Question" || poll === undefined) return undefined;
  const options = poll.options.slice(0, most.options);
  if (options.length < 2) return undefined;
  const expiresAt = endOfPoll(poll, now);
  return {
    terms: {
      options: options.map(({ name }) => tidyLine(name.slice(0, most.title))),
      multiple: poll.multiple,
      hideTotals: false,
      expiresAt,
    },
    tally: { votes: options.map(({ votes }) => votes ?? 0), voters: poll.voters, expiresAt, at: now },
  };
}

/** The protocol form of a poll of this server. While the author hides how it stands, nobody is told. */
export function toQuestion(poll: Poll): WirePoll {
  const isOver = poll.closedAt !== undefined;
  const isHidden = poll.hideTotals && !isOver;
  const optionOf = ({ title, votesCount }: PollOption): WirePoll["options"][number] => ({
    name: title,
    votes: isHidden ? 0 : votesCount,
  });
  return {
    multiple: poll.multiple,
    options: poll.options.map(optionOf),
    endTime: poll.expiresAt,
    closed: isOver ? poll.expiresAt : undefined,
    voters: isHidden ? 0 : poll.votersCount,
  };
}

export interface VoteReceiverNeeds {
  readonly storage: Storage;
  readonly people: People;
  readonly rules: { readonly polls: PollRules };
}

/**
 * Takes notes for votes where they are: the name of an option, for a poll of this server, and nothing to read.
 * Resolves to `false` when the first of them is a post. Whoever sent them votes, and nobody else (S-042).
 */
export async function onVotes(
  actor: string,
  notes: readonly Note[],
  { storage, people, rules }: VoteReceiverNeeds,
): Promise<boolean> {
  const own = notes.filter((note) => isVote(note) && note.attributedTo === actor);
  const target = own[0]?.inReplyTo;
  const status = target === undefined ? undefined : await storage.stores.statuses.byUri(toUri(target));
  const author = status && (await storage.stores.accounts.byId(status.account));
  const [poll] = status === undefined ? [] : await storage.stores.polls.of([status.id]);
  if (status === undefined || author === undefined || !isLocal(author) || poll === undefined) return false;
  const account = await people.byUri(actor);
  if (account === undefined || isLocal(account) || !isThere(account)) return true;
  const titles = own.flatMap(({ inReplyTo, name }) => (inReplyTo === target ? (name ?? []) : []));
  await rules.polls.receiveVotes({ account: account.id, status: status.id, titles });
  return true;
}
