import type { DomainRuleStore } from "../domains/domain-rules.store.ts";
import { pageOf } from "./paging.ts";
import type { Tables } from "./tables.ts";

export function domainRuleStore({ domainRules, allowedDomains, serial }: Tables): DomainRuleStore {
  return {
    async put(rule) {
      const cursor = domainRules.get(rule.domain)?.cursor ?? serial();
      domainRules.set(rule.domain, { cursor, rule });
    },
    remove: async (domain) => domainRules.delete(domain),
    byDomain: async (domain) => domainRules.get(domain)?.rule,
    about: async (domains) => domains.flatMap((domain) => domainRules.get(domain)?.rule ?? []),
    all: async (page) =>
      pageOf(domainRules.values(), page, ({ cursor }) => cursor).map(({ cursor, rule }) => ({
        cursor,
        item: rule,
      })),
    async allow(domain) {
      if (allowedDomains.has(domain)) return false;
      allowedDomains.set(domain, { cursor: serial(), domain });
      return true;
    },
    disallow: async (domain) => allowedDomains.delete(domain),
    isAllowed: async (domain) => allowedDomains.has(domain),
    allowed: async (page) =>
      pageOf(allowedDomains.values(), page, ({ cursor }) => cursor).map(({ cursor, domain }) => ({
        cursor,
        item: domain,
      })),
  };
}
