import type { Here } from "../accounts/handle.ts";
import { otherDomain } from "../kernel/other-domain.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import { paged } from "../kernel/paging.ts";
import { canonicalDomain } from "../kernel/untrusted.ts";
import type { Clock } from "../ports.ts";
import type { Storage } from "../stores.ts";
import type { Treatment } from "./treatment.ts";
import { treatmentOf } from "./treatment.ts";
import type { DomainRule } from "./domain-rules.store.ts";

/** Dealing with other servers. A rule holds for the domain in every spelling, and for all domains below it (S-049). */
export interface Domains {
  /** Sets or replaces the rule about a domain, and applies it to whom is known there. Refuses `invalid` what is no domain, and our own. */
  rule(rule: Omit<DomainRule, "at">): Promise<DomainRule>;
  /** Takes a rule back; who was put aside by it alone is as before. `false` when there was none. */
  unrule(domain: string): Promise<boolean>;
  rules(page: Page): Promise<Paged<DomainRule>>;
  /** What all rules about a host come to. */
  treatmentOf(host: string): Promise<Treatment>;
  /** Lets a server in, where federation is limited to those that are let in. `false` when it was already. */
  allow(domain: string): Promise<boolean>;
  disallow(domain: string): Promise<boolean>;
  allowed(page: Page): Promise<Paged<string>>;
}

export interface DomainsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly settings: Here;
}

export function createDomains({ storage, clock, settings }: DomainsNeeds): Domains {
  const { stores, transact } = storage;
  return {
    rule: (given) =>
      transact(async (work) => {
        const now = clock.now();
        const rule = { ...given, domain: otherDomain(given.domain, settings), at: now };
        await work.domainRules.put(rule);
        await work.accounts.applyDomainRules(rule.domain, now);
        if (rule.severity === "suspend") work.record({ type: "domain.suspended", domain: rule.domain });
        return rule;
      }),
    unrule: (given) =>
      transact(async (work) => {
        const domain = canonicalDomain(given.trim());
        if (!(await work.domainRules.remove(domain))) return false;
        await work.accounts.applyDomainRules(domain, clock.now());
        return true;
      }),
    rules: async (page) => paged(await stores.domainRules.all(page), page),
    treatmentOf: (host) => treatmentOf(stores.domainRules, host),
    allow: (given) => transact((work) => work.domainRules.allow(otherDomain(given, settings), clock.now())),
    disallow: (given) => transact((work) => work.domainRules.disallow(canonicalDomain(given.trim()))),
    allowed: async (page) => paged(await stores.domainRules.allowed(page), page),
  };
}
