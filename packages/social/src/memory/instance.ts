import type { InstanceStore, Rule } from "../instance/instance.store.ts";
import { isBelow } from "../kernel/domain.ts";
import { compareIds } from "../kernel/id.ts";
import { after, days } from "../kernel/time.ts";
import type { Tables } from "./tables.ts";

export function instanceStore(tables: Tables): InstanceStore {
  const { operatorSettings, rules, terms, serial } = tables;
  return {
    settings: async () => operatorSettings.values(),
    set: async (setting) => operatorSettings.set(setting.name, setting),
    unset: async (name) => operatorSettings.delete(name),
    rules: async () =>
      rules
        .values()
        .filter(({ removedAt }) => removedAt === undefined)
        .sort((one, other) => compareIds(one.id, other.id))
        .map(({ removedAt: _, ...rule }): Rule => rule),
    async addRule(rule) {
      const made = { ...rule, id: serial() };
      rules.set(made.id, { ...made, removedAt: undefined });
      return made;
    },
    async removeRule(id, at) {
      const rule = rules.get(id);
      if (rule === undefined || rule.removedAt !== undefined) return false;
      rules.set(id, { ...rule, removedAt: at });
      return true;
    },
    terms: async () => terms.values().sort((one, other) => (one.effectiveOn < other.effectiveOn ? 1 : -1)),
    async addTerms(given) {
      if (terms.has(given.effectiveOn)) return false;
      terms.set(given.effectiveOn, given);
      return true;
    },
    ...activityStore(tables),
    peers: async (start, limit) =>
      domainsIn(tables)
        .filter((domain) => domain.startsWith(start) && !hasRule(tables, domain))
        .slice(0, limit),
    countPeers: async () => domainsIn(tables).length,
  };
}

function activityStore(tables: Tables): Pick<InstanceStore, "visit" | "countWeek" | "weeks" | "keepWeek"> {
  const { accounts, statuses, users, visits, weeks } = tables;
  return {
    visit: async (user, week) => visits.set(`${user} ${week.getTime()}`, { user, week }),
    async countWeek(week) {
      const isIn = (at: Date): boolean => at >= week && at < after(week, days(7));
      const written = statuses
        .values()
        .filter(({ boostOf, deletedAt }) => boostOf === undefined && deletedAt === undefined)
        .filter(({ visibility }) => visibility === "public" || visibility === "unlisted")
        .filter(({ account, createdAt }) => isIn(createdAt) && accounts.get(account)?.domain === undefined);
      return {
        statuses: written.length,
        logins: visits.values().filter((each) => each.week.getTime() === week.getTime()).length,
        registrations: users.values().filter(({ createdAt }) => isIn(createdAt)).length,
      };
    },
    weeks: async (from) => weeks.values().filter(({ week }) => week >= from),
    keepWeek: async (week) => weeks.set(String(week.week.getTime()), week),
  };
}

function domainsIn({ accounts }: Tables): readonly string[] {
  return [...new Set(accounts.values().flatMap(({ domain }) => domain ?? []))].sort((one, other) =>
    one < other ? -1 : 1,
  );
}

function hasRule({ domainRules }: Tables, domain: string): boolean {
  return domainRules.values().some(({ rule }) => rule.severity !== "none" && isBelow(domain, rule.domain));
}
