import { PUBLIC } from "@trunkline/activitypub";
import type { QuoteRequest } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { addressed, send, unaddressed } from "../delivery/delivery.activity.ts";
import type { FollowUp, Unaddressed } from "../delivery/delivery.activity.ts";
import type { EventOf } from "../kernel/event.ts";
import type { StatusId } from "../kernel/id.ts";
import { writeNote } from "../statuses/notes.activity.ts";
import { readersOf, sendState } from "../statuses/status-sending.activity.ts";
import type { Status } from "../statuses/status.ts";
import type { Work } from "../stores.ts";
import type { Quote } from "./quote.ts";
import { stampOf } from "./stamp.ts";

/** Asks the author of a status elsewhere whether a new one of this server may quote it; the new one goes along whole. */
export async function sendQuoteRequest(
  { status: id }: EventOf<"status.posted">,
  context: FollowUp,
): Promise<void> {
  const parties = await readParties(id, context.work);
  if (parties === undefined) return;
  const { quote, status, author, quotedAuthor } = parties;
  const { state, isLegacy, request, quotedUri } = quote;
  if (!isLocal(author) || isLocal(quotedAuthor) || !isThere(quotedAuthor)) return;
  if (state !== "pending" || isLegacy || request === undefined || quotedUri === undefined) return;
  const instrument = await writeNote(status, context.work, context.settings);
  const activity = { ...requestFrom(request, author), object: quotedUri, instrument };
  await send({ activity, sender: author, inboxes: [quotedAuthor.endpoints.inbox] }, context);
}

/** Tells somebody elsewhere that they may quote a status of this server, and where that stands written. */
export async function sendQuoteAccept(event: EventOf<"quote.accepted">, context: FollowUp): Promise<void> {
  const parties = await readParties(event.status, context.work);
  if (parties === undefined) return;
  const { quote, status, author, quotedAuthor } = parties;
  const { request, quotedUri } = quote;
  if (isLocal(author) || !isLocal(quotedAuthor) || !isThere(author)) return;
  if (quote.state !== "accepted" || request === undefined || quotedUri === undefined) return;
  const activity = {
    ...unaddressed("Accept", `${quotedAuthor.uri}#accepts/quote_requests/${status.id}`, quotedAuthor),
    object: { ...requestFrom(request, author), object: quotedUri, instrument: status.uri },
    result: stampOf(quotedAuthor, status.id),
  } as const;
  await send({ activity, sender: quotedAuthor, inboxes: [author.endpoints.inbox] }, context);
}

/** Tells somebody elsewhere that they may not. */
export async function sendQuoteReject(event: EventOf<"quote.refused">, context: FollowUp): Promise<void> {
  const { accounts, statuses } = context.work;
  const [by, quoted] = await Promise.all([accounts.byId(event.by), statuses.byId(event.status)]);
  const author = quoted && (await accounts.byId(quoted.account));
  if (by === undefined || quoted === undefined || author === undefined || !isThere(by)) return;
  const { request, instrument } = event;
  const activity = {
    ...unaddressed("Reject", `${author.uri}#rejects/${encodeURIComponent(request)}`, author),
    object: { ...requestFrom(request, by), object: quoted.uri, instrument },
  } as const;
  await send({ activity, sender: author, inboxes: [by.endpoints.inbox] }, context);
}

/** Sends a status of this server anew, when the consent of whom it quotes has come or gone. */
export async function sendQuoting(
  event: EventOf<"quote.accepted" | "quote.ended">,
  context: FollowUp,
): Promise<void> {
  const { status, at } = event;
  await sendState({ status, name: `${at}/quote`, at: new Date(at), alsoTo: [] }, context);
}

/**
 * Tells that a permission given here is no more: whoever has the status that quoted, and whoever has the quoted one.
 * Only addresses are told, nothing of what either says.
 */
export async function sendRevocation(event: EventOf<"quote.ended">, context: FollowUp): Promise<void> {
  const { work } = context;
  const parties = await readParties(event.status, work);
  if (parties === undefined || event.how !== "revoked") return;
  const { status, author, quotedAuthor, quote } = parties;
  const quoted = await work.statuses.withDeleted(event.quoted);
  if (!isLocal(quotedAuthor) || quoted === undefined || quote.stamp === undefined) return;
  const readers = [await readersOf(status, author, work), await readersOf(quoted, quotedAuthor, work)];
  const { inboxes } = await addressed(
    status.id,
    {
      accounts: [author, ...readers.flatMap(({ accounts }) => accounts)],
      followersOf: readers.flatMap(({ followersOf }) => followersOf),
    },
    work,
  );
  const id = stampOf(quotedAuthor, status.id);
  const authorization = {
    type: "QuoteAuthorization",
    id,
    attributedTo: quotedAuthor.uri,
    interactingObject: status.uri,
    interactionTarget: quoted.uri,
  } as const;
  const activity = {
    ...unaddressed("Delete", `${id}#delete`, quotedAuthor),
    to: [PUBLIC],
    object: id,
    authorization,
  } as const;
  await send({ activity, sender: quotedAuthor, inboxes }, context);
}

interface Parties {
  readonly quote: Quote;
  readonly status: Status;
  readonly author: Account;
  readonly quotedAuthor: Account;
}

/** Who quotes whom, where both are known. */
async function readParties(id: StatusId, work: Work): Promise<Parties | undefined> {
  const [status, [quote]] = await Promise.all([work.statuses.byId(id), work.quotes.of([id])]);
  if (status === undefined || quote?.quotedAccount === undefined) return undefined;
  const [author, quotedAuthor] = await Promise.all([
    work.accounts.byId(status.account),
    work.accounts.byId(quote.quotedAccount),
  ]);
  return author && quotedAuthor && { quote, status, author, quotedAuthor };
}

function requestFrom(id: string, by: Account): Unaddressed<QuoteRequest["type"]> {
  return unaddressed("QuoteRequest", id, by);
}
