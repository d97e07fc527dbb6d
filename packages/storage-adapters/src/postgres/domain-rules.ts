import type { DomainRule, DomainRuleStore } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { asRows, bounds, newestFirst, ordered } from "./paging.ts";

const columns = (sql: Sql): Fragment => sql`
  domain, severity, rejects_media, rejects_reports, public_comment, private_comment, is_obfuscated, at`;

export function domainRuleStore(sql: Sql): DomainRuleStore {
  const id = sql`id`;
  return {
    put: (rule) => put(sql, rule),
    async remove(domain) {
      const { count } = await sql`delete from domain_rules where domain = ${domain}`;
      return count > 0;
    },
    async byDomain(domain) {
      const [row] = await sql<
        DomainRule[]
      >`select ${columns(sql)} from domain_rules where domain = ${domain}`;
      return row && asRule(row);
    },
    async about(domains) {
      if (domains.length === 0) return [];
      const rows = await sql<DomainRule[]>`
        select ${columns(sql)} from domain_rules where domain = any(${[...domains]}::text[])`;
      return rows.map(asRule);
    },
    async all(page) {
      const rows = await sql<(DomainRule & { cursor: string })[]>`
        select id as cursor, ${columns(sql)} from domain_rules
        where true ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return newestFirst(rows, page).map(({ cursor, ...item }) => ({ cursor, item: asRule(item) }));
    },
    async allow(domain, at) {
      const { count } = await sql`
        insert into allowed_domains (domain, at) values (${domain}, ${at}) on conflict (domain) do nothing`;
      return count > 0;
    },
    async disallow(domain) {
      const { count } = await sql`delete from allowed_domains where domain = ${domain}`;
      return count > 0;
    },
    async isAllowed(domain) {
      const [row] = await sql`select from allowed_domains where domain = ${domain}`;
      return row !== undefined;
    },
    async allowed(page) {
      const rows = await sql<{ cursor: string; item: string }[]>`
        select id as cursor, domain as item from allowed_domains
        where true ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return asRows(rows, page);
    },
  };
}

/** Said only where it is so. */
function asRule({ isObfuscated, ...rule }: DomainRule): DomainRule {
  return isObfuscated === true ? { ...rule, isObfuscated } : rule;
}

async function put(
  sql: Sql,
  { domain, severity, rejectsMedia, rejectsReports, publicComment, privateComment, at, ...rest }: DomainRule,
): Promise<void> {
  await sql`
      insert into domain_rules (
        domain, severity, rejects_media, rejects_reports, public_comment, private_comment, is_obfuscated, at
      ) values (
        ${domain}, ${severity}, ${rejectsMedia}, ${rejectsReports}, ${publicComment}, ${privateComment},
        ${rest.isObfuscated ?? false}, ${at}
      )
      on conflict (domain) do update set severity = excluded.severity, rejects_media = excluded.rejects_media,
        rejects_reports = excluded.rejects_reports, public_comment = excluded.public_comment,
        private_comment = excluded.private_comment, is_obfuscated = excluded.is_obfuscated, at = excluded.at`;
}
