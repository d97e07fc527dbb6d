import type { AccountId, List, ListStore } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { asRows, bounds, ordered } from "./paging.ts";

const columns = (sql: Sql): Fragment => sql`
  l.id, l.account_id as account, l.title, l.replies_policy, l.exclusive`;

export function listStore(sql: Sql): ListStore {
  const some = async (condition: Fragment): Promise<List[]> => [
    ...(await sql<List[]>`select ${columns(sql)} from lists l where ${condition} order by l.id`),
  ];
  return {
    async add({ id, account, title, repliesPolicy, exclusive }) {
      await sql`
        insert into lists (id, account_id, title, replies_policy, exclusive)
        values (${id}, ${account}, ${title}, ${repliesPolicy}, ${exclusive})`;
    },
    async change(account, id, change) {
      const { count } = await sql`
        update lists set
          title = coalesce(${change.title ?? null}, title),
          replies_policy = coalesce(${change.repliesPolicy ?? null}, replies_policy),
          exclusive = coalesce(${change.exclusive ?? null}, exclusive)
        where id = ${id} and account_id = ${account}`;
      return count > 0;
    },
    async remove(account, id) {
      const { count } = await sql`delete from lists where id = ${id} and account_id = ${account}`;
      return count > 0;
    },
    async removeAllOf(account) {
      await sql`delete from lists where account_id = ${account}`;
    },
    byId: async (account, id) => (await some(sql`l.id = ${id} and l.account_id = ${account}`))[0],
    of: (account) => some(sql`l.account_id = ${account}`),
    holding: (account, member) =>
      some(sql`
        l.account_id = ${account} and exists (
          select from list_members m where m.list_id = l.id and m.account_id = ${member})`),
    ...membersOf(sql),
  };
}

type MemberMethods = "addMembers" | "removeMembers" | "members" | "membersCount";

function membersOf(sql: Sql): Pick<ListStore, MemberMethods> {
  return {
    async addMembers(id, members, at) {
      const rows = await sql<{ accountId: AccountId }[]>`
        insert into list_members (list_id, account_id, follow_id, at)
        select l.id, wanted.id, f.id, ${at}::timestamptz
        from lists l cross join unnest(${[...new Set(members)]}::bigint[]) with ordinality wanted (id, place)
        left join follows f on f.follower_id = l.account_id and f.followed_id = wanted.id
        where l.id = ${id} and (f.id is not null or wanted.id = l.account_id)
        order by place
        on conflict do nothing
        returning account_id`;
      return rows.map(({ accountId }) => accountId);
    },
    async removeMembers(id, members) {
      await sql`delete from list_members where list_id = ${id} and account_id = any(${[...members]}::bigint[])`;
    },
    async members(id, page) {
      const cursor = sql`m.id`;
      const rows = await sql<{ cursor: string; item: AccountId }[]>`
        select m.id as cursor, m.account_id as item from list_members m
        where m.list_id = ${id} ${bounds(sql, cursor, page)} ${ordered(sql, cursor, page)}`;
      return asRows(rows, page);
    },
    async membersCount(id) {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::int as count from list_members where list_id = ${id}`;
      return row?.count ?? 0;
    },
  };
}
