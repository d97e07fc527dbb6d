import type { SigningKey } from "../ports.ts";
import type { FetchDocument } from "./documents.ts";

/**
 * Asks without a signature first, and once more signed by the server's own actor where that finds
 * nothing: some servers show their documents only to those who say who they are.
 *
 * @param instanceKey resolves to `undefined` on a host without such an actor
 */
export function signWhenRefused(
  fetchDocument: FetchDocument,
  instanceKey: () => Promise<SigningKey | undefined>,
): FetchDocument {
  return async (url, options = {}) => {
    const first = await fetchDocument(url, options);
    if (first.ok || first.reason !== "not-found" || options.as !== undefined) return first;
    const as = await instanceKey();
    return as === undefined ? first : fetchDocument(url, { as });
  };
}
