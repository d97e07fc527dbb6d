import { PUBLIC } from "@trunkline/activitypub";
import type { Follow } from "@trunkline/activitypub";
import { instanceActorUri } from "../accounts/instance-actor.ts";
import { send } from "../delivery/delivery.activity.ts";
import type { FollowUp, SentActivity } from "../delivery/delivery.activity.ts";
import type { EventOf } from "../kernel/event.ts";

/** Asks a relay for its posts, in the server's own name (F-105). */
export async function sendRelayFollow(event: EventOf<"relay.added">, context: FollowUp): Promise<void> {
  await sendToRelay(event.relay, followOf(event, context), context);
}

/** Takes that back. */
export async function sendRelayUndo(event: EventOf<"relay.removed">, context: FollowUp): Promise<void> {
  const object = followOf(event, context);
  await sendToRelay(event.relay, { ...object, type: "Undo", id: `${event.follow}/undo`, object }, context);
}

/** Lets a relay follow back (F-108). */
export async function sendRelayAccept(event: EventOf<"relay.followed">, context: FollowUp): Promise<void> {
  const us = instanceActorUri(context.settings);
  const base = { to: [], cc: [], published: undefined };
  const object: Follow = { ...base, type: "Follow", id: event.follow, actor: event.actor, object: us };
  const id = `${us}#accepts/${encodeURIComponent(event.follow)}`;
  await sendToRelay(event.relay, { ...base, type: "Accept", id, actor: us, object }, context);
}

function followOf(
  { follow, actor = PUBLIC }: EventOf<"relay.added" | "relay.removed">,
  { settings }: FollowUp,
): Follow & { readonly id: string } {
  const us = instanceActorUri(settings);
  return { type: "Follow", id: follow, actor: us, to: [], cc: [], published: undefined, object: actor };
}

async function sendToRelay(inbox: string, activity: SentActivity, context: FollowUp): Promise<void> {
  const sender = await context.work.accounts.byUri(instanceActorUri(context.settings));
  if (sender !== undefined) await send({ activity, sender, inboxes: [inbox] }, context);
}
