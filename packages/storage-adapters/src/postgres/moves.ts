import type { MoveStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";

export function moveStore(sql: Sql): MoveStore {
  return {
    async add({ account, target, at }) {
      await sql`
        insert into moves (account_id, target_id, at) values (${account}, ${target}, ${at})
        on conflict (account_id) do update set target_id = excluded.target_id, at = excluded.at`;
    },
    async last(account) {
      const [row] = await sql<{ at: Date }[]>`select at from moves where account_id = ${account}`;
      return row?.at;
    },
  };
}
