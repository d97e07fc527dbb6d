import type { FollowedTagStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";
import { asRows, bounds, ordered } from "./paging.ts";

export function followedTagStore(sql: Sql): FollowedTagStore {
  return {
    async add(account, name, at) {
      await sql`insert into tags (name) values (${name}) on conflict do nothing`;
      const { count } = await sql`
        insert into followed_tags (account_id, tag_id, at)
        select ${account}::bigint, id, ${at}::timestamptz from tags where name = ${name}
        on conflict do nothing`;
      return count > 0;
    },
    async remove(account, name) {
      const { count } = await sql`
        delete from followed_tags using tags t
        where account_id = ${account} and tag_id = t.id and t.name = ${name}`;
      return count > 0;
    },
    async removeAllOf(account) {
      await sql`delete from followed_tags where account_id = ${account}`;
    },
    async among(account, names) {
      if (names.length === 0) return new Set();
      const rows = await sql<{ name: string }[]>`
        select t.name from tags t join followed_tags f on f.tag_id = t.id
        where t.name = any(${[...names]}::text[]) and f.account_id = ${account}`;
      return new Set(rows.map(({ name }) => name));
    },
    async of(account, page) {
      const id = sql`f.id`;
      const rows = await sql<{ cursor: string; item: string }[]>`
        select f.id as cursor, t.name as item from followed_tags f join tags t on t.id = f.tag_id
        where f.account_id = ${account} ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return asRows(rows, page);
    },
    async count(account) {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::int as count from followed_tags where account_id = ${account}`;
      return row?.count ?? 0;
    },
  };
}
