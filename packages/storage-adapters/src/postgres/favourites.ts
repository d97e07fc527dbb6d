import type { AccountId, FavouriteStore, StatusId } from "@trunkline/social";
import type { Sql } from "./connect.ts";
import { among, marked, type Listed } from "./marks.ts";
import { asRows, bounds, ordered } from "./paging.ts";

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
    async setUri(account, status, uri) {
      await sql`
        update favourites set uri = ${uri ?? null}
        where account_id = ${account} and status_id = ${status} and uri is distinct from ${uri ?? null}`;
    },
    async uriOf(account, status) {
      const [row] = await sql<{ uri: string | undefined }[]>`
        select uri from favourites where account_id = ${account} and status_id = ${status}`;
      return row?.uri;
    },
    async byUri(uri) {
      const [row] = await sql<{ account: AccountId; status: StatusId }[]>`
        select account_id as account, status_id as status from favourites where uri = ${uri} limit 1`;
      return row;
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
