import type { AccountId, Reaction, ReactionCount, ReactionStore, StatusId } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";

const columns = (sql: Sql): Fragment => sql`account_id as account, status_id as status, name, url, uri, at`;

export function reactionStore(sql: Sql): ReactionStore {
  const some = async (condition: Fragment): Promise<Reaction[]> => [
    ...(await sql<Reaction[]>`select ${columns(sql)} from reactions where ${condition}`),
  ];
  return {
    async add({ account, status, name, url, uri, at }) {
      const { count } = await sql`
        insert into reactions (account_id, status_id, name, url, uri, at)
        select ${account}::bigint, id, ${name}::text, ${url ?? null}::text, ${uri}::text, ${at}::timestamptz
        from statuses where id = ${status} and deleted_at is null
        on conflict do nothing`;
      return count > 0;
    },
    async remove(account, status, name) {
      const [row] = await sql<Reaction[]>`
        delete from reactions where account_id = ${account} and status_id = ${status} and name = ${name}
        returning ${columns(sql)}`;
      return row;
    },
    byUri: async (uri) => (await some(sql`uri = ${uri} limit 1`))[0],
    between: (account, status) => some(sql`account_id = ${account} and status_id = ${status} order by id`),
    of: (status, limit) => some(sql`status_id = ${status} order by id limit ${limit}`),
    counts: (ids, viewer) => counts(sql, ids, viewer),
  };
}

async function counts(
  sql: Sql,
  ids: readonly StatusId[],
  viewer: AccountId | undefined,
): Promise<ReadonlyMap<StatusId, readonly ReactionCount[]>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<(ReactionCount & { readonly status: StatusId })[]>`
    select status_id as status, name, min(url) as url, count(*)::int as count,
      coalesce(bool_or(account_id = ${viewer ?? null}::bigint), false) as is_own
    from reactions where status_id = any(${[...ids]}::bigint[]) group by status_id, name order by min(id)`;
  const found = new Map<StatusId, ReactionCount[]>();
  for (const { status, name, url, count, isOwn } of rows) {
    const list = found.get(status) ?? [];
    list.push({ name, url, count, isOwn });
    found.set(status, list);
  }
  return found;
}
