import type { KeptRemote, RemoteMediaStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";

export function remoteMediaStore(sql: Sql): RemoteMediaStore {
  return {
    async of(url, size) {
      const [row] = await sql<KeptRemote[]>`
        select url, size, key, at from remote_media where url = ${url} and size = ${size}`;
      return row;
    },
    async put({ url, size, key, at }) {
      await sql`
        with before as (
          select key from remote_media where url = ${url} and size = ${size}
        ), given_up as (
          insert into discarded_files (key, next_at)
          select key, ${at}::timestamptz from before where key is not null and key is distinct from ${key ?? null}
          on conflict do nothing
        )
        insert into remote_media (url, size, key, at) values (${url}, ${size}, ${key ?? null}, ${at})
        on conflict (url, size) do update set key = excluded.key, at = excluded.at`;
    },
    async forgetBefore(before, at, limit) {
      const [row] = await sql<{ count: number }[]>`
        with gone as (
          delete from remote_media where ctid = any(array(
            select ctid from remote_media where at < ${before} order by at limit ${limit} for update skip locked))
          returning key
        ), given_up as (
          insert into discarded_files (key, next_at)
          select key, ${at}::timestamptz from gone where key is not null on conflict do nothing
        )
        select count(*)::int as count from gone`;
      return row?.count ?? 0;
    },
  };
}
