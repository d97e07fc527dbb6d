import type { AccountId, Page, StatusId } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { bounds, newestFirst, ordered } from "./paging.ts";

/** How many statuses of everybody are looked through before authors are asked one by one. */
const nearby = 1000;

interface Row {
  readonly id: StatusId;
}

interface Nearby extends Row {
  readonly looked: number;
}

/**
 * Nothing is kept for a reader, so that nothing has to be mended when a follow, a status or its audience changes.
 *
 * First the newest statuses of everybody are looked through: whoever follows many finds a page among them. Whoever
 * does not is answered by asking each author, in two rounds (see `merged`).
 */
export async function home(sql: Sql, reader: AccountId, { page, rule }: HomeOf): Promise<StatusId[]> {
  const near = await lookNearby(sql, reader, { page, rule });
  const looked = near[0]?.looked ?? 0;
  const found = near.filter(({ id }) => id !== undefined);
  const isEnough = found.length >= page.limit || looked < nearby;
  const rows = isEnough ? found : await merged(sql, reader, { page, rule });
  return newestFirst(rows, page).map(({ id }) => id);
}

interface HomeOf {
  readonly page: Page;
  /** Whether a status `s` of an author whom the reader follows as `f` belongs in the home. */
  readonly rule: Fragment;
}

/** The reader's own part and the accepted follows. */
const authors = (sql: Sql, reader: AccountId): Fragment => sql`
  authors as materialized (
  select ${reader}::bigint as reader, ${reader}::bigint as author, true as show_boosts, null::text[] as languages
  union all
  select follower_id, followed_id, show_boosts, languages from follows
  where follower_id = ${reader} and followed_id <> ${reader} and state = 'accepted')`;

/** Whether a reply `s` is to one of them. Read once for the whole statement, and not once for each reply. */
export const isToOneOf = (sql: Sql): Fragment => sql`s.in_reply_to_account in (select author from authors)`;

/**
 * Those of the statuses next to the cursor, of whomever, that belong in the home. All between the cursor and the
 * last of them were looked at: what is found stands in its place, and only what follows may be missing.
 */
async function lookNearby(sql: Sql, reader: AccountId, { page, rule }: HomeOf): Promise<readonly Nearby[]> {
  const id = sql`s.id`;
  return sql<Nearby[]>`
    with ${authors(sql, reader)}, near as materialized (
      select s.* from statuses s where true ${bounds(sql, id, page)} ${ordered(sql, id, { ...page, limit: nearby })}
    ), held as (
      select s.id from near s join authors f on f.author = s.account_id
      where s.deleted_at is null and ${rule} ${ordered(sql, id, page)}
    )
    select held.id, looked from (select count(*)::int as looked from near) all_of_them left join held on true
    ${ordered(sql, sql`held.id`, page)}`;
}

/**
 * Asks each author for the first of theirs. Where there are as many as the page has rows, it ends no later than with
 * the last of these, so that only authors whose first is among them are asked for more, and none for what lies
 * behind it. As many short walks along `statuses_account` as there are authors, and then as many as the page has rows.
 */
async function merged(sql: Sql, reader: AccountId, { page, rule }: HomeOf): Promise<readonly Row[]> {
  const id = sql`s.id`;
  const first = sql`first`;
  const isUpwards = page.minId !== undefined;
  const isInPage = (column: Fragment): Fragment =>
    isUpwards
      ? sql`${column} <= coalesce((select last from ends), 9223372036854775807)`
      : sql`${column} >= coalesce((select last from ends), -1)`;
  const last = isUpwards ? sql`max(first)` : sql`min(first)`;
  return sql<Row[]>`
    with ${authors(sql, reader)}, heads as materialized (
      select f.*, head.id as first from authors f cross join lateral (
        select s.id from statuses s
        where s.account_id = f.author and s.deleted_at is null and ${rule}
        ${bounds(sql, id, page)} ${ordered(sql, id, { ...page, limit: 1 })}
      ) head
    ), ends as materialized (
      select case when count(*) = ${page.limit} then ${last} end as last
      from (select first from heads ${ordered(sql, first, page)}) firsts
    )
    select own.id from heads f cross join lateral (
      select s.id from statuses s
      where s.account_id = f.author and s.deleted_at is null and ${rule} and ${isInPage(id)}
      ${bounds(sql, id, page)} ${ordered(sql, id, page)}
    ) own where ${isInPage(sql`f.first`)} ${ordered(sql, sql`own.id`, page)}`;
}
