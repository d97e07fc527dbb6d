import type { DomainRule } from "../domains/domain-rules.store.ts";

/** How a domain is shown to everybody: where its rule says so, only the first and last quarter of its letters. */
export function shownDomain({ domain, isObfuscated }: Pick<DomainRule, "domain" | "isObfuscated">): string {
  if (isObfuscated !== true) return domain;
  const letters = Array.from(domain);
  const kept = Math.floor(letters.length / 4);
  return letters
    .map((letter, place) => (letter !== "." && place > kept && place < letters.length - kept ? "*" : letter))
    .join("");
}
