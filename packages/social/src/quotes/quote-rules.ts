import type { AccountId, StatusId } from "../kernel/id.ts";
import { after, days, hours, minutes } from "../kernel/time.ts";
import type { Clock } from "../ports.ts";
import { findVisible } from "../statuses/visible.ts";
import type { Storage, Work } from "../stores.ts";
import { settleQuote } from "./arrive.ts";
import { leaveToQuote } from "./permit.ts";
import type { Quote } from "./quote.ts";
import { isQuotable } from "./quote.ts";
import { stampOf } from "./stamp.ts";

/** Somebody elsewhere asks whether a status of theirs may quote one of this server. */
export interface QuoteWish {
  readonly by: AccountId;
  /** The status of this server. */
  readonly quoted: StatusId;
  /** The address of the activity that asks. */
  readonly request: string;
  /** The address of the status that would quote. */
  readonly instrument: string;
}

/** What another server said about a permission. */
export type StampVerdict = "valid" | "invalid" | "unreachable";

/** What other servers may say about quotes. For the federation door alone; each may be said twice. */
export interface QuoteRules {
  /**
   * Whether a wish to quote is granted. One that is not is refused, and its author told; what is not for everybody,
   * or is unknown to the asker, is answered with silence (F-172).
   */
  mayQuote(wish: QuoteWish): Promise<boolean>;
  /**
   * Accepts a quote that was wished for. `false`, and nothing changes, where the status is not the asker's or does
   * not quote what was asked for (F-173), or where consent was taken back before.
   */
  accept(wish: QuoteWish, quoting: StatusId): Promise<boolean>;
  /** The quoted author's yes to a quote of this server (F-174). @param stamp the address of the permission */
  receiveAccept(author: AccountId, request: string, stamp: string): Promise<boolean>;
  /** The quoted author's no, or no longer. */
  receiveReject(author: AccountId, request: string): Promise<boolean>;
  /** The quoted author takes a permission back (F-145). `false` when it is none of theirs. */
  receiveRevocation(author: AccountId, stamp: string): Promise<boolean>;
  /** What is quoted has been found: says again what can be said of the quote here. */
  found(status: StatusId): Promise<Quote | undefined>;
  /** Keeps what asking for a permission has shown (F-175, F-176, F-177). */
  checked(status: StatusId, verdict: StampVerdict): Promise<void>;
}

/** How long a permission is believed before it is looked at again. */
const recheckAfter = days(7);
/** How often a permission is asked for in vain before it is left alone. */
const maxAttempts = 8;

export function createQuoteRules({
  storage: { transact },
  clock,
}: {
  readonly storage: Storage;
  readonly clock: Clock;
}): QuoteRules {
  const now = (): Date => clock.now();
  return {
    mayQuote: (wish) => transact((work) => mayQuote(work, wish, now())),
    accept: (wish, quoting) => transact((work) => accept(work, { wish, quoting }, now())),
    receiveAccept: (author, request, stamp) =>
      transact(async (work) => {
        const quote = await work.quotes.byRequest(request);
        if (quote === undefined || quote.quotedAccount !== author) return false;
        return acceptStamp(work, { quote, stamp, checkAt: after(now(), recheckAfter) }, now());
      }),
    receiveReject: (author, request) =>
      transact(async (work) => {
        const quote = await work.quotes.byRequest(request);
        return quote?.quotedAccount === author && end(work, quote, now());
      }),
    receiveRevocation: (author, stamp) =>
      transact(async (work) => {
        const quotes = await work.quotes.byStamp(stamp);
        let isEnded = false;
        for (const quote of quotes) {
          if (quote.quotedAccount === author) isEnded = (await end(work, quote, now())) || isEnded;
        }
        return isEnded;
      }),
    found: (status) => transact((work) => found(work, status, now())),
    checked: (status, verdict) => transact((work) => checked(work, { id: status, verdict }, now())),
  };
}

async function mayQuote(work: Work, wish: QuoteWish, now: Date): Promise<boolean> {
  const quoted = await findVisible(work, wish.by, wish.quoted);
  if (quoted === undefined || !isQuotable(quoted)) return false;
  if ((await leaveToQuote(work, wish.by, quoted)) === "automatic") return true;
  refuse(work, wish, now);
  return false;
}

function refuse(work: Work, { by, quoted: status, request, instrument }: QuoteWish, now: Date): void {
  work.record({ type: "quote.refused", status, by, request, instrument, at: now.getTime() });
}

async function accept(
  work: Work,
  { wish, quoting }: { readonly wish: QuoteWish; readonly quoting: StatusId },
  now: Date,
): Promise<boolean> {
  const [status, [quote], quoted] = await Promise.all([
    work.statuses.byId(quoting),
    work.quotes.of([quoting]),
    work.statuses.byId(wish.quoted),
  ]);
  const author = quoted && (await work.accounts.byId(quoted.account));
  if (status?.account !== wish.by || quote?.quoted !== wish.quoted || author === undefined) return false;
  if (quote.state === "revoked" || quote.state === "rejected") {
    refuse(work, wish, now);
    return false;
  }
  const granted = { state: "accepted", stamp: stampOf(author, quoting), request: wish.request } as const;
  if ((await work.quotes.change(quoting, ["pending"], granted)) === undefined) return false;
  work.record({ type: "quote.accepted", status: quoting, quoted: wish.quoted, at: now.getTime() });
  return true;
}

async function acceptStamp(
  work: Work,
  { quote, stamp, checkAt }: { readonly quote: Quote; readonly stamp: string; readonly checkAt: Date },
  now: Date,
): Promise<boolean> {
  const granted = { state: "accepted", stamp, checkAt, attempts: 0 } as const;
  if ((await work.quotes.change(quote.status, ["pending"], granted)) === undefined) return false;
  const { status, quoted } = quote;
  if (quoted !== undefined) work.record({ type: "quote.accepted", status, quoted, at: now.getTime() });
  return true;
}

/** What was accepted is revoked, and what waited is rejected. */
async function end(work: Work, { status, state, quoted }: Quote, now: Date): Promise<boolean> {
  if (state !== "accepted" && state !== "pending") return false;
  const how = state === "accepted" ? "revoked" : "rejected";
  const ended = await work.quotes.change(status, [state], { state: how, checkAt: undefined });
  if (ended === undefined) return false;
  if (quoted !== undefined) work.record({ type: "quote.ended", status, quoted, how, at: now.getTime() });
  return true;
}

async function found(work: Work, id: StatusId, now: Date): Promise<Quote | undefined> {
  const [[quote], status] = await Promise.all([work.quotes.of([id]), work.statuses.byId(id)]);
  if (quote === undefined || status === undefined) return undefined;
  if (quote.quoted !== undefined) return quote;
  const settled = await settleQuote(work, { quote, status, now });
  if (settled.quoted === undefined) {
    await work.quotes.change(id, ["pending"], { checkAt: undefined });
    return undefined;
  }
  await work.quotes.put(settled);
  if (settled.state === "accepted") {
    work.record({ type: "quote.accepted", status: id, quoted: settled.quoted, at: now.getTime() });
  }
  return settled;
}

async function checked(
  work: Work,
  { id, verdict }: { readonly id: StatusId; readonly verdict: StampVerdict },
  now: Date,
): Promise<void> {
  const [quote] = await work.quotes.of([id]);
  if (quote === undefined || (quote.state !== "pending" && quote.state !== "accepted")) return;
  if (verdict === "invalid") {
    await end(work, quote, now);
    return;
  }
  if (verdict === "unreachable") {
    const attempts = quote.attempts + 1;
    const isHopeless = quote.state === "pending" && attempts >= maxAttempts;
    const wait = Math.min(minutes(5) * 2 ** quote.attempts, hours(24));
    await work.quotes.change(id, [quote.state], {
      attempts,
      checkAt: isHopeless ? undefined : after(now, wait),
    });
    return;
  }
  const checkAt = after(now, recheckAfter);
  const { stamp } = quote;
  if (quote.state === "pending" && stamp !== undefined) {
    await acceptStamp(work, { quote, stamp, checkAt }, now);
  } else {
    await work.quotes.change(id, ["accepted"], { checkAt, attempts: 0 });
  }
}
