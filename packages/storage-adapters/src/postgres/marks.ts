import type {
  AccountId,
  BookmarkStore,
  BoostStore,
  FavouriteStore,
  Page,
  Row,
  StatusId,
} from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { asRows, bounds, ordered } from "./paging.ts";

type Listed<Item> = { readonly cursor: string; readonly item: Item };

export function favouriteStore(sql: Sql): FavouriteStore {
  return {
    async add(account, status, at) {
      const [row] = await sql`
        with added as (
          insert into favourites (account_id, status_id, at)
          select ${account}::bigint, id, ${at}::timestamptz from statuses where id = ${status} and deleted_at is null
          on conflict do nothing
          returning status_id
        ), counted as (
          update statuses set favourites_count = favourites_count + 1 from added where id = status_id
        )
        select status_id from added`;
      return row !== undefined;
    },
    async remove(account, status) {
      const [row] = await sql<{ at: Date }[]>`
        with removed as (
          delete from favourites where account_id = ${account} and status_id = ${status} returning status_id, at
        ), counted as (
          update statuses set favourites_count = greatest(0, favourites_count - 1) from removed where id = status_id
        )
        select at from removed`;
      return row?.at;
    },
    among: (account, statuses) => among(sql, sql`favourites`, { account, statuses }),
    async by(status, page) {
      const id = sql`id`;
      const rows = await sql<Listed<AccountId>[]>`
        select id as cursor, account_id as item from favourites
        where status_id = ${status} ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return asRows(rows, page);
    },
    of: (account, page) => marked(sql, sql`favourites`, { account, page }),
  };
}

export function bookmarkStore(sql: Sql): BookmarkStore {
  return {
    async add(account, status, at) {
      const { count } = await sql`
        insert into bookmarks (account_id, status_id, at)
        select ${account}::bigint, id, ${at}::timestamptz from statuses where id = ${status} and deleted_at is null
        on conflict do nothing`;
      return count > 0;
    },
    async remove(account, status) {
      const { count } =
        await sql`delete from bookmarks where account_id = ${account} and status_id = ${status}`;
      return count > 0;
    },
    among: (account, statuses) => among(sql, sql`bookmarks`, { account, statuses }),
    of: (account, page) => marked(sql, sql`bookmarks`, { account, page }),
  };
}

export function boostStore(sql: Sql): BoostStore {
  return {
    async among(account, statuses) {
      if (statuses.length === 0) return new Set();
      const rows = await sql<{ boostOf: StatusId }[]>`
        select boost_of from statuses
        where account_id = ${account} and boost_of = any(${[...statuses]}::bigint[]) and deleted_at is null`;
      return new Set(rows.map(({ boostOf }) => boostOf));
    },
    async by(status, page) {
      const id = sql`id`;
      const rows = await sql<Listed<AccountId>[]>`
        select id as cursor, account_id as item from statuses
        where boost_of = ${status} and deleted_at is null ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return asRows(rows, page);
    },
  };
}

async function among(
  sql: Sql,
  table: Fragment,
  { account, statuses }: { readonly account: AccountId; readonly statuses: readonly StatusId[] },
): Promise<ReadonlySet<StatusId>> {
  if (statuses.length === 0) return new Set();
  const rows = await sql<{ statusId: StatusId }[]>`
    select status_id from ${table} where account_id = ${account} and status_id = any(${[...statuses]}::bigint[])`;
  return new Set(rows.map(({ statusId }) => statusId));
}

async function marked(
  sql: Sql,
  table: Fragment,
  { account, page }: { readonly account: AccountId; readonly page: Page },
): Promise<Row<StatusId>[]> {
  const id = sql`m.id`;
  const rows = await sql<Listed<StatusId>[]>`
    select m.id as cursor, m.status_id as item from ${table} m join statuses s on s.id = m.status_id
    where m.account_id = ${account} and s.deleted_at is null ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
  return asRows(rows, page);
}
