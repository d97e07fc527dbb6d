import type { Connection, Fragment, Sql } from "./connect.ts";
import { isCountedReply } from "./counters.ts";

/** Whose counters can be counted anew. */
export type Counted = "accounts" | "statuses";

const batch = 100;

const accountCounts = (sql: Sql): Fragment => sql`
  (select count(*)::int from statuses where account_id = a.id and deleted_at is null and visibility <> 'direct'),
  (select count(*)::int from follows where followed_id = a.id and state = 'accepted'),
  (select count(*)::int from follows where follower_id = a.id and state = 'accepted')`;

const statusCounts = (sql: Sql): Fragment => sql`
  (select count(*)::int from statuses where in_reply_to = s.id and deleted_at is null and ${isCountedReply(sql)}),
  (select count(*)::int from statuses where boost_of = s.id and deleted_at is null),
  (select count(*)::int from favourites where status_id = s.id)`;

/** Ids of accounts one of whose counters is wrong. */
export const wrongAccounts = (sql: Sql): Fragment => sql`
  select id from accounts a
  where deleted_at is null and (statuses_count, followers_count, following_count) <> (${accountCounts(sql)})`;

/** Ids of statuses one of whose counters is wrong. */
export const wrongStatuses = (sql: Sql): Fragment => sql`
  select id from statuses s
  where deleted_at is null and (replies_count, boosts_count, favourites_count) <> (${statusCounts(sql)})`;

/**
 * Sets right every counter that is wrong, while others go on writing, and resolves to how many rows were.
 * A row is locked before it is counted: whoever adds to what is counted holds that lock until it commits.
 */
export async function recount(connection: Connection, what: Counted): Promise<number> {
  const wrong = what === "accounts" ? wrongAccounts(connection) : wrongStatuses(connection);
  const ids = (await connection<{ id: string }[]>`${wrong}`).map(({ id }) => id);
  for (let first = 0; first < ids.length; first += batch) {
    const some = ids.slice(first, first + batch);
    await connection.begin((sql) => (what === "accounts" ? recountAccounts : recountStatuses)(sql, some));
  }
  return ids.length;
}

async function recountAccounts(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql`select from accounts where id = any(${[...ids]}::bigint[]) order by id for update`;
  await sql`
    update accounts a set (statuses_count, followers_count, following_count) = (select ${accountCounts(sql)})
    where id = any(${[...ids]}::bigint[])`;
}

async function recountStatuses(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql`select from statuses where id = any(${[...ids]}::bigint[]) order by id for update`;
  await sql`
    update statuses s set (replies_count, boosts_count, favourites_count) = (select ${statusCounts(sql)})
    where id = any(${[...ids]}::bigint[])`;
}
