import type { EmojiReact, Like, Undo } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import type { People } from "../accounts/people.activity.ts";
import { bury } from "../delivery/burial.ts";
import { send } from "../delivery/delivery.activity.ts";
import type { FollowUp, SentActivity } from "../delivery/delivery.activity.ts";
import type { EventOf } from "../kernel/event.ts";
import { toUri } from "../kernel/id.ts";
import type { StatusId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Home } from "../kernel/untrusted.ts";
import { readReaction, uriOf } from "../reactions/reactions.activity.ts";
import type { ReactionRules } from "../reactions/reactions.ts";
import type { Clock } from "../ports.ts";
import type { Status } from "../statuses/status.ts";
import type { Storage, Stores, Work } from "../stores.ts";
import type { Favourites } from "./favourites.ts";

export interface LikeReceiverNeeds {
  readonly storage: Storage;
  readonly people: People;
  readonly favourites: Favourites;
  readonly rules: { readonly reactions: ReactionRules };
  readonly settings: Home;
  readonly clock: Clock;
}

/** A `Like` from elsewhere. One about a status that is not ours, or that its sender cannot see, is none of our business. */
export async function onLike(like: Like | EmojiReact, needs: LikeReceiverNeeds): Promise<void> {
  const { storage, people, favourites, rules, settings } = needs;
  const status = await ourStatus(like.object, storage.stores);
  if (status === undefined) return;
  const by = await people.byUri(like.actor);
  if (by === undefined || isLocal(by) || !isThere(by)) return;
  if (like.id !== undefined && (await storage.stores.statuses.isBuried(toUri(like.id)))) return;
  const said = readReaction(like, settings);
  if (said === undefined) await unlessHidden(() => favourites.add(by.id, status.id, like.id));
  else {
    const uri = uriOf(like, said.name);
    await rules.reactions.receive({ account: by.id, status: status.id, ...said, uri });
  }
}

/** To whom a status is hidden, it does not exist; that is an answer, and no accident. */
async function unlessHidden(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "not-found") throw error;
  }
}

async function ourStatus(uri: string, stores: Stores): Promise<Status | undefined> {
  const status = await stores.statuses.byUri(toUri(uri));
  const author = status && (await stores.accounts.byId(status.account));
  const isOurs = author !== undefined && isLocal(author) && status?.boostOf === undefined;
  return isOurs ? status : undefined;
}

/** A `Like` taken back. Its own address is remembered, so that it cannot come (again) afterwards. */
export async function onUndoLike(
  { actor }: Pick<Undo, "actor">,
  like: Like | EmojiReact,
  { storage, favourites, rules, settings, clock }: LikeReceiverNeeds,
): Promise<void> {
  if (like.actor !== actor) return;
  await bury(like.id, actor, { storage, clock });
  const by = await storage.stores.accounts.byUri(toUri(actor));
  const status = await ourStatus(like.object, storage.stores);
  if (by === undefined || status === undefined) return;
  const said = readReaction(like, settings);
  if (said === undefined) await unlessHidden(() => favourites.remove(by.id, status.id));
  else await rules.reactions.receiveUndo(by.id, uriOf(like, said.name));
}

/** The same, named by the address of the like or reaction alone (F-148). `false` when nothing here has it. */
export async function undoLikeAt(
  uri: string,
  { actor }: Pick<Undo, "actor">,
  { storage, favourites, rules, clock }: LikeReceiverNeeds,
): Promise<boolean> {
  const by = await storage.stores.accounts.byUri(toUri(actor));
  if (by === undefined) return false;
  const liked = await storage.stores.favourites.byUri(uri);
  const isReaction = await rules.reactions.receiveUndo(by.id, uri);
  if (!isReaction && liked?.account !== by.id) return false;
  if (!isReaction && liked !== undefined) await unlessHidden(() => favourites.remove(by.id, liked.status));
  await bury(uri, actor, { storage, clock });
  return true;
}

/** Tells the author of a status elsewhere that somebody here likes it. */
export async function sendLike(event: EventOf<"status.favourited">, context: FollowUp): Promise<void> {
  const parties = await readParties(event, context.work);
  if (parties === undefined) return;
  const { by, author } = parties;
  const activity = likeOf(parties, event.at);
  await send({ activity, sender: by, inboxes: [author.endpoints.inbox] }, context);
}

/** Tells them that it is no longer so. */
export async function sendUndoLike(event: EventOf<"status.unfavourited">, context: FollowUp): Promise<void> {
  const parties = await readParties(event, context.work);
  if (parties === undefined) return;
  const { by, author } = parties;
  const like = likeOf(parties, event.at);
  const activity: SentActivity = { ...like, type: "Undo", id: `${like.id}/undo`, object: like };
  await send({ activity, sender: by, inboxes: [author.endpoints.inbox] }, context);
}

interface Parties {
  readonly by: Account;
  readonly status: Status;
  readonly author: Account;
}

/** Who likes what of whom, where the one is from here and the other is not. */
async function readParties(
  { by: id, status: statusId }: { readonly by: Account["id"]; readonly status: StatusId },
  { accounts, statuses }: Work,
): Promise<Parties | undefined> {
  const [by, status] = await Promise.all([accounts.byId(id), statuses.withDeleted(statusId)]);
  const author = status && (await accounts.byId(status.account));
  if (by === undefined || status === undefined || author === undefined) return undefined;
  const isOutgoing = isLocal(by) && !isLocal(author) && isThere(author);
  return isOutgoing ? { by, status, author } : undefined;
}

/** Its address tells it from other times at which the same status was liked, and is the same when it is taken back. */
function likeOf({ by, status }: Parties, at: number): Like & { readonly id: string } {
  const id = `${by.uri}#likes/${status.id}-${at}`;
  return { type: "Like", id, actor: by.uri, object: status.uri, to: [], cc: [], published: undefined };
}
