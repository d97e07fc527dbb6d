import { audienceOf, visibilityOf } from "@trunkline/activitypub";
import type { Announce, Undo } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import type { People } from "../accounts/people.activity.ts";
import { bury } from "../delivery/burial.ts";
import { addressed, send } from "../delivery/delivery.activity.ts";
import type { FollowUp, SentActivity } from "../delivery/delivery.activity.ts";
import type { EventOf } from "../kernel/event.ts";
import { toUri } from "../kernel/id.ts";
import { isOurs, pastInstant } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Clock } from "../ports.ts";
import { followersOf } from "../statuses/note.activity.ts";
import { writeNote } from "../statuses/notes.activity.ts";
import type { Posts } from "../statuses/posts.activity.ts";
import type { Status } from "../statuses/status.ts";
import type { Storage, Stores, Work } from "../stores.ts";
import type { BoostRules } from "./boosts.ts";

export interface AnnounceReceiverNeeds {
  readonly storage: Storage;
  readonly people: People;
  readonly posts: Posts;
  readonly rules: { readonly boosts: BoostRules };
  readonly clock: Clock;
  readonly settings: Home;
}

/**
 * A boost from elsewhere: of something that is ours, or by somebody whom people here follow. What is
 * boosted is fetched from where it stands, whatever came along.
 */
export async function onAnnounce(
  announce: Announce,
  recipient: string | undefined,
  { storage, people, posts, rules, clock, settings }: AnnounceReceiverNeeds,
): Promise<void> {
  const { actor, activity } = announce;
  const object = announcedPost(announce);
  const uri = announce.id === undefined ? undefined : toUri<"object">(announce.id);
  if (uri !== undefined && (await storage.stores.statuses.isBuried(uri))) return;
  if (object === undefined || !(await isRead({ actor, object }, { stores: storage.stores, settings })))
    return;
  const by = await people.byUri(announce.actor);
  if (by === undefined || isLocal(by) || !isThere(by)) return;
  const status = await posts.byUri(object, recipient);
  // A group passes on every answer, too: they belong to their thread, and not into timelines.
  if (status === undefined || (activity !== undefined && isReply(status))) return;
  await rules.boosts.receive({
    account: by.id,
    of: status.boostOf ?? status.id,
    uri: uri ?? toUri(`${by.uri}#announces/${status.id}`),
    published: pastInstant(announce.published, clock.now()),
    visibility: visibilityOf(announce, by.endpoints.followers),
  });
}

/** The post that is passed on: that of a `Create` which a group passes on whole (FEP-1b12); none: it is no post. */
function announcedPost({ object, activity }: Announce): string | undefined {
  if (activity === undefined) return object;
  if (activity === "ignored" || activity.type !== "Create") return undefined;
  return typeof activity.object === "string" ? activity.object : activity.object.id;
}

function isReply({ inReplyTo, inReplyToUri }: Status): boolean {
  return inReplyTo !== undefined || inReplyToUri !== undefined;
}

/** Whether a boost is anybody's business here; nobody is asked, and nobody fetched, to find out (S-041). */
async function isRead(
  { actor, object }: Pick<Announce, "actor" | "object">,
  { stores, settings }: { readonly stores: Stores; readonly settings: Home },
): Promise<boolean> {
  if (isOurs(object, settings)) return (await stores.statuses.byUri(toUri(object))) !== undefined;
  const by = await stores.accounts.byUri(toUri(actor));
  return by !== undefined && stores.follows.hasLocalFollower(by.id);
}

/** A boost taken back. One that has not come yet is remembered, and will not be let in. */
export async function onUndoAnnounce(
  { actor }: Pick<Undo, "actor">,
  announce: Announce,
  needs: AnnounceReceiverNeeds,
): Promise<void> {
  if (announce.actor !== actor) return;
  const { accounts, statuses } = needs.storage.stores;
  const by = await accounts.byUri(toUri(actor));
  const of = await statuses.byUri(toUri(announce.object));
  // By its address where it has one: another boost of the same post, which came since, stands.
  const named = announce.id === undefined ? of && { of: of.id } : { uri: toUri<"object">(announce.id) };
  const stood = by && named && (await needs.rules.boosts.receiveUndo(by.id, named));
  if (stood !== true) await bury(announce.id, actor, needs);
}

/** The same, named by the boost's address alone. */
export async function undoAnnounceAt(
  uri: string,
  { actor }: Pick<Undo, "actor">,
  needs: AnnounceReceiverNeeds,
): Promise<void> {
  const by = await needs.storage.stores.accounts.byUri(toUri(actor));
  const stood = by && (await needs.rules.boosts.receiveUndo(by.id, { uri: toUri(uri) }));
  if (stood !== true) await bury(uri, actor, needs);
}

/** Passes a status on to the booster's followers, and tells its author. */
export async function sendAnnounce(event: EventOf<"status.boosted">, context: FollowUp): Promise<void> {
  const parties = await readParties(event, context.work);
  if (parties === undefined || parties.boost.deletedAt !== undefined) return;
  const { by, status } = parties;
  const whom = await audienceOfBoost(parties, context.work);
  // Whoever is told of one's own post for followers could not fetch it without asking as a follower.
  const isOwnPrivate = status.visibility === "private" && status.account === by.id;
  const note = isOwnPrivate ? await writeNote(status, context.work, context.settings) : undefined;
  const activity = note === undefined ? announceOf(parties) : { ...announceOf(parties), note };
  await send({ activity, sender: by, ...whom }, context);
}

/** Takes a boost back from everybody who was told of it. */
export async function sendUndoAnnounce(event: EventOf<"status.unboosted">, context: FollowUp): Promise<void> {
  const parties = await readParties(event, context.work);
  if (parties === undefined) return;
  const announce = announceOf(parties);
  const activity: SentActivity = { ...announce, type: "Undo", id: `${announce.id}/undo`, object: announce };
  const { inboxes } = await audienceOfBoost(parties, context.work);
  await send({ activity, sender: parties.by, inboxes }, context);
}

interface Parties {
  readonly by: Account;
  readonly boost: Status;
  readonly status: Status;
  readonly author: Account;
}

/** Who boosts what of whom, where the booster is from here. */
async function readParties(
  event: EventOf<"status.boosted" | "status.unboosted">,
  { accounts, statuses }: Work,
): Promise<Parties | undefined> {
  const [by, boost, status] = await Promise.all([
    accounts.byId(event.by),
    statuses.withDeleted(event.boost),
    statuses.withDeleted(event.status),
  ]);
  const author = status && (await accounts.byId(status.account));
  if (by === undefined || !isLocal(by) || boost === undefined) return undefined;
  return status === undefined || author === undefined ? undefined : { by, boost, status, author };
}

/** The `Announce` that a local boost is known by. */
export function announceOf({ by, boost, status, author }: Parties): Announce & { readonly id: string } {
  return {
    type: "Announce",
    id: boost.uri,
    actor: by.uri,
    ...audienceOf(boost.visibility, followersOf(by), [author.uri]),
    published: boost.createdAt,
    object: status.uri,
  };
}

function audienceOfBoost({ by, boost, author }: Parties, work: Work): ReturnType<typeof addressed> {
  return addressed(boost.id, { accounts: [author], followersOf: [by.id] }, work);
}
