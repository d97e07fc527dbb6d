import type { Fragment, Sql } from "./connect.ts";

/** Whether the parent's count of replies tells of a status: a count must not betray what few may see. */
export const isCountedReply = (sql: Sql): Fragment => sql`visibility in ('public', 'unlisted')`;

/**
 * What a removal takes from the counters of authors, parents and boosted statuses: statements of a WITH whose
 * `removed` holds the rows that leave, and whose `quoting` what those quoted. They see the tables as before the removal, so `removed` is left out by hand.
 */
export const discount = (sql: Sql): Fragment => sql`
  authors as (
    update accounts a set
      statuses_count = greatest(0, a.statuses_count - r.count),
      last_status_at = (
        select s.created_at from statuses s
        where s.account_id = a.id and s.deleted_at is null and s.visibility <> 'direct'
          and not exists (select from removed x where x.id = s.id)
        order by s.id desc limit 1)
    from (
      select account_id, count(*)::int as count from removed where visibility <> 'direct' group by account_id
    ) r where a.id = r.account_id
  ), counted as (
    update statuses s set
      replies_count = greatest(0, s.replies_count - r.replies),
      boosts_count = greatest(0, s.boosts_count - r.boosts),
      quotes_count = greatest(0, s.quotes_count - r.quotes)
    from (
      select id, sum(replies)::int as replies, sum(boosts)::int as boosts, sum(quotes)::int as quotes from (
        select in_reply_to as id, 1 as replies, 0 as boosts, 0 as quotes from removed
        where in_reply_to is not null and ${isCountedReply(sql)}
        union all
        select boost_of, 0, 1, 0 from removed where boost_of is not null
        union all
        select quoted_id, 0, 0, 1 from quoting where quoted_id is not null
      ) each_one group by id
    ) r where s.id = r.id and not exists (select from removed x where x.id = s.id)
  )`;
