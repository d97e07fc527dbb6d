import type { Href } from "./reference.ts";

/** Scheme, host and port of an address; `undefined` when it is none. */
function originOf(href: Href): string | undefined {
  const origin = URL.parse(href)?.origin;
  return origin === "null" ? undefined : origin;
}

/**
 * Whether two addresses lie on the same server, so that one may speak for the other (FEP-fe34).
 */
export function sameOrigin(one: Href, other: Href): boolean {
  const origin = originOf(one);
  return origin !== undefined && origin === originOf(other);
}
