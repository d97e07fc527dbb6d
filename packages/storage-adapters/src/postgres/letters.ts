import type { ClaimedLetter, Letter, LetterStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";

type Row = Omit<ClaimedLetter, "user"> & { readonly user: Letter["user"] | null };

export function letterStore(sql: Sql): LetterStore {
  return {
    async add({ id, kind, address, user, locale, details, at }) {
      await sql`
        insert into letters (id, kind, address, user_id, locale, details, at, next_at)
        values (${id}, ${kind}, ${address}, ${user ?? null}, ${locale}, ${sql.json(details)}, ${at}, ${at})`;
    },
    async claim(limit, { at, until }) {
      const rows = await sql<Row[]>`
        update letters l set attempts = attempts + 1, next_at = ${until}, token = gen_random_uuid()
        where l.id = any(array(
          select id from letters where dead_at is null and next_at <= ${at}
          order by next_at, id limit ${limit} for update skip locked))
        returning l.id, kind, address, user_id as "user", locale, details, at, attempts - 1 as attempts, token::text`;
      return rows.map((row) => ({ ...row, user: row.user ?? undefined }));
    },
    async sent({ id, token }) {
      await sql`delete from letters where id = ${id} and token = ${token}::uuid`;
    },
    async fail({ id, token }, { reason, at, now }) {
      await sql`
        update letters set token = null, reason = ${reason}, next_at = ${at ?? now},
          dead_at = ${at === undefined ? now : null}
        where id = ${id} and token = ${token}::uuid`;
    },
    async dead(limit) {
      const rows = await sql<(Pick<Letter, "id" | "kind" | "at"> & { readonly reason: string })[]>`
        select id, kind, at, coalesce(reason, '') as reason from letters where dead_at is not null
        order by id desc limit ${limit}`;
      return [...rows];
    },
    async redrive(at) {
      const { count } = await sql`
        update letters set attempts = 0, at = ${at}, next_at = ${at}, dead_at = null, reason = null
        where dead_at is not null`;
      return count;
    },
    async countWaiting(user, kind) {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::int as count from letters
        where user_id = ${user} and kind = ${kind} and dead_at is null`;
      return row?.count ?? 0;
    },
  };
}
