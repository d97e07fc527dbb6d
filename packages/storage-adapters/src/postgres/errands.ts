import type { Errand, ErrandStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";

export function errandStore(sql: Sql): ErrandStore {
  return {
    async ask({ kind, subject }, { at, unlessSince }) {
      await sql`
        insert into errands as stood (kind, subject, next_at) values (${kind}, ${subject}, ${at})
        on conflict (kind, subject) do update set attempts = 0, next_at = ${at}, done_at = null
        where stood.next_at is null and stood.done_at <= ${unlessSince}`;
    },
    async due(now, limit) {
      const rows = await sql<Errand[]>`
        select kind, subject, attempts from errands where next_at <= ${now} order by next_at limit ${limit}`;
      return [...rows];
    },
    async done({ kind, subject }, at) {
      await sql`
        update errands set next_at = null, done_at = ${at} where kind = ${kind} and subject = ${subject}`;
    },
    async putOff({ kind, subject }, at) {
      await sql`
        update errands set next_at = ${at}, attempts = attempts + 1 where kind = ${kind} and subject = ${subject}`;
    },
    async forget(before) {
      const { count } = await sql`
        delete from errands where ctid = any(array(
          select ctid from errands where done_at < ${before} limit 1000))`;
      return count;
    },
  };
}
