import type { SigningKey } from "../ports.ts";
import { signMessage } from "./sign-message.ts";
import { signRequestAsync } from "./sign-request.ts";
import type { OutgoingRequest } from "./sign-request.ts";

/** A way of signing a request without a body. */
export type Scheme = "draft-cavage" | "draft-cavage-without-query" | "rfc9421";

type Sign = (request: OutgoingRequest, key: SigningKey, now: Date) => Promise<Record<string, string>>;

/** How each is done. */
export const signBy: Readonly<Record<Scheme, Sign>> = {
  "draft-cavage": signRequestAsync,
  "draft-cavage-without-query": (request, key, now) =>
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
    ...new Set([
      ...(known === undefined ? [] : [known]),
      "draft-cavage" as const,
      ...ofQuery,
      "rfc9421" as const,
    ]),
  ];
}
