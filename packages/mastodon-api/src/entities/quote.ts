import type { ShownQuoteState } from "@trunkline/social";
import { z } from "zod";

/** What a status quotes: whole, or inside of a quoted status by its id alone. */
export type QuoteEntity<Status> =
  | { readonly state: ShownQuoteState; readonly quoted_status: Status | null }
  | { readonly state: ShownQuoteState; readonly quoted_status_id: string | null };

const states: readonly ShownQuoteState[] = [
  "pending",
  "accepted",
  "rejected",
  "revoked",
  "deleted",
  "unauthorized",
  "blocked_account",
  "muted_account",
];

const state = z.enum(states);

/** @param status the schema of a status, which holds quotes itself */
export function quoteOf<Status>(status: () => z.ZodType<Status>): z.ZodType<QuoteEntity<Status>> {
  return z.union([
    z.strictObject({ state, quoted_status: z.lazy(status).nullable() }),
    z.strictObject({ state, quoted_status_id: z.string().nullable() }),
  ]);
}

/** What servers without quotes show instead; it is left out where the quote itself is shown (F-178). */
export function withoutFallback(content: string): string {
  return content.replace(/<(p|span) class="quote-inline">.*?<\/\1>/gs, "");
}
