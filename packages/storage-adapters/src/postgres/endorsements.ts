import type { AccountId, EndorsementStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";
import { asRows, bounds, ordered } from "./paging.ts";

export function endorsementStore(sql: Sql): EndorsementStore {
  return {
    async add(account, target, at) {
      const { count } = await sql`
        insert into endorsements (account_id, target_id, at) values (${account}, ${target}, ${at})
        on conflict (account_id, target_id) do nothing`;
      return count > 0;
    },
    async remove(account, target) {
      const { count } =
        await sql`delete from endorsements where account_id = ${account} and target_id = ${target}`;
      return count > 0;
    },
    async among(account, others) {
      if (others.length === 0) return new Set();
      const rows = await sql<{ target: AccountId }[]>`
        select target_id as target from endorsements
        where account_id = ${account} and target_id = any(${[...others]}::bigint[])`;
      return new Set(rows.map(({ target }) => target));
    },
    async of(account, page) {
      const id = sql`id`;
      const rows = await sql<{ cursor: string; item: AccountId }[]>`
        select id as cursor, target_id as item from endorsements
        where account_id = ${account} ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return asRows(rows, page);
    },
    async forget(account) {
      await sql`delete from endorsements where account_id = ${account} or target_id = ${account}`;
    },
  };
}
