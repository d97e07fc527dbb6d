import type { InteractionPolicy, PolicyStore, Quote, QuoteStore, StatusId } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { isCountedReply } from "./counters.ts";
import type { Listed } from "./marks.ts";
import { asRows, bounds, ordered } from "./paging.ts";

const columns = (sql: Sql): Fragment => sql`
  q.status_id as status, q.quoted_uri, q.quoted_id as quoted, q.quoted_account, q.state, q.is_legacy, q.stamp,
  q.request, q.nesting, q.check_at, q.attempts`;

export function quoteStore(sql: Sql): QuoteStore {
  const some = async (condition: Fragment): Promise<Quote[]> => [
    ...(await sql<Quote[]>`select ${columns(sql)} from quotes q where ${condition}`),
  ];
  return {
    put: (quote) => put(sql, quote),
    async change(status, from, change) {
      const [stands] = await some(
        sql`q.status_id = ${status} and q.state = any(${[...from]}::text[]) for update`,
      );
      if (stands === undefined) return undefined;
      const changed = { ...stands, ...change };
      await put(sql, changed);
      return changed;
    },
    async remove(status) {
      const [row] = await sql<{ count: number }[]>`
        with former as (
          delete from quotes where status_id = ${status} returning status_id, quoted_id, state
        ), ${counted(sql, sql`select quoted_id, -1 as n from former where ${isCounted(sql, sql`former`)}`)}
        select count(*)::int as count from former`;
      return row?.count === 1;
    },
    of: async (ids) => (ids.length === 0 ? [] : some(sql`q.status_id = any(${[...ids]}::bigint[])`)),
    byRequest: async (uri) => (await some(sql`q.request = ${uri} limit 1`))[0],
    byStamp: (uri) => some(sql`q.stamp = ${uri}`),
    async quoting(quoted, page) {
      const id = sql`q.status_id`;
      const rows = await sql<Listed<StatusId>[]>`
        select q.status_id as cursor, q.status_id as item from quotes q join statuses s on s.id = q.status_id
        where q.quoted_id = ${quoted} and q.state = 'accepted' and s.deleted_at is null
          ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return asRows(rows, page);
    },
    due: (now, limit) => some(sql`q.check_at <= ${now} order by q.check_at limit ${limit}`),
  };
}

/** Whether a quote counts for what it quotes: accepted, and of a status that anybody can see. */
const isCounted = (sql: Sql, quote: Fragment): Fragment => sql`
  ${quote}.state = 'accepted' and exists (
    select from statuses where id = ${quote}.status_id and deleted_at is null and ${isCountedReply(sql)})`;

/** Adds differences to the counters of what is quoted. */
const counted = (sql: Sql, differences: Fragment): Fragment => sql`
  counted as (
    update statuses set quotes_count = greatest(0, quotes_count + d.n)
    from (
      select quoted_id, sum(n)::int as n from (${differences}) each_one where quoted_id is not null
      group by quoted_id having sum(n) <> 0
    ) d where statuses.id = d.quoted_id
  )`;

async function put(sql: Sql, quote: Quote): Promise<void> {
  const { status, quotedUri, quoted, quotedAccount, state, isLegacy, stamp, request, nesting, checkAt } =
    quote;
  await sql`select from quotes where status_id = ${status} for update`;
  await sql`
    with former as (
      select status_id, quoted_id, state from quotes where status_id = ${status}
    ), present as (
      insert into quotes (
        status_id, quoted_uri, quoted_id, quoted_account, state, is_legacy, stamp, request, nesting, check_at, attempts)
      values (${status}, ${quotedUri ?? null}, ${quoted ?? null}, ${quotedAccount ?? null}, ${state}, ${isLegacy},
        ${stamp ?? null}, ${request ?? null}, ${nesting}, ${checkAt ?? null}, ${quote.attempts})
      on conflict (status_id) do update set quoted_uri = excluded.quoted_uri, quoted_id = excluded.quoted_id,
        quoted_account = excluded.quoted_account, state = excluded.state, is_legacy = excluded.is_legacy,
        stamp = excluded.stamp, request = excluded.request, nesting = excluded.nesting, check_at = excluded.check_at,
        attempts = excluded.attempts
      returning status_id, quoted_id, state
    ), ${counted(
      sql,
      sql`
        select quoted_id, -1 as n from former where ${isCounted(sql, sql`former`)}
        union all
        select quoted_id, 1 from present where ${isCounted(sql, sql`present`)}`,
    )}
    select from present`;
}

export function policyStore(sql: Sql): PolicyStore {
  return {
    async put(status, policy) {
      await sql`
        insert into status_policies (status_id, policy) values (${status}, ${JSON.stringify(policy)}::text::jsonb)
        on conflict (status_id) do update set policy = excluded.policy`;
    },
    async of(ids) {
      if (ids.length === 0) return new Map();
      const rows = await sql<{ status: StatusId; policy: Partial<InteractionPolicy> }[]>`
        select status_id as status, policy from status_policies where status_id = any(${[...ids]}::bigint[])`;
      return new Map(rows.map(({ status, policy }) => [status, asPolicy(policy)]));
    },
  };
}

/** As JSON holds it: what is undefined is not there. */
function asPolicy({ quote, like, reply, boost }: Partial<InteractionPolicy>): InteractionPolicy {
  return { quote, like, reply, boost };
}
