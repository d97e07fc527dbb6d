import type { Add, Hashtag, Remove } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { send } from "../delivery/delivery.activity.ts";
import type { FollowUp } from "../delivery/delivery.activity.ts";
import type { EventOf } from "../kernel/event.ts";
import { toUri } from "../kernel/id.ts";
import type { AccountId } from "../kernel/id.ts";
import { isSameOrigin } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import { followersOf } from "../statuses/note.activity.ts";
import type { Posts } from "../statuses/posts.activity.ts";
import type { Storage } from "../stores.ts";
import type { FeaturedTagRules } from "../tags/featured-tags.ts";
import type { PinRules } from "./pins.ts";

export interface PinReceiverNeeds {
  readonly storage: Storage;
  readonly posts: Posts;
  readonly rules: { readonly pins: PinRules; readonly featuredTags: FeaturedTagRules };
}

/** The collection of what a local account shows first, posts and hashtags, as its actor names it. */
function featuredOf({ uri }: Pick<Account, "uri">): string {
  return `${uri}/collections/featured`;
}

/** Somebody elsewhere shows a post of their own first, or a hashtag. What is put anywhere else is dropped (F-170). */
export async function onAdd(
  { actor, object, target }: Add,
  recipient: string | undefined,
  { storage, posts, rules }: PinReceiverNeeds,
): Promise<void> {
  const account = await findOwner(actor, target, storage);
  if (account === undefined) return;
  if (typeof object !== "string") {
    if (object.type === "Hashtag") await rules.featuredTags.receive(account.id, object.name);
    return;
  }
  if (!isSameOrigin(object, actor)) return;
  const status = await posts.byUri(object, recipient);
  if (status !== undefined) await rules.pins.receive(account.id, status);
}

/** The same taken back. */
export async function onRemove({ actor, object, target }: Remove, needs: PinReceiverNeeds): Promise<void> {
  const { storage, rules } = needs;
  const account = await findOwner(actor, target, storage);
  if (account === undefined) return;
  if (typeof object !== "string") {
    if (object.type === "Hashtag") await rules.featuredTags.receiveRemoval(account.id, object.name);
    return;
  }
  const status = await storage.stores.statuses.byUri(toUri(object));
  if (status !== undefined) await rules.pins.receiveRemoval(account.id, status.id);
}

/** The known account behind an actor, where the collection is the one in which it shows what comes first. */
async function findOwner(actor: string, target: string, { stores }: Storage): Promise<Account | undefined> {
  const account = await stores.accounts.byUri(toUri(actor));
  if (account === undefined || isLocal(account) || !isThere(account)) return undefined;
  return account.endpoints.featured === target ? account : undefined;
}

/** Tells the followers that a post comes first from now on. */
export async function sendPin(
  { account, status }: EventOf<"status.pinned">,
  context: FollowUp,
): Promise<void> {
  const pinned = await context.work.statuses.byId(status);
  if (pinned !== undefined) await tell("Add", { account, object: pinned.uri }, context);
}

/** Tells the followers that it does so no more. */
export async function sendUnpin(
  { account, status }: EventOf<"status.unpinned">,
  context: FollowUp,
): Promise<void> {
  const pinned = await context.work.statuses.withDeleted(status);
  if (pinned !== undefined) await tell("Remove", { account, object: pinned.uri }, context);
}

export function sendFeaturedTag(event: EventOf<"tag.featured">, context: FollowUp): Promise<void> {
  return tell("Add", { account: event.account, object: hashtagOf(event.name, context.settings) }, context);
}

export function sendUnfeaturedTag(event: EventOf<"tag.unfeatured">, context: FollowUp): Promise<void> {
  return tell("Remove", { account: event.account, object: hashtagOf(event.name, context.settings) }, context);
}

/** A hashtag that an account features, with the page that shows its use here. */
export function hashtagOf(name: string, { origin }: Pick<Home, "origin">): Hashtag {
  return { type: "Hashtag", href: `${origin}/tags/${encodeURIComponent(name)}`, name: `#${name}` };
}

async function tell(
  type: "Add" | "Remove",
  { account: id, object }: { readonly account: AccountId; readonly object: string | Hashtag },
  context: FollowUp,
): Promise<void> {
  const { accounts, follows } = context.work;
  const sender = await accounts.byId(id);
  if (sender === undefined || !isLocal(sender) || !isThere(sender)) return;
  const activity = {
    type,
    id: `${sender.uri}#featured/${context.ids.next()}`,
    actor: sender.uri,
    to: [followersOf(sender)],
    cc: [],
    published: undefined,
    object,
    target: featuredOf(sender),
  } as const;
  await send({ activity, sender, inboxes: await follows.followerInboxes(id) }, context);
}
