import type { Accept, Follow as FollowActivity, Reject, Undo } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { instanceActorUri } from "../accounts/instance-actor.ts";
import type { People } from "../accounts/people.activity.ts";
import { bury } from "../delivery/burial.ts";
import { toUri } from "../kernel/id.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Clock } from "../ports.ts";
import type { Storage, Stores } from "../stores.ts";
import type { Follow } from "./follows.store.ts";
import type { FollowRules } from "./follows.ts";

export interface FollowReceiverNeeds {
  readonly storage: Storage;
  readonly people: People;
  readonly rules: { readonly follows: FollowRules };
  readonly clock: Clock;
  readonly settings: Home;
}

/**
 * Somebody elsewhere wants to follow somebody here. The server itself is nobody to follow, and says so.
 */
export async function onFollow(follow: FollowActivity, needs: FollowReceiverNeeds): Promise<void> {
  const { stores, transact } = needs.storage;
  const followed = await stores.accounts.byUri(toUri(follow.object));
  if (followed === undefined || !isLocal(followed) || !isThere(followed)) return;
  const follower = await needs.people.byUri(follow.actor);
  if (follower === undefined || isLocal(follower) || !isThere(follower)) return;
  const uri = follow.id ?? `${follower.uri}#follows/${followed.id}`;
  if (await stores.statuses.isBuried(toUri(uri))) return;
  const request = { follower: follower.id, followed: followed.id, uri };
  if (followed.uri === instanceActorUri(needs.settings)) {
    return transact(async (work) => work.record({ type: "follow.rejected", ...request }));
  }
  await needs.rules.follows.receiveRequest(request);
}

/** Somebody elsewhere says yes to a request from here: to one that waits, and that was meant for them (S-032). */
export async function onAccept(
  accept: Accept,
  { storage, people, rules }: FollowReceiverNeeds,
): Promise<void> {
  const found = await findAnswered(accept, storage.stores);
  if (found === undefined) return;
  const { follow, followed } = found;
  const isFirst = !(await storage.stores.follows.hasLocalFollower(followed.id));
  const isAccepted = await rules.follows.receiveAccept(follow.follower, followed.id);
  if (isAccepted && isFirst) await people.refresh(followed);
}

/** Somebody elsewhere says no to a request from here, or ends a follow. */
export async function onReject(reject: Reject, { storage, rules }: FollowReceiverNeeds): Promise<void> {
  const found = await findAnswered(reject, storage.stores);
  if (found !== undefined) await rules.follows.receiveReject(found.follow.follower, found.followed.id);
}

/** Somebody elsewhere takes their yes back: the follow waits for it again (F-150). */
export async function onUndoAccept(
  { actor }: Pick<Undo, "actor">,
  accept: Accept,
  { storage, rules }: FollowReceiverNeeds,
): Promise<void> {
  if (accept.actor !== actor) return;
  const found = await findAnswered(accept, storage.stores);
  if (found !== undefined) await rules.follows.receiveUndoAccept(found.follow.follower, found.followed.id);
}

/** The follow that an answer is about, if it is from here and of whoever answers. */
async function findAnswered(
  { actor, object }: Accept | Reject,
  stores: Stores,
): Promise<{ readonly follow: Follow; readonly followed: Account } | undefined> {
  const follow = await findFollow(object, stores);
  if (follow === undefined) return undefined;
  const [follower, followed] = await Promise.all([
    stores.accounts.byId(follow.follower),
    stores.accounts.byId(follow.followed),
  ]);
  if (follower === undefined || !isLocal(follower) || followed?.uri !== actor) return undefined;
  return { follow, followed };
}

/** By its address, or else by the pair that it names: not every server keeps our addresses. */
async function findFollow(object: Accept["object"], stores: Stores): Promise<Follow | undefined> {
  const uri = typeof object === "string" ? object : object.id;
  const known = uri === undefined ? undefined : await stores.follows.byUri(uri);
  if (known !== undefined || typeof object === "string" || object.type !== "Follow") return known;
  const [follower, followed] = await Promise.all([
    stores.accounts.byUri(toUri(object.actor)),
    stores.accounts.byUri(toUri(object.object)),
  ]);
  return follower && followed && stores.follows.between(follower.id, followed.id);
}

/**
 * Somebody elsewhere no longer follows somebody here, whichever address their server gives the follow
 * this time. One that has not come yet is remembered, and will not be let in.
 */
export async function onUndoFollow(
  { actor }: Pick<Undo, "actor">,
  follow: FollowActivity,
  { storage, rules, clock }: FollowReceiverNeeds,
): Promise<void> {
  if (follow.actor !== actor) return;
  const [follower, followed] = await Promise.all([
    storage.stores.accounts.byUri(toUri(actor)),
    storage.stores.accounts.byUri(toUri(follow.object)),
  ]);
  if (followed === undefined || !isLocal(followed)) return;
  if (follower !== undefined && (await rules.follows.receiveUndo(follower.id, followed.id))) return;
  await bury(follow.id, actor, { storage, clock });
}

/** The same, named by the follow's address alone. Resolves to whether there was such a follow. */
export async function undoFollowAt(
  uri: string,
  { actor }: Pick<Undo, "actor">,
  { storage, rules }: FollowReceiverNeeds,
): Promise<boolean> {
  const follow = await storage.stores.follows.byUri(uri);
  const follower = follow && (await storage.stores.accounts.byId(follow.follower));
  if (follow === undefined || follower?.uri !== actor) return false;
  return rules.follows.receiveUndo(follow.follower, follow.followed);
}
