import type {
  AccountId,
  Filter,
  FilterKeyword,
  FilterStatus,
  FilterStore,
  StatusId,
} from "@trunkline/social";
import { toId } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";

/** Ids as text: JSON's numbers are too small for them. */
interface FilterRow extends Omit<Filter, "keywords" | "statuses"> {
  readonly keywords: readonly { readonly id: string; readonly keyword: string; readonly whole: boolean }[];
  readonly statuses: readonly { readonly id: string; readonly status: string }[];
}

function asFilter({ keywords, statuses, ...terms }: FilterRow): Filter {
  return {
    ...terms,
    keywords: keywords.map(({ id, keyword, whole }): FilterKeyword => ({ id, keyword, wholeWord: whole })),
    statuses: statuses.map(({ id, status }): FilterStatus => ({ id, status: toId<"status">(status) })),
  };
}

const isOwn = (sql: Sql, account: AccountId): Fragment => sql`
  exists (select from filters f where f.id = filter_id and f.account_id = ${account})`;

export function filterStore(sql: Sql): FilterStore {
  return {
    async of(account) {
      const rows = await sql<FilterRow[]>`
        select f.id, f.account_id as account, f.title, f.contexts, f.action, f.expires_at,
          coalesce((
            select json_agg(json_build_object('id', k.id::text, 'keyword', k.keyword, 'whole', k.whole_word) order by k.id)
            from filter_keywords k where k.filter_id = f.id), '[]') as keywords,
          coalesce((
            select json_agg(json_build_object('id', s.id::text, 'status', s.status_id::text) order by s.id)
            from filter_statuses s where s.filter_id = f.id), '[]') as statuses
        from filters f where f.account_id = ${account} order by f.id`;
      return rows.map(asFilter);
    },
    add: (filter) => add(sql, filter),
    async change(account, id, { title, contexts, action, expiresAt }) {
      const { count } = await sql`
        update filters set title = ${title}, contexts = ${[...contexts]}::text[], action = ${action},
          expires_at = ${expiresAt ?? null}
        where id = ${id} and account_id = ${account}`;
      return count > 0;
    },
    async remove(account, id) {
      const { count } = await sql`delete from filters where id = ${id} and account_id = ${account}`;
      return count > 0;
    },
    async removeAllOf(account) {
      await sql`delete from filters where account_id = ${account}`;
    },
    ...partsOf(sql),
  };
}

async function add(sql: Sql, filter: Filter): Promise<void> {
  const { id, account, title, contexts, action, expiresAt, keywords } = filter;
  await sql`
    insert into filters (id, account_id, title, contexts, action, expires_at)
    values (${id}, ${account}, ${title}, ${[...contexts]}::text[], ${action}, ${expiresAt ?? null})`;
  await sql`
    insert into filter_keywords (id, filter_id, keyword, whole_word)
    select k.id, ${id}::bigint, k.keyword, k.whole_word::boolean
    from unnest(
      ${keywords.map((one) => one.id)}::bigint[], ${keywords.map(({ keyword }) => keyword)}::text[],
      ${keywords.map(({ wholeWord }) => String(wholeWord))}::text[]) k (id, keyword, whole_word)`;
  for (const part of filter.statuses) await addStatus(sql, filter, part);
}

async function addStatus(
  sql: Sql,
  { account, id }: Pick<Filter, "account" | "id">,
  part: { readonly id: string; readonly status: StatusId },
): Promise<boolean> {
  const { count } = await sql`
    insert into filter_statuses (id, filter_id, status_id)
    select ${part.id}::bigint, f.id, s.id from filters f join statuses s on s.id = ${part.status}
    where f.id = ${id} and f.account_id = ${account}
    on conflict (filter_id, status_id) do nothing`;
  return count > 0;
}

type Parts = "putKeyword" | "removeKeyword" | "addStatus" | "removeStatus";

function partsOf(sql: Sql): Pick<FilterStore, Parts> {
  return {
    async putKeyword(account, filter, { id, keyword, wholeWord }) {
      const { count } = await sql`
        insert into filter_keywords (id, filter_id, keyword, whole_word)
        select ${id}::bigint, f.id, ${keyword}::text, ${wholeWord}::boolean from filters f
        where f.id = ${filter} and f.account_id = ${account}
        on conflict (id) do update set keyword = excluded.keyword, whole_word = excluded.whole_word
          where filter_keywords.filter_id = excluded.filter_id`;
      return count > 0;
    },
    async removeKeyword(account, id) {
      const { count } = await sql`delete from filter_keywords where id = ${id} and ${isOwn(sql, account)}`;
      return count > 0;
    },
    addStatus: (account, id, part) => addStatus(sql, { account, id }, part),
    async removeStatus(account, id) {
      const { count } = await sql`delete from filter_statuses where id = ${id} and ${isOwn(sql, account)}`;
      return count > 0;
    },
  };
}
