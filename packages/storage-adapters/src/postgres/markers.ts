import type { Marker, MarkerStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";

export function markerStore(sql: Sql): MarkerStore {
  return {
    async of(account) {
      const rows = await sql<Marker[]>`
        select timeline, last_read_id, version, at from markers where account_id = ${account}`;
      return [...rows];
    },
    async put(account, { timeline, lastReadId, version, at }) {
      const { count } =
        version === 1
          ? await sql`
              insert into markers (account_id, timeline, last_read_id, version, at)
              values (${account}, ${timeline}, ${lastReadId}, 1, ${at}) on conflict do nothing`
          : await sql`
              update markers set last_read_id = ${lastReadId}, version = ${version}, at = ${at}
              where account_id = ${account} and timeline = ${timeline} and version = ${version - 1}`;
      return count > 0;
    },
    async forget(account) {
      await sql`delete from markers where account_id = ${account}`;
    },
  };
}
