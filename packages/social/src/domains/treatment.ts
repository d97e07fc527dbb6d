import { lineOf, readDomain } from "../kernel/domain.ts";
import type { DomainRule, DomainRuleStore } from "./domain-rules.store.ts";

/** What all rules about a server together come to. */
export type Treatment = Pick<DomainRule, "severity" | "rejectsMedia" | "rejectsReports">;

const severities: Readonly<Record<DomainRule["severity"], number>> = { none: 0, limit: 1, suspend: 2 };

/**
 * How a server is dealt with: by the rule about it and by those about every domain above it, the strictest of each
 * (S-049). A host that makes no sense has no rules.
 */
export async function treatmentOf(rules: DomainRuleStore, host: string): Promise<Treatment> {
  const domain = readDomain(host);
  const found = domain === undefined ? [] : await rules.about(lineOf(domain));
  return found.reduce<Treatment>(stricter, { severity: "none", rejectsMedia: false, rejectsReports: false });
}

function stricter(one: Treatment, other: Treatment): Treatment {
  return {
    severity: severities[other.severity] > severities[one.severity] ? other.severity : one.severity,
    rejectsMedia: one.rejectsMedia || other.rejectsMedia,
    rejectsReports: one.rejectsReports || other.rejectsReports,
  };
}

/** The same of several hosts together: an account is of its handle's domain, and of the server that it lives on. */
export async function treatmentOfAll(rules: DomainRuleStore, hosts: readonly string[]): Promise<Treatment> {
  const each = await Promise.all(hosts.map((host) => treatmentOf(rules, host)));
  return each.reduce<Treatment>(stricter, { severity: "none", rejectsMedia: false, rejectsReports: false });
}
