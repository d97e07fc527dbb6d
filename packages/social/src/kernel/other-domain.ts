import { readDomain } from "./domain.ts";
import { Refusal } from "./refusal.ts";
import { canonicalDomain } from "./untrusted.ts";
import type { Home } from "./untrusted.ts";

/** The canonical form of another server's domain. Refuses with `invalid` what is no domain, and one of our own. */
export function otherDomain(given: string, { domain: ours, origin }: Home): string {
  const domain = readDomain(given);
  if (domain === undefined) throw new Refusal("invalid", "This is not a domain.");
  const isOurs = domain === canonicalDomain(ours) || domain === new URL(origin).host;
  if (isOurs) throw new Refusal("invalid", "This is the domain of this server.");
  return domain;
}
