import type { Policy } from "@trunkline/activitypub";
import { canonicalDomain } from "../kernel/untrusted.ts";

export interface PolicyNeeds {
  /** The only domains that this server has to do with (limited federation); `undefined`: all. */
  readonly allowedDomains: readonly string[] | undefined;
}

/** Answers for the protocol with which other servers this one has to do. A domain stands for itself, and not for what is below it. */
export function createPolicy({ allowedDomains }: PolicyNeeds): Policy {
  const allowed = allowedDomains && new Set(allowedDomains.map(canonicalDomain));
  const isAllowed = (host: string): boolean => allowed === undefined || allowed.has(canonicalDomain(host));
  return {
    mayFetch: async (signer) => isAllowed(URL.parse(signer)?.host ?? ""),
    mayDeliver: async (host) => isAllowed(host),
  };
}
