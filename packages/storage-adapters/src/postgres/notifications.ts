import type {
  AccountId,
  NewNotification,
  Notification,
  NotificationFilter,
  NotificationId,
  NotificationStore,
  Page,
} from "@trunkline/social";
import type { Sql } from "./connect.ts";
import { notificationGroupStore } from "./notification-groups.ts";
import { notificationColumns, passes } from "./notification-rows.ts";
import { bounds, newestFirst, ordered } from "./paging.ts";

export function notificationStore(sql: Sql): NotificationStore {
  return {
    ...notificationGroupStore(sql),
    add: (notifications, { renews } = { renews: false }) => add(sql, notifications, renews),
    of: (account, filter, page) => list(sql, { account, filter }, page),
    async byId(account, id) {
      const [row] = await sql<Notification[]>`
        select ${notificationColumns(sql)} from notifications where id = ${id} and account_id = ${account}`;
      return row;
    },
    async countAfter(account, filter, { id, limit }) {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::int as count from (
          select from notifications where account_id = ${account} ${passes(sql, filter)}
            ${id === undefined ? sql`` : sql`and id > ${id}::bigint`} limit ${limit}) counted`;
      return row?.count ?? 0;
    },
    async release(account, from, limit) {
      const { count } = await sql`
        update notifications set filtered = false where id = any(array(
          select id from notifications where account_id = ${account} and from_id = ${from} and filtered
          order by id desc limit ${limit}))`;
      return count;
    },
    async drop(account, from, { until, limit }) {
      const { count } = await sql`
        delete from notifications where id = any(array(
          select id from notifications
          where account_id = ${account} and from_id = ${from} and filtered and id <= ${until}::bigint
          order by id desc limit ${limit}))`;
      return count;
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

/** Each joins the newest group of its reader that it may join: one look into an index a row. */
async function add(
  sql: Sql,
  notifications: readonly NewNotification[],
  renews: boolean,
): Promise<ReadonlySet<NotificationId>> {
  if (notifications.length === 0) return new Set();
  const each = <Value>(value: (one: NewNotification) => Value): Value[] => notifications.map(value);
  const rows = await sql<{ id: NotificationId }[]>`
    insert into notifications (id, account_id, from_id, type, status_id, at, filtered, group_key)
    select n.id, n.account_id, n.from_id, n.type, n.status_id, n.at, n.filtered::boolean, coalesce((
      select o.group_key from notifications o
      where o.account_id = n.account_id and o.group_key between n.earliest and n.latest
      order by o.group_key desc limit 1), n.latest)
    from unnest(
      ${each(({ id }) => id)}::bigint[], ${each(({ account }) => account)}::bigint[],
      ${each(({ from }) => from)}::bigint[], ${each(({ type }) => type)}::text[],
      ${each(({ status }) => status ?? null)}::bigint[], ${each(({ at }) => at.toISOString())}::timestamptz[],
      ${each(({ filtered }) => String(filtered))}::text[], ${each(({ group }) => group?.earliest ?? null)}::text[],
      ${each(({ group }) => group?.latest ?? null)}::text[]
    ) n (id, account_id, from_id, type, status_id, at, filtered, earliest, latest)
    on conflict ${
      renews
        ? sql`(account_id, from_id, type, coalesce(status_id, 0)) do update
            set id = excluded.id, at = excluded.at, filtered = excluded.filtered`
        : sql`do nothing`
    }
    returning id`;
  return new Set(rows.map(({ id }) => id));
}

async function list(
  sql: Sql,
  { account, filter }: { readonly account: AccountId; readonly filter: NotificationFilter },
  page: Page,
): Promise<Notification[]> {
  const id = sql`id`;
  const rows = await sql<Notification[]>`
    select ${notificationColumns(sql)} from notifications where account_id = ${account} ${passes(sql, filter)}
      ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
  return newestFirst(rows, page);
}
