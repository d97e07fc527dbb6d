import type { KeptRemote, MediaKey, RemoteMediaStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";

export function remoteMediaStore(sql: Sql): RemoteMediaStore {
  return {
    async of(url, size) {
      const [row] = await sql<KeptRemote[]>`
        select url, size, key, at from remote_media where url = ${url} and size = ${size}`;
      return row;
    },
    // Whoever puts the same thing waits here: each file that gives way to another is given up, and none twice.
    async put({ url, size, key, at }) {
      await sql`
        insert into remote_media (url, size, key, at) values (${url}, ${size}, null, ${at}) on conflict do nothing`;
      const [before] = await sql<{ key: MediaKey | undefined }[]>`
        select key from remote_media where url = ${url} and size = ${size} for update`;
      if (before?.key !== undefined && before.key !== key)
        await sql`
          insert into discarded_files (key, next_at) values (${before.key}, ${at}) on conflict do nothing`;
      await sql`update remote_media set key = ${key ?? null}, at = ${at} where url = ${url} and size = ${size}`;
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
