import {
  type AccountId,
  type ScheduledId,
  type ScheduledLimits,
  type ScheduledPost,
  type ScheduledStore,
  toId,
} from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { bounds, newestFirst, ordered } from "./paging.ts";

const columns = (sql: Sql): Fragment =>
  sql`id, account_id as account, due_at as at, post, created_at, refusal`;

export function scheduledStore(sql: Sql): ScheduledStore {
  const isDue = (now: Date): Fragment => sql`refusal is null and due_at <= ${now}::timestamptz`;
  return {
    async add({ id, account, at, post, createdAt }, limits) {
      const { total, perDay } = await waiting(sql, { account, at });
      if (total >= limits.total || perDay >= limits.perDay) return false;
      await sql`
        insert into scheduled_statuses (id, account_id, due_at, post, created_at)
        values (${id}, ${account}, ${at}, ${sql.json(JSON.parse(JSON.stringify(post)))}, ${createdAt})`;
      return true;
    },
    async byId(account, id) {
      const [row] = await sql<ScheduledPost[]>`
        select ${columns(sql)} from scheduled_statuses where id = ${id} and account_id = ${account}`;
      return row;
    },
    async of(account, page) {
      const id = sql`id`;
      const rows = await sql<ScheduledPost[]>`
        select ${columns(sql)} from scheduled_statuses where account_id = ${account}
          ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return newestFirst(rows, page).map((item) => ({ cursor: item.id, item }));
    },
    async move({ account, id, at }, limits) {
      const { perDay } = await waiting(sql, { account, at, id });
      if (perDay >= limits.perDay) return "full";
      const { count } = await sql`
        update scheduled_statuses set due_at = ${at}, refusal = null where id = ${id} and account_id = ${account}`;
      return count > 0 ? "moved" : "missing";
    },
    async remove(account, id) {
      const { count } =
        await sql`delete from scheduled_statuses where id = ${id} and account_id = ${account}`;
      return count > 0;
    },
    async due(now, limit) {
      const rows = await sql<ScheduledPost[]>`
        select ${columns(sql)} from scheduled_statuses where ${isDue(now)} order by due_at limit ${limit}`;
      return [...rows];
    },
    async take(id, now) {
      const { count } = await sql`delete from scheduled_statuses where id = ${id} and ${isDue(now)}`;
      return count > 0;
    },
    async refuse(id, reason, now) {
      await sql`update scheduled_statuses set refusal = ${reason} where id = ${id} and ${isDue(now)}`;
    },
  };
}

/** How many posts of an account wait, and how many for its day, beside one that is moved; whoever else asks waits for this transaction's end. */
async function waiting(
  sql: Sql,
  {
    account,
    at,
    id = toId("0"),
  }: { readonly account: AccountId; readonly at: Date; readonly id?: ScheduledId },
): Promise<ScheduledLimits> {
  await sql`select from accounts where id = ${account} for no key update`;
  const [row] = await sql<ScheduledLimits[]>`
    select count(*)::int as total,
      (count(*) filter (where (due_at at time zone 'UTC')::date = (${at}::timestamptz at time zone 'UTC')::date))::int
        as per_day
    from scheduled_statuses where account_id = ${account} and id <> ${id}`;
  return row ?? { total: 0, perDay: 0 };
}
