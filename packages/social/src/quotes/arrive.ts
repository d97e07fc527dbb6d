import type { Account } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import type { Status } from "../statuses/status.ts";
import type { Work } from "../stores.ts";
import type { IncomingQuote, Quote } from "./quote.ts";
import { isQuotable } from "./quote.ts";

/** How far quotes of quotes are followed. */
const maxNesting = 3;

/** Keeps what a status of another server quotes, as far as is known by now; the rest is found out later. */
export async function arriveQuote(
  work: Work,
  status: Status,
  { incoming, now }: { readonly incoming: IncomingQuote | undefined; readonly now: Date },
): Promise<void> {
  const [stands] = await work.quotes.of([status.id]);
  if (incoming === undefined) {
    if (stands !== undefined) await work.quotes.remove(status.id);
    return;
  }
  if (stands !== undefined && says(stands, incoming)) return;
  const { target, authorization: stamp, isLegacy, nesting } = incoming;
  const fresh = { isLegacy, stamp, nesting, request: undefined, attempts: 0 };
  const unknown = { quoted: undefined, quotedAccount: undefined, state: "pending" } as const;
  const checkAt = target !== undefined && nesting < maxNesting ? now : undefined;
  const quote: Quote = { status: status.id, quotedUri: target, ...unknown, ...fresh, checkAt };
  const settled = await settleQuote(work, { quote, status, now });
  await work.quotes.put(
    settled.quotedUri === stands?.quotedUri ? { ...settled, ...keptOf(settled, stands) } : settled,
  );
}

/** Whether nothing is new. A permission that is told anew has to be looked at. */
function says({ quotedUri, stamp, isLegacy, state }: Quote, incoming: IncomingQuote): boolean {
  if (quotedUri !== incoming.target) return false;
  const isTold = incoming.authorization === undefined || incoming.authorization === stamp;
  return isTold && (isLegacy === incoming.isLegacy || state !== "pending");
}

/** What was agreed upon here stands, whatever the quoting server says of it. */
function keptOf(settled: Quote, stands: Quote | undefined): Partial<Quote> {
  if (stands === undefined || settled.state !== "pending" || settled.checkAt !== undefined) return {};
  const { state, stamp, request } = stands;
  return { state, stamp, request };
}

/**
 * What can be said of a quote by what is known here: people may quote themselves; a boost, or what is not for
 * everybody, nobody can quote; of what was written here, only our own consent counts; and all else needs the
 * permission of the other server, without which it waits.
 */
export async function settleQuote(
  work: Pick<Work, "accounts" | "statuses">,
  { quote, status, now }: { readonly quote: Quote; readonly status: Status; readonly now: Date },
): Promise<Quote> {
  const quoted = quote.quotedUri === undefined ? undefined : await work.statuses.byUri(quote.quotedUri);
  const author = quoted && (await work.accounts.byId(quoted.account));
  if (quoted === undefined || author === undefined) return quote;
  const known = { ...quote, quoted: quoted.id, quotedAccount: author.id };
  return { ...known, ...verdictOn(quoted, { author, quote, by: status.account, now }) };
}

interface Claim {
  readonly author: Account;
  readonly quote: Quote;
  readonly by: Account["id"];
  readonly now: Date;
}

function verdictOn(
  quoted: Status,
  { author, quote, by, now }: Claim,
): Pick<Quote, "state" | "checkAt"> & { readonly stamp?: undefined } {
  if (quoted.boostOf !== undefined) return { state: "rejected", checkAt: undefined };
  if (quoted.account === by) return { state: "accepted", checkAt: undefined };
  if (!isQuotable(quoted)) return { state: "rejected", checkAt: undefined };
  if (isLocal(author)) return { state: "pending", checkAt: undefined, stamp: undefined };
  return { state: "pending", checkAt: quote.stamp === undefined ? undefined : now };
}
