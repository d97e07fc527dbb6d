import {
  firstIdAt,
  type ReviewedTrend,
  type Trend,
  type TrendKind,
  type TrendPage,
  type TrendStore,
  type Use,
} from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";

export function trendStore(sql: Sql): TrendStore {
  return {
    uses: async (kind, { from, until, minimum, limit }) => [
      ...(await sql<Use[]>`
        select used.* from (${uses[kind](sql, { from, until })}) used
        where accounts >= ${minimum} order by accounts desc, subject collate "C" limit ${limit}`),
    ],
    kept: (kind) => sql<Trend[]>`
      select subject, language, author_id as author, peak, peak_at, score from trends where kind = ${kind}`,
    replace: (kind, trends) => replace(sql, kind, trends),
    async listed(kind, page) {
      const rows = await sql<{ subject: string }[]>`${listed(sql, kind, page)}`;
      return rows.map(({ subject }) => subject);
    },
    async isListed(kind, subject, isReviewed) {
      const [row] = await sql<{ shown: boolean }[]>`
        select coalesce(r.is_allowed, ${!isReviewed}::boolean) as shown
        from trends t left join trend_reviews r using (kind, subject) where kind = ${kind} and subject = ${subject}`;
      return row?.shown === true;
    },
    async review(kind, subject, { isAllowed, at }) {
      await sql`
        insert into trend_reviews (kind, subject, is_allowed, at) values (${kind}, ${subject}, ${isAllowed}, ${at})
        on conflict (kind, subject) do update set is_allowed = excluded.is_allowed, at = excluded.at`;
    },
    reviewed: (kind, limit) => sql<ReviewedTrend[]>`
      select t.subject, t.language, t.author_id as author, t.peak, t.peak_at, t.score, r.is_allowed
      from trends t left join trend_reviews r using (kind, subject)
      where kind = ${kind} order by r.is_allowed is not null, t.score desc, t.subject collate "C" limit ${limit}`,
  };
}

type Within = Readonly<Record<"from" | "until", Date>>;

/** Ids are no older than what they are of, so that what is old is not even looked at. */
const isPublic = (sql: Sql, { from, until }: Within): Fragment => sql`
  s.id >= ${firstIdAt(from)} and s.created_at >= ${from} and s.created_at < ${until} and s.visibility = 'public' and s.boost_of is null
  and s.deleted_at is null and a.suspended_at is null and a.limited_at is null`;

const uses: Readonly<Record<TrendKind, (sql: Sql, within: Within) => Fragment>> = {
  tag: (sql, within) => sql`
    select t.name as subject, count(distinct s.account_id)::int as accounts, null as language, null as author
    from status_tags st join tags t on t.id = st.tag_id join statuses s on s.id = st.status_id
    join accounts a on a.id = s.account_id
    where st.status_id >= ${firstIdAt(within.from)} and ${isPublic(sql, within)} group by t.name`,
  link: (sql, within) => sql`
    select c.url as subject, count(distinct s.account_id)::int as accounts, c.language, null as author
    from status_links l join cards c on sha256(c.url::bytea) = sha256(l.url::bytea) join statuses s on s.id = l.status_id
    join accounts a on a.id = s.account_id
    where l.status_id >= ${firstIdAt(within.from)} and l.due_at is null and ${isPublic(sql, within)}
    group by c.url, c.language`,
  status: (sql, within) => sql`
    select s.id::text as subject, (
      select count(distinct who)::int from (
        select account_id as who from favourites where status_id = s.id
        union all select account_id from statuses b where b.boost_of = s.id and b.deleted_at is null
      ) used where who <> s.account_id) as accounts, s.language, s.account_id as author
    from statuses s join accounts a on a.id = s.account_id
    where ${isPublic(sql, within)} and s.favourites_count + s.boosts_count > 0 and not s.sensitive
      and s.spoiler_text = '' and s.in_reply_to is null and s.in_reply_to_uri is null and a.discoverable`,
};

/** All of a kind in two statements. */
async function replace(sql: Sql, kind: TrendKind, trends: readonly Trend[]): Promise<void> {
  const column = <Key extends keyof Trend>(key: Key): Trend[Key][] => trends.map((trend) => trend[key]);
  const orNull = (values: readonly (string | undefined)[]): (string | null)[] =>
    values.map((one) => one ?? null);
  await sql`delete from trends where kind = ${kind} and not subject = any(${column("subject")}::text[])`;
  if (trends.length === 0) return;
  await sql`
    insert into trends (kind, subject, language, author_id, peak, peak_at, score)
    select ${kind}::text, * from unnest(${column("subject")}::text[], ${orNull(column("language"))}::text[],
      ${orNull(column("author"))}::bigint[], ${column("peak")}::float8[], ${column("peakAt").map((at) => at.toISOString())}::text[]::timestamptz[],
      ${column("score")}::float8[])
    on conflict (kind, subject) do update set language = excluded.language, author_id = excluded.author_id,
      peak = excluded.peak, peak_at = excluded.peak_at, score = excluded.score`;
}

const listed = (
  sql: Sql,
  kind: TrendKind,
  { limit, offset, isReviewed, languages }: TrendPage,
): Fragment => sql`
  select t.subject from trends t left join trend_reviews r using (kind, subject)
  where kind = ${kind} and coalesce(r.is_allowed, ${!isReviewed}::boolean)
  order by coalesce(t.language = any(${[...languages]}::text[]), false) desc, t.score desc, t.subject collate "C"
  limit ${limit} offset ${offset}`;
