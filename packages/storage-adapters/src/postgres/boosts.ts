import type { AccountId, BoostStore, StatusId } from "@trunkline/social";
import type { Sql } from "./connect.ts";
import type { Listed } from "./marks.ts";
import { asRows, bounds, ordered } from "./paging.ts";

export function boostStore(sql: Sql): BoostStore {
  return {
    async among(account, statuses) {
      if (statuses.length === 0) return new Set();
      const rows = await sql<{ boostOf: StatusId }[]>`
        select boost_of from statuses
        where account_id = ${account} and boost_of = any(${[...statuses]}::bigint[]) and deleted_at is null`;
      return new Set(rows.map(({ boostOf }) => boostOf));
    },
    async by(status, page) {
      const id = sql`id`;
      const rows = await sql<Listed<AccountId>[]>`
        select id as cursor, account_id as item from statuses
        where boost_of = ${status} and deleted_at is null ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return asRows(rows, page);
    },
  };
}
