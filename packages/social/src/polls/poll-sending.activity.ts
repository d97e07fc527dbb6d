import { blankNote } from "@trunkline/activitypub";
import type { Create } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { send } from "../delivery/delivery.activity.ts";
import type { FollowUp } from "../delivery/delivery.activity.ts";
import type { EventOf } from "../kernel/event.ts";
import { sendState } from "../statuses/status-sending.activity.ts";

type SentVote = Create & { readonly id: string };

/** How many of those who voted are told how the poll stands. */
const maxVoters = 1000;

/** Tells the author of a poll elsewhere what somebody here chose: one activity for each choice, to nobody else. */
export async function sendVotes(event: EventOf<"poll.voted">, context: FollowUp): Promise<void> {
  const { accounts, polls, statuses } = context.work;
  const [by, status] = await Promise.all([accounts.byId(event.by), statuses.byId(event.status)]);
  const [poll] = await polls.of([event.status]);
  const author = status && (await accounts.byId(status.account));
  if (by === undefined || author === undefined || status === undefined || poll === undefined) return;
  if (!isLocal(by) || isLocal(author) || !isThere(author)) return;
  for (const choice of event.choices) {
    const title = poll.options[choice]?.title;
    if (title === undefined) continue;
    const id = `${by.uri}#votes/${event.status}-${choice}`;
    const to = [author.uri];
    const note = { ...blankNote, id, attributedTo: by.uri, to, name: title, inReplyTo: status.uri };
    const about = { actor: by.uri, to, cc: [], published: undefined };
    const activity: SentVote = { type: "Create", id: `${id}/activity`, ...about, object: note };
    await send({ activity, sender: by, inboxes: [author.endpoints.inbox] }, context);
  }
}

/** Sends a poll of this server, with its figures, to everybody who has it or has voted in it. */
export async function sendTally(
  event: EventOf<"poll.tallied" | "poll.closed">,
  context: FollowUp,
): Promise<void> {
  const voters = await context.work.polls.voters(event.status, maxVoters);
  const accounts = await context.work.accounts.byIds(voters);
  const { status, at } = event;
  await sendState({ status, name: `${at}/poll`, at: new Date(at), alsoTo: accounts }, context);
}
