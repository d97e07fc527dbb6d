import type { SigningKey } from "../ports.ts";
import type { Wanted } from "./accept-signature.ts";
import { signMessage } from "./sign-message.ts";
import { signRequestAsync } from "./sign-request.ts";
import type { OutgoingRequest } from "./sign-request.ts";

/** A way of signing a request. */
export type Scheme = "draft-cavage" | "draft-cavage-without-query" | "rfc9421";

/** What comes first, where nothing is known of a server: all but a few understand it (T8). */
export const FIRST_SCHEME: Scheme = "draft-cavage";

/** When it is signed, and in which form, where the other server said so. */
export interface SignOptions {
  readonly now: Date;
  readonly wanted?: Wanted | undefined;
}

type Sign = (
  request: OutgoingRequest,
  key: SigningKey,
  options: SignOptions,
) => Promise<Record<string, string>>;

/** How each is done. */
export const signBy: Readonly<Record<Scheme, Sign>> = {
  "draft-cavage": (request, key, { now }) => signRequestAsync(request, key, now),
  "draft-cavage-without-query": (request, key, { now }) =>
    signRequestAsync({ ...request, url: request.url.split("?", 1)[0] ?? "" }, key, now),
  rfc9421: signMessage,
};

/**
 * The ways to try at an address, one after the other: the older draft, which most understand; the same as those
 * read it who leave out the query (F-064); the standard (F-065).
 *
 * @param known the one that was good there before, which then comes first
 */
export function schemesFor(url: string, known: Scheme | undefined): readonly Scheme[] {
  const ofQuery: readonly Scheme[] = url.includes("?") ? ["draft-cavage-without-query"] : [];
  return [
    ...new Set([...(known === undefined ? [] : [known]), FIRST_SCHEME, ...ofQuery, "rfc9421" as const]),
  ];
}

/** Reads a scheme from where it was remembered. */
export function readScheme(text: string | undefined): Scheme | undefined {
  return text !== undefined && Object.hasOwn(signBy, text) ? (text as Scheme) : undefined; // its keys are the schemes
}
