import type { Account } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import type { StatusId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Status, Visibility } from "../statuses/status.ts";
import { visibleStatus } from "../statuses/visible.ts";
import type { Work } from "../stores.ts";
import { leaveToQuote } from "./permit.ts";
import { isQuotable } from "./quote.ts";
import { requestOf, stampOf } from "./stamp.ts";

/** What a new status of this server quotes. */
export interface Quoting {
  readonly quoted: Status;
  readonly quotedAuthor: Account;
  /** Whether its author agreed beforehand; otherwise they are asked. */
  readonly isAgreed: boolean;
}

/**
 * What somebody wants to quote. Refuses with `not-found` what they cannot see or may not quote: at Mastodon, too,
 * the one is told as the other.
 */
export async function readQuoting(work: Work, author: Account, id: StatusId): Promise<Quoting> {
  const quoted = await visibleStatus(work, author.id, id);
  const quotedAuthor = await work.accounts.byId(quoted.account);
  if (quotedAuthor === undefined) throw new Refusal("not-found");
  const isOwn = quoted.account === author.id;
  if (isOwn ? quoted.visibility === "direct" : !isQuotable(quoted)) throw new Refusal("not-found");
  const leave = await leaveToQuote(work, author.id, quoted);
  if (leave === "denied" && !isOwn) throw new Refusal("not-found");
  return { quoted, quotedAuthor, isAgreed: isOwn || (isLocal(quotedAuthor) && leave === "automatic") };
}

/** What quotes a status for followers is for followers as well. */
export function quotingVisibility({ quoted }: Quoting, wanted: Visibility): Visibility {
  return quoted.visibility === "private" && wanted !== "direct" ? "private" : wanted;
}

/** Keeps the quote with the status that makes it. */
export async function storeQuoting(
  work: Work,
  { id, author }: { readonly id: StatusId; readonly author: Account },
  { quoted, quotedAuthor, isAgreed }: Quoting,
): Promise<void> {
  await work.quotes.put({
    status: id,
    quotedUri: quoted.uri,
    quoted: quoted.id,
    quotedAccount: quoted.account,
    state: isAgreed ? "accepted" : "pending",
    isLegacy: false,
    stamp: isAgreed ? stampOf(quotedAuthor, id) : undefined,
    request: isAgreed ? undefined : requestOf(author, id),
    nesting: 0,
    checkAt: undefined,
    attempts: 0,
  });
}
