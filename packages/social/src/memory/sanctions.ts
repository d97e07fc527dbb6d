import type { Account, Sanctioner } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import type { Sanction } from "../accounts/accounts.store.ts";
import { isBelow } from "../kernel/domain.ts";
import type { AccountId } from "../kernel/id.ts";
import type { DomainRule } from "../domains/domain-rules.store.ts";
import type { Tables } from "./tables.ts";

/** What `AccountStore.sanction` promises. */
export function sanction({ accounts }: Tables, id: AccountId, given: Sanction): boolean {
  const account = accounts.get(id);
  if (account === undefined) return false;
  const after = sanctioned(account, given);
  accounts.set(id, after);
  const since = (one: Account) => (given.kind === "suspend" ? one.suspendedAt : one.limitedAt);
  return (since(account) === undefined) !== (since(after) === undefined);
}

function sanctioned(account: Account, { kind, by, at }: Sanction): Account {
  const [before, since] =
    kind === "suspend" ? [account.suspendedBy, account.suspendedAt] : [account.limitedBy, account.limitedAt];
  const names: readonly Sanctioner[] =
    at === undefined ? before.filter((one) => one !== by) : before.includes(by) ? before : [...before, by];
  const until = names.length === 0 ? undefined : (since ?? at);
  return kind === "suspend"
    ? { ...account, suspendedBy: names, suspendedAt: until }
    : { ...account, limitedBy: names, limitedAt: until };
}

/** What `AccountStore.applyDomainRules` promises. */
export function applyDomainRules(tables: Tables, domain: string, now: Date): void {
  const rules = tables.domainRules.values().map(({ rule }) => rule);
  for (const account of tables.accounts.values()) {
    if (isLocal(account) || !isOf(account, domain)) continue;
    const severities = new Set(rules.filter((rule) => isOf(account, rule.domain)).map(severityOf));
    const at = (severity: DomainRule["severity"]) => (severities.has(severity) ? now : undefined);
    sanction(tables, account.id, { kind: "suspend", by: "domain", at: at("suspend") });
    sanction(tables, account.id, { kind: "limit", by: "domain", at: at("limit") });
  }
}

const severityOf = ({ severity }: DomainRule): DomainRule["severity"] => severity;

/** An account is of its handle's domain, and of the server that it lives on. */
function isOf({ domain, uri }: Account, above: string): boolean {
  const hosts = [domain ?? "", URL.parse(uri)?.host ?? ""];
  return hosts.some((host) => isBelow(host, above));
}
