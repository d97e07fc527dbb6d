import type { BookmarkStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";
import { among, marked } from "./marks.ts";

export function bookmarkStore(sql: Sql): BookmarkStore {
  return {
    async add(account, status, at) {
      const { count } = await sql`
        insert into bookmarks (account_id, status_id, at)
        select ${account}::bigint, id, ${at}::timestamptz from statuses where id = ${status} and deleted_at is null
        on conflict do nothing`;
      return count > 0;
    },
    async remove(account, status) {
      const { count } =
        await sql`delete from bookmarks where account_id = ${account} and status_id = ${status}`;
      return count > 0;
    },
    among: (account, statuses) => among(sql, sql`bookmarks`, { account, statuses }),
    of: (account, page) => marked(sql, sql`bookmarks`, { account, page }),
  };
}
