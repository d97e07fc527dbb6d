import type { AccountId, Barrier, Block, BlockStore } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { asRows, bounds, ordered } from "./paging.ts";

const columns = (sql: Sql): Fragment => sql`id, account_id as account, target_id as target, uri, at`;

export function blockStore(sql: Sql): BlockStore {
  const id = sql`id`;
  return {
    async add({ id: block, account, target, uri, at }) {
      const { count } = await sql`
        insert into blocks (id, account_id, target_id, uri, at)
        values (${block}, ${account}, ${target}, ${uri}, ${at}) on conflict (account_id, target_id) do nothing`;
      return count > 0;
    },
    async readdress(account, target, uri) {
      await sql`update blocks set uri = ${uri} where account_id = ${account} and target_id = ${target}`;
    },
    async remove(account, target) {
      const [row] = await sql<Block[]>`
        delete from blocks where account_id = ${account} and target_id = ${target} returning ${columns(sql)}`;
      return row;
    },
    async byUri(uri) {
      const [row] = await sql<Block[]>`select ${columns(sql)} from blocks where uri = ${uri} limit 1`;
      return row;
    },
    async of(account, page) {
      const rows = await sql<{ cursor: string; item: AccountId }[]>`
        select id as cursor, target_id as item from blocks
        where account_id = ${account} ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return asRows(rows, page);
    },
    async against(target, page) {
      const rows = await sql<{ cursor: string; item: AccountId }[]>`
        select id as cursor, account_id as item from blocks
        where target_id = ${target} ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return asRows(rows, page);
    },
    barriers: (viewer, others) => barriers(sql, viewer, others),
    async addDomain(account, domain, at) {
      const { count } = await sql`
        insert into blocked_domains (account_id, domain, at) values (${account}, ${domain}, ${at})
        on conflict (account_id, domain) do nothing`;
      return count > 0;
    },
    async removeDomain(account, domain) {
      const { count } = await sql`
        delete from blocked_domains where account_id = ${account} and domain = ${domain}`;
      return count > 0;
    },
    async domainsOf(account, page) {
      const rows = await sql<{ cursor: string; item: string }[]>`
        select id as cursor, domain as item from blocked_domains
        where account_id = ${account} ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return asRows(rows, page);
    },
  };
}

/** A domain without its port: rules are about servers, whichever port they listen at. */
const hostOf = (sql: Sql, domain: Fragment): Fragment => sql`split_part(${domain}, ':', 1)`;

/** Whether a domain is another one, or lies below it. */
export const isBelow = (sql: Sql, domain: Fragment, above: Fragment): Fragment => sql`
  right('.' || ${hostOf(sql, domain)}, length(${hostOf(sql, above)}) + 1) = '.' || ${hostOf(sql, above)}`;

async function barriers(sql: Sql, viewer: AccountId, others: readonly AccountId[]): Promise<Barrier[]> {
  if (others.length === 0) return [];
  const blocksServer = (account: Fragment, domain: Fragment): Fragment => sql`
    exists (select from blocked_domains d where d.account_id = ${account} and ${isBelow(sql, domain, sql`d.domain`)})`;
  const rows = await sql<Barrier[]>`
    select * from (
      select other.id as of,
        exists (select from blocks where account_id = self.id and target_id = other.id) as blocking,
        exists (select from blocks where account_id = other.id and target_id = self.id) as blocked_by,
        ${blocksServer(sql`self.id`, sql`other.domain`)} as domain_blocking,
        ${blocksServer(sql`other.id`, sql`self.domain`)} as domain_blocked_by
      from accounts self, accounts other
      where self.id = ${viewer} and other.id = any(${[...new Set(others)]}::bigint[])
    ) each_one
    where blocking or blocked_by or domain_blocking or domain_blocked_by`;
  return [...rows];
}
