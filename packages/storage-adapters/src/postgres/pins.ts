import type { FeaturedTag, FeaturedTagStore, PinStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";
import { among, marked } from "./marks.ts";

export function pinStore(sql: Sql): PinStore {
  return {
    async add(account, status, at) {
      const { count } = await sql`
        insert into pins (account_id, status_id, at)
        select ${account}::bigint, id, ${at}::timestamptz from statuses where id = ${status} and deleted_at is null
        on conflict do nothing`;
      return count > 0;
    },
    async remove(account, status) {
      const { count } = await sql`delete from pins where account_id = ${account} and status_id = ${status}`;
      return count > 0;
    },
    among: (account, statuses) => among(sql, sql`pins`, { account, statuses }),
    of: (account, page) => marked(sql, sql`pins`, { account, page }),
  };
}

export function featuredTagStore(sql: Sql): FeaturedTagStore {
  return {
    async add(account, name, at) {
      const { count } = await sql`
        insert into featured_tags (account_id, name, at) values (${account}, ${name}, ${at}) on conflict do nothing`;
      return count > 0;
    },
    async remove(account, name) {
      const { count } = await sql`delete from featured_tags where account_id = ${account} and name = ${name}`;
      return count > 0;
    },
    // An account features ten at most, and each is counted along the tag's own index.
    async of(account) {
      const rows = await sql<FeaturedTag[]>`
      select f.id, f.account_id as account, f.name, used.count as statuses_count, used.last as last_status_at
      from featured_tags f cross join lateral (
        select count(*)::int as count, max(s.created_at) as last
        from tags t join status_tags st on st.tag_id = t.id join statuses s on s.id = st.status_id
        where t.name = f.name and s.account_id = f.account_id and s.deleted_at is null
          and s.visibility in ('public', 'unlisted')
      ) used
      where f.account_id = ${account} order by f.id`;
      return [...rows];
    },
    async suggested(account, limit) {
      const rows = await sql<{ name: string }[]>`
        select t.name from statuses s join status_tags st on st.status_id = s.id join tags t on t.id = st.tag_id
        where s.account_id = ${account} and s.deleted_at is null and s.visibility in ('public', 'unlisted')
          and not exists (select from featured_tags f where f.account_id = ${account} and f.name = t.name)
        group by t.name order by count(*) desc, t.name limit ${limit}`;
      return rows.map(({ name }) => name);
    },
  };
}
