import type { MutedThread, MutedThreadStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";

export function mutedThreadStore(sql: Sql): MutedThreadStore {
  return {
    async add(account, conversation, at) {
      const { count } = await sql`
        insert into muted_threads (account_id, conversation, at) values (${account}, ${conversation}, ${at})
        on conflict do nothing`;
      return count > 0;
    },
    async remove(account, conversation) {
      const { count } = await sql`
        delete from muted_threads where account_id = ${account} and conversation = ${conversation}`;
      return count > 0;
    },
    async removeAllOf(account) {
      await sql`delete from muted_threads where account_id = ${account}`;
    },
    async between(accounts, conversations) {
      if (accounts.length === 0 || conversations.length === 0) return [];
      const rows = await sql<MutedThread[]>`
        select account_id as account, conversation from muted_threads
        where account_id = any(${[...accounts]}::bigint[]) and conversation = any(${[...conversations]}::text[])`;
      return [...rows];
    },
  };
}
