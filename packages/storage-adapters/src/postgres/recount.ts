import type { Connection, Fragment, Sql } from "./connect.ts";
import { isCountedReply } from "./counters.ts";

/** Whose counters can be counted anew. */
export type Counted = "accounts" | "statuses" | "polls";

const batch = 100;

const accountCounts = (sql: Sql): Fragment => sql`
  (select count(*)::int from statuses where account_id = a.id and deleted_at is null and visibility <> 'direct'),
  (select count(*)::int from follows where followed_id = a.id and state = 'accepted'),
  (select count(*)::int from follows where follower_id = a.id and state = 'accepted')`;

const statusCounts = (sql: Sql): Fragment => sql`
  (select count(*)::int from statuses where in_reply_to = s.id and deleted_at is null and ${isCountedReply(sql)}),
  (select count(*)::int from statuses where boost_of = s.id and deleted_at is null),
  (select count(*)::int from favourites where status_id = s.id),
  (select count(*)::int from quotes q join statuses x on x.id = q.status_id
   where q.quoted_id = s.id and q.state = 'accepted' and x.deleted_at is null and x.${isCountedReply(sql)})`;

/** Ids of accounts one of whose counters is wrong. */
export const wrongAccounts = (sql: Sql): Fragment => sql`
  select id from accounts a
  where deleted_at is null and (statuses_count, followers_count, following_count) <> (${accountCounts(sql)})`;

/** Ids of statuses one of whose counters is wrong. */
export const wrongStatuses = (sql: Sql): Fragment => sql`
  select id from statuses s
  where deleted_at is null and (replies_count, boosts_count, favourites_count, quotes_count) <> (${statusCounts(sql)})`;

/**
 * Ids of statuses with a poll one of whose counters is wrong. What other servers tell of their polls cannot be counted.
 */
export const wrongPolls = (sql: Sql): Fragment => sql`
  select status_id as id from polls p
  where fetched_at is null and (
    voters_count <> (${votersCount(sql)})
    or exists (select from poll_options o where o.status_id = p.status_id and votes_count <> (${votesCount(sql)})))`;

const votersCount = (sql: Sql): Fragment => sql`
  select count(distinct account_id)::int from poll_votes v where v.status_id = p.status_id`;

const votesCount = (sql: Sql): Fragment => sql`
  select count(*)::int from poll_votes v where v.status_id = o.status_id and v.place = o.place`;

const counters: {
  readonly [What in Counted]: {
    readonly wrong: (sql: Sql) => Fragment;
    readonly mend: (sql: Sql, ids: readonly string[]) => Promise<void>;
  };
} = {
  accounts: { wrong: wrongAccounts, mend: recountAccounts },
  statuses: { wrong: wrongStatuses, mend: recountStatuses },
  polls: { wrong: wrongPolls, mend: recountPolls },
};

/**
 * Sets right every counter that is wrong, while others go on writing, and resolves to how many rows were.
 * A row is locked before it is counted: whoever adds to what is counted holds that lock until it commits.
 */
export async function recount(connection: Connection, what: Counted): Promise<number> {
  const { wrong, mend } = counters[what];
  const ids = (await connection<{ id: string }[]>`${wrong(connection)}`).map(({ id }) => id);
  for (let first = 0; first < ids.length; first += batch) {
    const some = ids.slice(first, first + batch);
    await connection.begin((sql) => mend(sql, some));
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
    update statuses s set (replies_count, boosts_count, favourites_count, quotes_count) = (select ${statusCounts(sql)})
    where id = any(${[...ids]}::bigint[])`;
}

async function recountPolls(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql`select from polls where status_id = any(${[...ids]}::bigint[]) order by status_id for update`;
  await sql`update polls p set voters_count = (${votersCount(sql)}) where status_id = any(${[...ids]}::bigint[])`;
  await sql`update poll_options o set votes_count = (${votesCount(sql)}) where status_id = any(${[...ids]}::bigint[])`;
}
