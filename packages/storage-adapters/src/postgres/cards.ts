import {
  after,
  type Card,
  type CardStore,
  days,
  firstIdAt,
  type StatusId,
  type UsedCard,
} from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { bounds, newestFirst, ordered } from "./paging.ts";

const columns = (sql: Sql): Fragment => sql`
  c.url, c.title, c.description, c.author_name, c.author_url, c.provider_name, c.provider_url, c.language, c.published_at,
  c.creator_id as creator`;

type CardRow = Card & { readonly statusId: StatusId };
type UsedRow = Card & {
  readonly days: readonly { readonly day: string; readonly uses: number; readonly accounts: number }[];
};

export function cardStore(sql: Sql): CardStore {
  return {
    async link(status, to) {
      if (to === undefined) await sql`delete from status_links where status_id = ${status}`;
      else
        await sql`
          insert into status_links as l (status_id, url, due_at)
          select id, ${to.url}::text, ${to.at}::timestamptz from statuses where id = ${status} and deleted_at is null
          on conflict (status_id) do update set url = excluded.url, due_at = excluded.due_at, attempts = 0
          where l.url <> excluded.url`;
    },
    due: async (now, limit) => [
      ...(await sql<{ status: StatusId; url: string; attempts: number }[]>`
        select status_id as status, url, attempts from status_links where due_at <= ${now}
        order by due_at limit ${limit}`),
    ],
    async putOff({ status, url }, at) {
      await sql`
        update status_links set due_at = ${at}, attempts = attempts + 1 where status_id = ${status} and url = ${url}`;
    },
    async settle({ status, url }) {
      await sql`update status_links set due_at = null where status_id = ${status} and url = ${url}`;
    },
    put: (card, at) => put(sql, card, at),
    async putAt(url) {
      const [row] = await sql<
        { putAt: Date }[]
      >`select put_at from cards where sha256(url::bytea) = sha256(${url}::bytea)`;
      return row?.putAt;
    },
    async of(statuses) {
      if (statuses.length === 0) return new Map();
      const rows = await sql<CardRow[]>`
        select l.status_id, ${columns(sql)} from status_links l join cards c on sha256(c.url::bytea) = sha256(l.url::bytea)
        where l.status_id = any(${[...statuses]}::bigint[]) and l.due_at is null`;
      return new Map(rows.map(({ statusId, ...card }) => [statusId, card]));
    },
    byUrls: (urls, today) => byUrls(sql, urls, today),
    async linking(url, page) {
      const id = sql`l.status_id`;
      const rows = await sql<{ id: StatusId }[]>`
        select l.status_id as id from status_links l join statuses s on s.id = l.status_id
        where ${isAt(sql, url)} and l.due_at is null and s.visibility = 'public' and s.deleted_at is null
          ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return newestFirst(rows, page).map((row) => row.id);
    },
  };
}

/** Word for word what the index `status_links_url` is on. */
const isAt = (sql: Sql, url: string): Fragment => sql`sha256(l.url::bytea) = sha256(${url}::bytea)`;

async function put(sql: Sql, card: Card, at: Date): Promise<void> {
  await sql`
    insert into cards (
      url, title, description, author_name, author_url, provider_name, provider_url, language, published_at, creator_id, put_at
    ) values (
      ${card.url}, ${card.title}, ${card.description}, ${card.authorName}, ${card.authorUrl}, ${card.providerName},
      ${card.providerUrl}, ${card.language ?? null}, ${card.publishedAt ?? null}, ${card.creator ?? null}, ${at}
    ) on conflict (sha256(url::bytea)) do update set title = excluded.title, description = excluded.description,
      author_name = excluded.author_name, author_url = excluded.author_url, provider_name = excluded.provider_name,
      provider_url = excluded.provider_url, language = excluded.language, published_at = excluded.published_at,
      creator_id = excluded.creator_id, put_at = excluded.put_at`;
}

async function byUrls(sql: Sql, urls: readonly string[], today: Date): Promise<readonly UsedCard[]> {
  if (urls.length === 0) return [];
  const week = [0, 1, 2, 3, 4, 5, 6].map((back) => after(today, -days(back)));
  const from = after(today, -days(6));
  const rows = await sql<UsedRow[]>`
    select ${columns(sql)}, coalesce((
      select json_agg(used) from (
        select to_char(s.created_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as uses,
          count(distinct s.account_id)::int as accounts
        from status_links l join statuses s on s.id = l.status_id
        where sha256(l.url::bytea) = sha256(c.url::bytea) and l.due_at is null and l.status_id >= ${firstIdAt(from)}
          and s.visibility = 'public' and s.deleted_at is null
          and s.created_at >= ${from} and s.created_at < ${after(today, days(1))}
        group by 1
      ) used
    ), '[]') as days
    from unnest(${[...urls]}::text[]) with ordinality wanted (url, place)
    join cards c on sha256(c.url::bytea) = sha256(wanted.url::bytea) order by wanted.place`;
  return rows.map(({ days: used, ...card }) => ({
    ...card,
    history: week.map((day) => {
      const that = used.find((each) => each.day === day.toISOString().slice(0, 10));
      return { day, uses: that?.uses ?? 0, accounts: that?.accounts ?? 0 };
    }),
  }));
}
