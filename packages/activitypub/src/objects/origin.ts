import type { Href } from "./reference.ts";

/** Scheme, host and port of an address; `undefined` when it is none. */
function originOf(href: Href): string | undefined {
  const origin = URL.parse(href)?.origin;
  return origin === "null" ? undefined : origin;
}

/** Host and port of an address, as they are compared; empty when it is none. */
export function hostOf(href: Href): string {
  return URL.parse(href)?.host ?? "";
}

/**
 * Whether two addresses lie on the same server, so that one may speak for the other (FEP-fe34).
 */
export function sameOrigin(one: Href, other: Href): boolean {
  const origin = originOf(one);
  return origin !== undefined && origin === originOf(other);
}
