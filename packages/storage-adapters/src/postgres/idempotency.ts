import { after, days, type IdempotencyStore, type StatusId } from "@trunkline/social";
import type { Sql } from "./connect.ts";

export function idempotencyStore(sql: Sql): IdempotencyStore {
  return {
    async claim(account, key, { status, makes = "status", fingerprint, at }) {
      // A claim of the same key that is under way makes this wait until it stands or falls.
      const { count } = await sql`
        insert into idempotency_keys as held (account_id, key, status_id, makes, fingerprint, at)
        values (${account}, ${key}, ${status}, ${makes}, ${fingerprint}, ${at})
        on conflict (account_id, key) do update set
          status_id = excluded.status_id, makes = excluded.makes, fingerprint = excluded.fingerprint, at = excluded.at
        where held.at <= ${after(at, -days(1))}`;
      if (count > 0) return undefined;
      const [held] = await sql<{ status: StatusId; fingerprint: string }[]>`
        select status_id as status, fingerprint from idempotency_keys where account_id = ${account} and key = ${key}`;
      return held;
    },
  };
}
