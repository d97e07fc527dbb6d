import type { Authorization, Federation } from "@trunkline/activitypub";
import { Refusal } from "../kernel/refusal.ts";
import { isOurs, isSameOrigin } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Clock } from "../ports.ts";
import type { Posts } from "../statuses/posts.activity.ts";
import type { Storage } from "../stores.ts";
import type { QuoteRules, StampVerdict } from "./quote-rules.ts";
import type { Quote } from "./quote.ts";

export interface VerifyNeeds {
  readonly federation: Pick<Federation, "fetchAuthorization">;
  readonly storage: Storage;
  readonly posts: Posts;
  readonly rules: { readonly quotes: QuoteRules };
  readonly clock: Clock;
  readonly settings: Home;
}

/** How many quotes are looked at in one go. */
const batch = 20;

/**
 * Looks at the quotes that are due: finds what is quoted, and asks the quoted author's server whether it agrees.
 * What was accepted is asked for again after a week. Resolves to how many there were; may be called at any time.
 */
export async function verifyQuotes(needs: VerifyNeeds): Promise<number> {
  const due = await needs.storage.stores.quotes.due(needs.clock.now(), batch);
  for (const quote of due) await verify(quote, needs);
  return due.length;
}

async function verify(quote: Quote, needs: VerifyNeeds): Promise<void> {
  const { quotes } = needs.rules;
  const isFound = quote.quoted !== undefined || (await isFetched(quote, needs));
  if (!isFound) return quotes.checked(quote.status, "unreachable");
  const known = await quotes.found(quote.status);
  if (known?.stamp === undefined || known.checkAt === undefined) return;
  await quotes.checked(quote.status, await askFor(known.stamp, known, needs));
}

/** Whether what is quoted could be asked for. Whether it is there is another question. */
async function isFetched({ quotedUri, nesting }: Quote, { posts }: VerifyNeeds): Promise<boolean> {
  if (quotedUri === undefined) return true;
  try {
    await posts.byUri(quotedUri, undefined, nesting + 1);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === "unreachable") return false;
    throw error;
  }
}

/** Nobody but the quoted author's own server can tell, and never we ourselves. */
async function askFor(
  stamp: string,
  quote: Quote,
  { federation, storage, settings }: VerifyNeeds,
): Promise<StampVerdict> {
  const { accounts, statuses } = storage.stores;
  const [status, author] = await Promise.all([
    statuses.byId(quote.status),
    quote.quotedAccount === undefined ? undefined : accounts.byId(quote.quotedAccount),
  ]);
  if (status === undefined || author === undefined) return "invalid";
  if (isOurs(stamp, settings) || !isSameOrigin(stamp, author.uri)) return "invalid";
  const fetched = await federation.fetchAuthorization(stamp);
  if (!fetched.ok) return fetched.reason === "unreachable" ? "unreachable" : "invalid";
  const named: Authorization = {
    type: "QuoteAuthorization",
    id: stamp,
    attributedTo: author.uri,
    interactingObject: status.uri,
    interactionTarget: quote.quotedUri ?? "",
  };
  return isSame(named, fetched.value) ? "valid" : "invalid";
}

function isSame(one: Authorization, other: Authorization): boolean {
  return (
    one.type === other.type &&
    one.id === other.id &&
    one.attributedTo === other.attributedTo &&
    one.interactingObject === other.interactingObject &&
    one.interactionTarget === other.interactionTarget
  );
}
