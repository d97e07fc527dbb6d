import type { Accept, Delete, QuoteRequest, Reject } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { People } from "../accounts/people.activity.ts";
import { isThere } from "../accounts/existing.ts";
import { toUri } from "../kernel/id.ts";
import { isOurs, isSameOrigin } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Posts } from "../statuses/posts.activity.ts";
import type { Status } from "../statuses/status.ts";
import type { Storage } from "../stores.ts";
import type { QuoteRules } from "./quote-rules.ts";

export interface QuoteReceiverNeeds {
  readonly storage: Storage;
  readonly people: People;
  readonly posts: Posts;
  readonly rules: { readonly quotes: QuoteRules };
  readonly settings: Home;
}

/** Somebody elsewhere asks to quote a status of this server (FEP-044f). */
export async function onQuoteRequest(request: QuoteRequest, needs: QuoteReceiverNeeds): Promise<void> {
  const { storage, people, rules, settings } = needs;
  if (request.id === undefined || !isOurs(request.object, settings)) return;
  const quoted = await storage.stores.statuses.byUri(toUri(request.object));
  if (quoted === undefined) return;
  const by = await people.byUri(request.actor);
  if (by === undefined || isLocal(by) || !isThere(by)) return;
  const { instrument } = request;
  const address = typeof instrument === "string" ? instrument : instrument.id;
  const wish = { by: by.id, quoted: quoted.id, request: request.id, instrument: address };
  if (!(await rules.quotes.mayQuote(wish))) return;
  const status = await readInstrument(request, needs);
  if (status !== undefined) await rules.quotes.accept(wish, status.id);
}

/** The status that would quote: known, or inlined by the asker's own server, or fetched from there. */
async function readInstrument(
  { actor, instrument }: QuoteRequest,
  { posts }: QuoteReceiverNeeds,
): Promise<Status | undefined> {
  if (typeof instrument === "string") {
    return isSameOrigin(instrument, actor) ? posts.byUri(instrument) : undefined;
  }
  if (instrument.attributedTo !== actor || !isSameOrigin(instrument.id, actor)) return undefined;
  return posts.keep(instrument, { isDelivered: false, recipient: undefined });
}

/** The address of the request that an answer is about, whether it names it or repeats it. */
function answeredRequest({ object }: Accept | Reject): string | undefined {
  if (typeof object === "string") return object;
  return object.type === "QuoteRequest" ? object.id : undefined;
}

/** A quoted author's yes, with the permission on their own server. `false` when it is about something else. */
export async function onAcceptQuote(accept: Accept, needs: QuoteReceiverNeeds): Promise<boolean> {
  const { result, actor } = accept;
  const request = answeredRequest(accept);
  if (request === undefined || result === undefined || !isSameOrigin(result, actor)) return false;
  const author = await needs.storage.stores.accounts.byUri(toUri(actor));
  return author !== undefined && needs.rules.quotes.receiveAccept(author.id, request, result);
}

/** A quoted author's no. `false` when it is about something else. */
export async function onRejectQuote(reject: Reject, needs: QuoteReceiverNeeds): Promise<boolean> {
  const request = answeredRequest(reject);
  const author = await needs.storage.stores.accounts.byUri(toUri(reject.actor));
  if (request === undefined || author === undefined) return false;
  return needs.rules.quotes.receiveReject(author.id, request);
}

/** A permission that is taken back by its giver. `false` when what is deleted is something else. */
export async function onDeletePermission(
  { actor, object }: Pick<Delete, "actor" | "object">,
  { storage, rules }: Pick<QuoteReceiverNeeds, "storage" | "rules">,
): Promise<boolean> {
  const author = await storage.stores.accounts.byUri(toUri(actor));
  return author !== undefined && rules.quotes.receiveRevocation(author.id, object);
}
