import type { AccountId, Notification, NotificationFilter, NotificationStore, Page } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { bounds, newestFirst, ordered } from "./paging.ts";

const columns = (sql: Sql): Fragment => sql`
  id, account_id as account, from_id as "from", type, status_id as status, at`;

export function notificationStore(sql: Sql): NotificationStore {
  return {
    async add({ id, account, from, type, status, at }) {
      const { count } = await sql`
        insert into notifications (id, account_id, from_id, type, status_id, at)
        values (${id}, ${account}, ${from}, ${type}, ${status ?? null}, ${at})
        on conflict do nothing`;
      return count > 0;
    },
    of: (account, filter, page) => list(sql, { account, filter }, page),
    async byId(account, id) {
      const [row] = await sql<Notification[]>`
        select ${columns(sql)} from notifications where id = ${id} and account_id = ${account}`;
      return row;
    },
    async dismiss(account, id) {
      const { count } = await sql`delete from notifications where id = ${id} and account_id = ${account}`;
      return count > 0;
    },
    async clear(account) {
      await sql`delete from notifications where account_id = ${account}`;
    },
    async retract({ account, from, type, status }) {
      await sql`
        delete from notifications where account_id = ${account} and from_id = ${from} and type = ${type}
          and coalesce(status_id, 0) = ${status ?? "0"}::bigint`;
    },
    async retractFrom(account, from) {
      await sql`delete from notifications where account_id = ${account} and from_id = ${from}`;
    },
    async retractStatus(status) {
      await sql`delete from notifications where status_id = ${status}`;
    },
  };
}

async function list(
  sql: Sql,
  { account, filter }: { readonly account: AccountId; readonly filter: NotificationFilter },
  page: Page,
): Promise<Notification[]> {
  const { types, excludeTypes, from } = filter;
  const id = sql`id`;
  const rows = await sql<Notification[]>`
    select ${columns(sql)} from notifications where account_id = ${account}
      ${types === undefined ? sql`` : sql`and type = any(${[...types]}::text[])`}
      ${excludeTypes.length === 0 ? sql`` : sql`and type <> all(${[...excludeTypes]}::text[])`}
      ${from === undefined ? sql`` : sql`and from_id = ${from}`}
      ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
  return newestFirst(rows, page);
}
