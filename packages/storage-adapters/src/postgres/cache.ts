import type { Cache } from "@trunkline/activitypub";
import { after } from "@trunkline/social";
import type { Connection } from "./connect.ts";

/** A cache that all processes share; a crash of the database empties it. */
export function createCache(connection: Connection, now: () => Date): Cache {
  return {
    async get(key) {
      const [row] = await connection<{ value: string }[]>`
        select value from cache where key = ${key} and expires_at > ${now()}`;
      return row?.value;
    },
    async set(key, value, ttlMilliseconds) {
      await connection`
        insert into cache (key, value, expires_at) values (${key}, ${value}, ${after(now(), ttlMilliseconds)})
        on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at`;
    },
    async delete(key) {
      await connection`delete from cache where key = ${key}`;
    },
  };
}
