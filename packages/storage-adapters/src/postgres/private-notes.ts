import type { AccountId, PrivateNoteStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";

export function privateNoteStore(sql: Sql): PrivateNoteStore {
  return {
    async put({ account, about, text, at }) {
      if (text === "") {
        await sql`delete from private_notes where account_id = ${account} and about_id = ${about}`;
        return;
      }
      await sql`
        insert into private_notes (account_id, about_id, text, at) values (${account}, ${about}, ${text}, ${at})
        on conflict (account_id, about_id) do update set text = excluded.text, at = excluded.at`;
    },
    async among(account, others) {
      if (others.length === 0) return new Map();
      const rows = await sql<{ about: AccountId; text: string }[]>`
        select about_id as about, text from private_notes
        where account_id = ${account} and about_id = any(${[...others]}::bigint[])`;
      return new Map(rows.map(({ about, text }) => [about, text]));
    },
    async forget(account) {
      await sql`delete from private_notes where account_id = ${account} or about_id = ${account}`;
    },
  };
}
