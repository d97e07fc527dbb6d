import type { Note, Quote as WireQuote } from "@trunkline/activitypub";
import { toUri } from "../kernel/id.ts";
import { escapeHtml } from "../kernel/render-text.ts";
import type { IncomingQuote, Quote } from "./quote.ts";

/** What a note quotes, as it is kept here. */
export function fromQuote({ quote }: Note, nesting: number): IncomingQuote | undefined {
  if (quote === undefined) return undefined;
  const { target, authorization, isLegacy } = quote;
  return {
    target: target === undefined ? undefined : toUri<"object">(target),
    authorization,
    isLegacy,
    nesting,
  };
}

/** A quote of this server's, with the permission where there is one. */
export function toQuote({ quotedUri, state, stamp }: Quote): WireQuote {
  return {
    target: quotedUri,
    authorization: state === "accepted" ? stamp : undefined,
    isLegacy: false,
  };
}

/** What servers that know no quotes show instead; the others know it by its class, and hide it. */
export function quoteFallback(url: string): string {
  const address = escapeHtml(url);
  return `<p class="quote-inline">RE: <a href="${address}">${address}</a></p>`;
}
