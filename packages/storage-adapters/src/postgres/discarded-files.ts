import type { MediaKey, MediaStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";

/** Files that nobody needs any more. */
export function discardedFiles(sql: Sql): Pick<MediaStore, "discard" | "discarded" | "forget" | "putOff"> {
  return {
    async discard(keys, at) {
      if (keys.length === 0) return;
      await sql`
        insert into discarded_files (key, next_at)
        select distinct key, ${at}::timestamptz from unnest(${[...keys]}::text[]) key on conflict do nothing`;
    },
    async discarded(now, limit) {
      const rows = await sql<{ key: MediaKey; attempts: number }[]>`
        select key, attempts from discarded_files where next_at <= ${now} order by next_at limit ${limit}`;
      return [...rows];
    },
    async forget(keys) {
      if (keys.length === 0) return;
      await sql`delete from discarded_files where key = any(${[...keys]}::text[])`;
    },
    async putOff(key, at) {
      await sql`update discarded_files set next_at = ${at}, attempts = attempts + 1 where key = ${key}`;
    },
  };
}
