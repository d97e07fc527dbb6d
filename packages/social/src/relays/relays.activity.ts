import type { Accept, Announce, Follow, Reject } from "@trunkline/activitypub";
import { instanceActorUri } from "../accounts/instance-actor.ts";
import { toUri } from "../kernel/id.ts";
import { isSameOrigin } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Posts } from "../statuses/posts.activity.ts";
import { refreshPost } from "../statuses/statuses.activity.ts";
import type { StatusReceiverNeeds } from "../statuses/statuses.activity.ts";
import type { Storage } from "../stores.ts";
import type { Relay } from "./relays.store.ts";

export interface RelayReceiverNeeds {
  readonly storage: Storage;
  readonly settings: Home;
}

/**
 * A relay says yes or no to this server's `Follow`, named by its address or repeated whole; nobody but the relay's own
 * server may (S-032). Resolves to whether it was about one of those.
 */
export async function onRelayAnswer(
  { type, actor, object }: Accept | Reject,
  { storage }: RelayReceiverNeeds,
): Promise<boolean> {
  const follow = typeof object === "string" ? object : object.id;
  const relay = follow === undefined ? undefined : await storage.stores.relays.byFollow(follow);
  if (relay === undefined) return false;
  if (!isSameOrigin(actor, relay.inbox) || (relay.actor ?? actor) !== actor) return true;
  const state = type === "Accept" ? "accepted" : "rejected";
  await storage.transact((work) => work.relays.answer(relay.follow, { state, actor: toUri(actor) }));
  return true;
}

/** A relay that this server follows follows it back, and is welcome (F-108). Resolves to whether it was one. */
export async function onRelayFollow(
  { id, actor, object }: Follow,
  { storage, settings }: RelayReceiverNeeds,
): Promise<boolean> {
  if (object !== instanceActorUri(settings) || id === undefined) return false;
  const relay = await storage.stores.relays.byActor(actor);
  if (relay === undefined || relay.state === "rejected") return false;
  const event = { type: "relay.followed", relay: relay.inbox, actor, follow: id } as const;
  await storage.transact(async (work) => work.record(event));
  return true;
}

/**
 * What a relay passes on by boosting it: the post is kept as its author's, and nobody has boosted it (F-107). What is said
 * to be changed or gone is asked for where it stands. Resolves to whether a relay did.
 */
export async function onRelayAnnounce(
  announce: Announce,
  needs: StatusReceiverNeeds & { readonly posts: Posts },
): Promise<boolean> {
  if (!(await isRelay(announce.actor, needs.storage))) return false;
  const { activity, object } = announce;
  if (activity === "ignored") return true;
  const uri = activity === undefined ? object : addressOf(activity.object);
  if (uri === undefined) return true;
  if (activity?.type === "Update" || activity?.type === "Delete") await refreshPost(toUri(uri), needs);
  else await needs.posts.byUri(uri);
  return true;
}

function addressOf(object: string | object): string | undefined {
  if (typeof object === "string") return object;
  return "id" in object && typeof object.id === "string" ? object.id : undefined;
}

/** Whether somebody is a relay that has agreed to this server's subscription. */
export async function isRelay(actor: string | undefined, { stores }: Storage): Promise<boolean> {
  const relay: Relay | undefined = actor === undefined ? undefined : await stores.relays.byActor(actor);
  return relay?.state === "accepted";
}
