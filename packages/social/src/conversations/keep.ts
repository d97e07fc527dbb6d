import type { EventOf } from "../kernel/event.ts";
import { type AccountId, compareIds } from "../kernel/id.ts";
import { hearersOf } from "../notifications/judge.ts";
import type { Notifying } from "../notifications/news.ts";
import type { Status } from "../statuses/status.ts";

/** Puts a direct status into the conversations of its author and of those whom it mentions, as far as they live here. */
export async function keepConversation(event: EventOf<"status.posted">, context: Notifying): Promise<void> {
  const status = await context.work.statuses.byId(event.status);
  if (status !== undefined) await keep(status, [status.account, ...status.mentions], context);
}

/** An edit brings in those whom it mentions for the first time. */
export async function widenConversation(event: EventOf<"status.edited">, context: Notifying): Promise<void> {
  const status = await context.work.statuses.byId(event.status);
  if (status !== undefined) await keep(status, event.newlyMentioned, context);
}

async function keep(status: Status, among: readonly AccountId[], context: Notifying): Promise<void> {
  if (status.visibility !== "direct" || status.boostOf !== undefined) return;
  // Whoever gets no news of the author gets no conversation either (S-050), nor one of what is held back.
  const recipients = [...new Set(among)].map((reader) => ({ reader, status: status.id }));
  const hearers = await hearersOf(recipients, { from: status.account, type: "mention" }, context);
  for (const { reader, reception } of hearers)
    if (reception === "accept") await enter(status, reader, context);
}

async function enter(status: Status, account: AccountId, { work, ids }: Notifying): Promise<void> {
  const others = [...new Set([status.account, ...status.mentions])].filter((id) => id !== account);
  const conversation = await work.conversations.add({
    id: ids.next(),
    account,
    thread: status.conversation,
    others: others.sort(compareIds),
    status: status.id,
    unread: status.account !== account,
  });
  if (conversation !== undefined)
    work.announce({ type: "conversation", account, conversation: conversation.id });
}

/** A status that is gone is no part of any conversation. */
export async function leaveConversations(
  { status }: EventOf<"status.deleted">,
  { work }: Pick<Notifying, "work">,
): Promise<void> {
  await work.conversations.removeStatus(status);
}

/** Whoever blocks somebody has no conversation with them any more. */
export async function endConversations(
  { by, target }: EventOf<"account.blocked">,
  { work }: Pick<Notifying, "work">,
): Promise<void> {
  await work.conversations.removeWith(by, target);
}

/** Takes an account's conversations away, and what it said out of those of others. */
export async function forgetConversations(
  { account }: EventOf<"account.deleted">,
  { work }: Pick<Notifying, "work">,
): Promise<void> {
  await work.conversations.forget(account);
}
