import type { AccountId, List, Page, StatusId } from "@trunkline/social";
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

/** Whose statuses a timeline is made of, and which of them. */
export interface Gathering {
  /**
   * The tables `authors`, with the columns of a follow and whether what they say is shown at all, and `wanted_tags`,
   * with the hashtags that are followed.
   */
  readonly sources: Fragment;
  /** Whether a status `s` of an author `f` belongs in it. */
  readonly rule: Fragment;
  /** Whether a status `s` that carries a wanted tag belongs in it. */
  readonly tagRule: Fragment;
}

/**
 * Nothing is kept for a reader, so that nothing has to be mended when a follow, a status or its audience changes.
 *
 * First the newest statuses of everybody are looked through: whoever follows many finds a page among them. Whoever
 * does not is answered by asking each author and each hashtag, in two rounds (see `merged`).
 */
export async function gather(sql: Sql, gathering: Gathering, page: Page): Promise<StatusId[]> {
  const near = await lookNearby(sql, gathering, page);
  const looked = near[0]?.looked ?? 0;
  const found = near.filter(({ id }) => id !== undefined);
  const isEnough = found.length >= page.limit || looked < nearby;
  const rows = isEnough ? found : await merged(sql, gathering, page);
  return newestFirst(rows, page).map(({ id }) => id);
}

/** Whom the reader keeps apart: the members of their exclusive lists. */
export const keptApart = (sql: Sql, reader: Fragment | AccountId): Fragment => sql`
  select m.account_id from lists l join list_members m on m.list_id = l.id
  where l.account_id = ${reader} and l.exclusive`;

/** The reader's own part, the accepted follows, and the hashtags that are followed. */
export const homeSources = (sql: Sql, reader: AccountId): Fragment => sql`
  authors as materialized (
    select ${reader}::bigint as reader, ${reader}::bigint as author, true as show_boosts, null::text[] as languages,
      true as is_shown
    union all
    select follower_id, followed_id, show_boosts, languages, followed_id not in (${keptApart(sql, reader)})
    from follows where follower_id = ${reader} and followed_id <> ${reader} and state = 'accepted'
  ), wanted_tags as materialized (
    select tag_id from followed_tags where account_id = ${reader}
  )`;

/** The members of a list whom its owner follows, and the owner, if they are in it. */
export const listSources = (sql: Sql, { id, account }: List): Fragment => sql`
  authors as materialized (
    select ${account}::bigint as reader, m.account_id as author, coalesce(f.show_boosts, true) as show_boosts,
      f.languages, true as is_shown
    from list_members m left join follows f on f.id = m.follow_id
    where m.list_id = ${id} and (m.follow_id is null or f.state = 'accepted')
  ), wanted_tags as materialized (
    select null::bigint as tag_id where false
  )`;

/** Whether a reply `s` is to one of them. Read once for the whole statement, and not once for each reply. */
export const isToOneOf = (sql: Sql): Fragment => sql`s.in_reply_to_account in (select author from authors)`;

/** Asked once, so that whoever follows no hashtag pays nothing for those who do. */
const hasTags = (sql: Sql): Fragment => sql`exists (select from wanted_tags)`;

/**
 * Those of the statuses next to the cursor, of whomever, that belong in the timeline. All between the cursor and the
 * last of them were looked at: what is found stands in its place, and only what follows may be missing.
 */
async function lookNearby(
  sql: Sql,
  { sources, rule, tagRule }: Gathering,
  page: Page,
): Promise<readonly Nearby[]> {
  const id = sql`s.id`;
  return sql<Nearby[]>`
    with ${sources}, near as materialized (
      select s.* from statuses s where true ${bounds(sql, id, page)} ${ordered(sql, id, { ...page, limit: nearby })}
    ), held as (
      select s.id from near s join authors f on f.author = s.account_id
      where f.is_shown and s.deleted_at is null and ${rule}
      union
      select s.id from near s
      where ${hasTags(sql)} and ${tagRule} and exists (
        select from status_tags st where st.status_id = s.id and st.tag_id in (select tag_id from wanted_tags))
    )
    select held.id, looked from (select count(*)::int as looked from near) all_of_them left join held on true
    ${ordered(sql, sql`held.id`, page)}`;
}

/**
 * Asks each author, and each wanted tag, for the first of theirs. Where there are as many as the page has rows, it ends
 * no later than with the last of these, so that only those whose first is among them are asked for more, and none for
 * what lies behind it. As many short walks along `statuses_account` and `status_tags_tag` as there are of both, and
 * then as many as the page has rows.
 */
async function merged(sql: Sql, { sources, rule, tagRule }: Gathering, page: Page): Promise<readonly Row[]> {
  const id = sql`s.id`;
  const first = sql`first`;
  const isUpwards = page.minId !== undefined;
  const isInPage = (column: Fragment): Fragment =>
    isUpwards
      ? sql`${column} <= coalesce((select last from ends), 9223372036854775807)`
      : sql`${column} >= coalesce((select last from ends), -1)`;
  const last = isUpwards ? sql`max(first)` : sql`min(first)`;
  const ofAuthor = sql`
    from statuses s where s.account_id = f.author and s.deleted_at is null and ${rule} ${bounds(sql, id, page)}`;
  const ofTag = sql`
    from status_tags st join statuses s on s.id = st.status_id
    where st.tag_id = t.tag_id and ${tagRule} ${bounds(sql, sql`st.status_id`, page)}`;
  return sql<Row[]>`
    with ${sources}, heads as materialized (
      select f.*, head.id as first from authors f cross join lateral (
        select s.id ${ofAuthor} ${ordered(sql, id, { ...page, limit: 1 })}
      ) head where f.is_shown
    ), tag_heads as materialized (
      select t.tag_id, head.id as first from wanted_tags t cross join lateral (
        select s.id ${ofTag} ${ordered(sql, sql`st.status_id`, { ...page, limit: 1 })}
      ) head
    ), ends as materialized (
      select case when count(*) = ${page.limit} then ${last} end as last
      from (
        select first from (select first from heads union select first from tag_heads) all_heads
        ${ordered(sql, first, page)}
      ) firsts
    )
    select id from (
      select own.id from heads f cross join lateral (
        select s.id ${ofAuthor} and ${isInPage(id)} ${ordered(sql, id, page)}
      ) own where ${isInPage(sql`f.first`)}
      union
      select own.id from tag_heads t cross join lateral (
        select s.id ${ofTag} and ${isInPage(sql`st.status_id`)} ${ordered(sql, sql`st.status_id`, page)}
      ) own where ${isInPage(sql`t.first`)}
    ) both_kinds ${ordered(sql, sql`id`, page)}`;
}
