import type {
  AccountId,
  GroupFilter,
  Notification,
  NotificationGroup,
  NotificationGroupStore,
  Page,
} from "@trunkline/social";
import { groupableTypes, idInKey, ungroupedKey } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { notificationColumns, passes } from "./notification-rows.ts";
import { asRows, bounds, ordered } from "./paging.ts";

/** How many of those who did it are shown with a group. */
const sampled = 8;

export function notificationGroupStore(sql: Sql): NotificationGroupStore {
  return {
    async groups(account, filter, page) {
      const heads = await headsOf(sql, { account, filter, ...walkOf(page) });
      return groupsOf(sql, { account, filter, heads, page });
    },
    async group(account, key) {
      const filter = { types: undefined, excludeTypes: [], from: undefined, grouped: groupableTypes };
      const id = idInKey(key);
      const heads = [{ key, id: id ?? "0", isGrouped: id === undefined }];
      const [group] = await groupsOf(sql, { account, filter, heads, page: { limit: 2 } });
      return group;
    },
    async groupMembers(account, key, page) {
      const id = sql`id`;
      const rows = await sql<{ cursor: string; item: AccountId }[]>`
        select id as cursor, from_id as item from notifications
        where account_id = ${account} and ${isIn(sql, key)} ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return asRows(rows, page);
    },
    async countGroupsAfter(account, filter, { id, limit }) {
      const walk = { minId: id ?? "0", limit };
      return (await headsOf(sql, { account, filter, ...walkOf(walk) })).length;
    },
    async dismissGroup(account, key) {
      await sql`delete from notifications where account_id = ${account} and ${isIn(sql, key)}`;
    },
  };
}

/** What stands in the group of a key. What is held back stands in none. */
function isIn(sql: Sql, key: string): Fragment {
  const id = idInKey(key);
  return id === undefined ? sql`group_key = ${key} and not filtered` : sql`id = ${id}::bigint`;
}

/** The news by which a page knows a group: the one that its walk meets first. */
interface Head {
  readonly key: string;
  readonly id: string;
  readonly isGrouped: boolean;
}

interface Walk {
  readonly page: Page;
  readonly isUpwards: boolean;
}

function walkOf(page: Page): Walk {
  return { page, isUpwards: page.minId !== undefined };
}

/**
 * Walks from the bound of a page to where it has met as many groups as are wanted, each step looking for the next news
 * of a group that was not met yet: news of a group that was is passed over in the index.
 */
async function headsOf(
  sql: Sql,
  walk: Walk & { readonly account: AccountId; readonly filter: GroupFilter },
): Promise<readonly Head[]> {
  const { account, filter, page, isUpwards } = walk;
  const { grouped } = filter;
  const isGrouped = sql`(n.type = any(${[...grouped]}::text[]) and n.group_key is not null and not n.filtered)`;
  const key = sql`(case when ${isGrouped} then n.group_key else ${ungroupedKey("")}::text || n.id end)`;
  const next = (further: Fragment): Fragment => sql`
    select n.id, ${key} as key, ${isGrouped} as is_grouped
    from notifications n where n.account_id = ${account} ${passes(sql, filter)}
      ${bounds(sql, sql`n.id`, page)} ${further}
    order by n.id ${isUpwards ? sql`asc` : sql`desc`} limit 1`;
  return sql<Head[]>`
    with recursive walk (id, key, is_grouped, met) as (
      select id, key, is_grouped, array[key] from (${next(sql``)}) first_one
      union all
      select step.id, step.key, step.is_grouped, walk.met || step.key from walk cross join lateral (${next(
        sql`and n.id ${isUpwards ? sql`>` : sql`<`} walk.id and ${key} <> all(walk.met)`,
      )}) step
      where cardinality(walk.met) < ${page.limit}
    )
    select id, key, is_grouped from walk`;
}

interface Wanted {
  readonly account: AccountId;
  readonly filter: GroupFilter;
  readonly heads: readonly Head[];
  readonly page: Page;
}

type GroupRow = Notification &
  Pick<NotificationGroup, "key" | "count" | "earliest" | "mostRecent"> & {
    readonly sample: readonly AccountId[];
  };

/** What is to be known of each group: one statement for those that are groups, and one for what stands alone. */
async function groupsOf(sql: Sql, wanted: Wanted): Promise<readonly NotificationGroup[]> {
  const [grouped, alone] = await Promise.all([groupedOf(sql, wanted), aloneOf(sql, wanted)]);
  return [...grouped, ...alone].sort((one, other) =>
    BigInt(one.latest.id) < BigInt(other.latest.id) ? 1 : -1,
  );
}

async function groupedOf(
  sql: Sql,
  { account, filter, heads, page }: Wanted,
): Promise<readonly NotificationGroup[]> {
  const keys = heads.filter(({ isGrouped }) => isGrouped).map(({ key }) => key);
  if (keys.length === 0) return [];
  const isMember = sql`n.account_id = ${account} and n.group_key = k.key and not n.filtered ${passes(sql, filter)}`;
  const isOnPage = within(sql, heads, page);
  const rows = await sql<GroupRow[]>`
    select k.key, latest.*, (
        select count(*)::int from notifications n where ${isMember}
      ) as count, (
        select n.id from notifications n where ${isMember} order by n.id desc limit 1
      ) as most_recent, (
        select n.id from notifications n where ${isMember} ${isOnPage} order by n.id limit 1
      ) as earliest, array(
        select n.from_id::text from notifications n where ${isMember} order by n.id desc limit ${sampled}
      ) as sample
    from unnest(${keys}::text[]) k (key) cross join lateral (
      select ${notificationColumns(sql)} from notifications n where ${isMember} ${isOnPage} order by n.id desc limit 1
    ) latest`;
  return rows.map(({ key, count, earliest, mostRecent, sample, ...latest }) => ({
    key,
    latest,
    earliest,
    count,
    mostRecent,
    from: sample,
  }));
}

/** The bounds of a page that holds these: to its last, where it is full, and else as far as was asked. */
function within(sql: Sql, heads: readonly Head[], page: Page): Fragment {
  const last = heads.length >= page.limit ? heads.at(-1)?.id : undefined;
  if (last === undefined) return bounds(sql, sql`n.id`, page);
  const end = page.minId === undefined ? sql`and n.id >= ${last}::bigint` : sql`and n.id <= ${last}::bigint`;
  return sql`${bounds(sql, sql`n.id`, page)} ${end}`;
}

async function aloneOf(sql: Sql, { account, heads }: Wanted): Promise<readonly NotificationGroup[]> {
  const ids = heads.filter(({ isGrouped }) => !isGrouped).map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await sql<Notification[]>`
    select ${notificationColumns(sql)} from notifications n
    where account_id = ${account} and id = any(${ids}::bigint[])`;
  return rows.map((latest) => ({
    key: ungroupedKey(latest.id),
    latest,
    earliest: latest.id,
    count: 1,
    mostRecent: latest.id,
    from: [latest.from],
  }));
}
