import type { Follow } from "@trunkline/activitypub";
import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { send, unaddressed } from "../delivery/delivery.activity.ts";
import type { FollowUp, SentActivity } from "../delivery/delivery.activity.ts";
import type { EventOf } from "../kernel/event.ts";

type FollowEvent = EventOf<"follow.requested" | "follow.accepted" | "follow.rejected" | "follow.undone">;

interface Parties {
  readonly follower: Account;
  readonly followed: Account;
}

/** Asks somebody elsewhere for the follow. */
export async function sendFollow(event: EventOf<"follow.requested">, context: FollowUp): Promise<void> {
  await sendBetween(event, context, ({ follower, followed }) => ({
    from: follower,
    to: followed,
    activity: followOf(event.uri, { follower, followed }),
  }));
}

/** Tells a follower elsewhere that they are welcome. */
export async function sendAccept(event: EventOf<"follow.accepted">, context: FollowUp): Promise<void> {
  await sendBetween(event, context, (parties) => answer("Accept", event.uri, parties));
}

/** Tells a follower elsewhere that they are not, or are no longer. */
export async function sendReject(event: EventOf<"follow.rejected">, context: FollowUp): Promise<void> {
  await sendBetween(event, context, (parties) => answer("Reject", event.uri, parties));
}

/** Takes back a follow or request that was sent elsewhere. */
export async function sendUndoFollow(event: EventOf<"follow.undone">, context: FollowUp): Promise<void> {
  await sendBetween(event, context, ({ follower, followed }) => ({
    from: follower,
    to: followed,
    activity: {
      ...unaddressed("Undo", `${event.uri}/undo`, follower),
      object: followOf(event.uri, { follower, followed }),
    },
  }));
}

interface Letter {
  readonly from: Account;
  readonly to: Account;
  readonly activity: SentActivity;
}

async function sendBetween(
  event: FollowEvent,
  context: FollowUp,
  write: (parties: Parties) => Letter,
): Promise<void> {
  const accounts = await context.work.accounts.byIds([event.follower, event.followed]);
  const follower = accounts.find(({ id }) => id === event.follower);
  const followed = accounts.find(({ id }) => id === event.followed);
  if (follower === undefined || followed === undefined) return;
  const { from, to, activity } = write({ follower, followed });
  // Whoever is put aside here is told at least that their follows ended (F-206).
  const isTold = event.type === "follow.rejected" ? to.deletedAt === undefined : isThere(to);
  if (!isTold) return;
  await send({ activity, sender: from, inboxes: [to.endpoints.inbox] }, context);
}

/** The follow's own address is part of the answer's: a second asking has another address, and gets another answer. */
function answer(type: "Accept" | "Reject", uri: string, { follower, followed }: Parties): Letter {
  const id = `${followed.uri}#${type.toLowerCase()}s/${encodeURIComponent(uri)}`;
  return {
    from: followed,
    to: follower,
    activity: { ...unaddressed(type, id, followed), object: followOf(uri, { follower, followed }) },
  };
}

function followOf(uri: string, { follower, followed }: Parties): Follow & { readonly id: string } {
  return { ...unaddressed("Follow", uri, follower), object: followed.uri };
}
