import type { EmojiReact, Like } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { send } from "../delivery/delivery.activity.ts";
import type { FollowUp, SentActivity } from "../delivery/delivery.activity.ts";
import type { EventOf } from "../kernel/event.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import { webUrl } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import { isEmoji } from "./reaction.ts";
import type { Reaction } from "./reaction.ts";

/** What a reaction from elsewhere says; `undefined` where it is no emoji, and so no more than a like. */
export function readReaction(
  { reaction }: Pick<Like | EmojiReact, "reaction">,
  home: Pick<Home, "origin">,
): Pick<Reaction, "name" | "url"> | undefined {
  if (reaction === undefined) return undefined;
  const { content, emoji } = reaction;
  if (isEmoji(content)) return { name: content, url: undefined };
  const url = webUrl(emoji?.icon, home);
  const name = content.replaceAll(":", "");
  return url !== undefined && /^[\w.+-]{1,128}$/.test(name) ? { name, url } : undefined;
}

/** The address under which a reaction is known here: its own, or one made for it where it came without. */
export function uriOf({ id, actor, object }: Like | EmojiReact, name: string): string {
  return id ?? `${actor}#reactions/${encodeURIComponent(object)}-${encodeURIComponent(name)}`;
}

/** Tells the author of a status elsewhere how somebody here reacts: by a `Like` with an emoji, which all understand. */
export async function sendReaction(event: EventOf<"status.reacted">, context: FollowUp): Promise<void> {
  const reactions = await context.work.reactions.between(event.by, event.status);
  const reaction = reactions.find(({ name }) => name === event.name);
  if (reaction !== undefined) await sendLike(reaction, context, (like) => like);
}

/** Takes it back. */
export async function sendUndoReaction(event: EventOf<"status.unreacted">, context: FollowUp): Promise<void> {
  await sendLike({ ...event, account: event.by }, context, (like) => ({
    ...like,
    type: "Undo",
    id: `${like.id}/undo`,
    object: like,
  }));
}

interface Said {
  readonly account: AccountId;
  readonly status: StatusId;
  readonly name: string;
  readonly url?: string | undefined;
  readonly at: Date | number;
}

async function sendLike(
  { account, status: id, name, url, at }: Said,
  context: FollowUp,
  write: (like: Like & { readonly id: string }) => SentActivity,
): Promise<void> {
  const { accounts, statuses } = context.work;
  const [by, status] = await Promise.all([accounts.byId(account), statuses.withDeleted(id)]);
  const author = status && (await accounts.byId(status.account));
  if (by === undefined || status === undefined || author === undefined) return;
  if (!isLocal(by) || isLocal(author) || !isThere(author)) return;
  const content = url === undefined ? name : `:${name}:`;
  const like = {
    type: "Like" as const,
    id: `${by.uri}#reactions/${id}-${encodeURIComponent(name)}-${Number(at)}`,
    actor: by.uri,
    to: [],
    cc: [],
    published: undefined,
    object: status.uri,
    reaction: {
      content,
      emoji:
        url === undefined
          ? undefined
          : { type: "Emoji" as const, id: undefined, name: content, icon: url, updated: undefined },
    },
  };
  await send({ activity: write(like), sender: by, inboxes: [author.endpoints.inbox] }, context);
}
