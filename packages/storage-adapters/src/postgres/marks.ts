import type { AccountId, Page, Row, StatusId } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { asRows, bounds, ordered } from "./paging.ts";

/** A row of a list, with the id under which the list knows it. */
export type Listed<Item> = { readonly cursor: string; readonly item: Item };

/** Those of the statuses that an account has marked. */
export async function among(
  sql: Sql,
  table: Fragment,
  { account, statuses }: { readonly account: AccountId; readonly statuses: readonly StatusId[] },
): Promise<ReadonlySet<StatusId>> {
  if (statuses.length === 0) return new Set();
  const rows = await sql<{ statusId: StatusId }[]>`
    select status_id from ${table} where account_id = ${account} and status_id = any(${[...statuses]}::bigint[])`;
  return new Set(rows.map(({ statusId }) => statusId));
}

/** What an account has marked, newest first. */
export async function marked(
  sql: Sql,
  table: Fragment,
  { account, page }: { readonly account: AccountId; readonly page: Page },
): Promise<Row<StatusId>[]> {
  const id = sql`m.id`;
  const rows = await sql<Listed<StatusId>[]>`
    select m.id as cursor, m.status_id as item from ${table} m join statuses s on s.id = m.status_id
    where m.account_id = ${account} and s.deleted_at is null ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
  return asRows(rows, page);
}
