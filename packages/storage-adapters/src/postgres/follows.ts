import type { AccountId, ActorUri, Follow, FollowStore, Page, Relation, Row } from "@trunkline/social";
import { isBelow } from "./blocks.ts";
import { isOf } from "./sanctions.ts";
import type { Fragment, Sql } from "./connect.ts";
import { asRows, bounds, ordered } from "./paging.ts";

const columns = (sql: Sql): Fragment => sql`
  id, follower_id as follower, followed_id as followed, state, uri, show_boosts, notify, languages, at`;

export function followStore(sql: Sql): FollowStore {
  const one = async (condition: Fragment): Promise<Follow | undefined> => {
    const [row] = await sql<Follow[]>`select ${columns(sql)} from follows where ${condition} limit 1`;
    return row;
  };
  return {
    add: (follow) => add(sql, follow),
    change: (follower, followed, change) => changeFollow(sql, { follower, followed }, change),
    async accept(follower, followed) {
      const [row] = await sql`
        with ${lockBoth(sql, follower, followed)}, accepted as (
          update follows set state = 'accepted' from locked
          where follower_id = ${follower} and followed_id = ${followed} and state = 'requested'
          returning follower_id, followed_id
        ), ${count(sql, sql`accepted`, 1)}
        select from accepted`;
      return row !== undefined;
    },
    async suspend(follower, followed) {
      const [row] = await sql`
        with ${lockBoth(sql, follower, followed)}, suspended as (
          update follows set state = 'requested' from locked
          where follower_id = ${follower} and followed_id = ${followed} and state = 'accepted'
          returning follower_id, followed_id
        ), ${count(sql, sql`suspended`, -1)}
        select from suspended`;
      return row !== undefined;
    },
    async remove(follower, followed) {
      const [row] = await sql<Follow[]>`
        with ${lockBoth(sql, follower, followed)}, removed as (
          delete from follows using locked where follower_id = ${follower} and followed_id = ${followed}
          returning follows.*
        ), settled as (
          select * from removed where state = 'accepted'
        ), ${count(sql, sql`settled`, -1)}
        select ${columns(sql)} from removed`;
      return row;
    },
    between: (follower, followed) => one(sql`follower_id = ${follower} and followed_id = ${followed}`),
    byUri: (uri) => one(sql`uri = ${uri}`),
    relations: (viewer, others) => relations(sql, viewer, others),
    ...followLists(sql),
  };
}

type Lists =
  | "followers"
  | "following"
  | "requests"
  | "followerInboxes"
  | "remoteFollowers"
  | "hasLocalFollower"
  | "notified"
  | "withDomain"
  | "acrossDomain"
  | "familiar"
  | "countWithDomain";

function followLists(sql: Sql): Pick<FollowStore, Lists> {
  return {
    followers: (of, page) =>
      list(sql, { item: sql`follower_id`, condition: sql`followed_id = ${of} and state = 'accepted'` }, page),
    following: (of, page) =>
      list(sql, { item: sql`followed_id`, condition: sql`follower_id = ${of} and state = 'accepted'` }, page),
    requests: (of, page) =>
      list(
        sql,
        { item: sql`follower_id`, condition: sql`followed_id = ${of} and state = 'requested'` },
        page,
      ),
    async followerInboxes(of) {
      const rows = await sql<{ inbox: string }[]>`
        select distinct coalesce(shared_inbox, inbox) as inbox from follows join accounts on accounts.id = follower_id
        where followed_id = ${of} and state = 'accepted' and domain is not null and deleted_at is null
          and suspended_at is null`;
      return rows.map(({ inbox }) => inbox);
    },
    remoteFollowers: (of, origin) => remoteFollowers(sql, of, origin),
    async hasLocalFollower(of) {
      const [row] = await sql`
        select from follows join accounts on accounts.id = follower_id
        where followed_id = ${of} and state = 'accepted' and domain is null limit 1`;
      return row !== undefined;
    },
    async withDomain(account, domain, limit) {
      const isHere = (other: Fragment): Fragment => sql`
        exists (select from accounts where id = ${other} and ${isBelow(sql, sql`domain`, sql`${domain}::text`)})`;
      const rows = await sql<Follow[]>`
        select ${columns(sql)} from follows where follower_id = ${account} and ${isHere(sql`followed_id`)}
        union all
        select ${columns(sql)} from follows where followed_id = ${account} and ${isHere(sql`follower_id`)}
        limit ${limit}`;
      return [...rows];
    },
    async acrossDomain(domain, limit) {
      const rows = await sql<Follow[]>`
        with there as materialized (
          select id from accounts where domain is not null and ${isOf(sql, sql`${domain}::text`)}
        )
        select ${columns(sql)} from follows where follower_id in (select id from there)
        union
        select ${columns(sql)} from follows where followed_id in (select id from there)
        limit ${limit}`;
      return [...rows];
    },
    countWithDomain: (account, domain) => countWithDomain(sql, account, domain),
    familiar: (viewer, others, limit) => familiar(sql, { viewer, others, limit }),
    async notified(of) {
      const rows = await sql<{ id: AccountId }[]>`
        select follower_id as id from follows join accounts on accounts.id = follower_id
        where followed_id = ${of} and state = 'accepted' and notify and domain is null`;
      return rows.map(({ id }) => id);
    },
  };
}

/** Locks both accounts in the order of their ids, so that two people who follow each other at once do not lock each other out. */
const lockBoth = (sql: Sql, follower: AccountId, followed: AccountId): Fragment => sql`
  locked as materialized (
    select count(*) from (
      select from accounts where id in (${follower}, ${followed}) order by id for no key update
    ) both_accounts
  )`;

/** Adds to the counters of both accounts for each row of `changed`. */
const count = (sql: Sql, changed: Fragment, by: 1 | -1): Fragment => sql`
  counted as (
    update accounts set
      following_count = greatest(0, following_count + case when accounts.id = c.follower_id then ${by}::int else 0 end),
      followers_count = greatest(0, followers_count + case when accounts.id = c.followed_id then ${by}::int else 0 end)
    from ${changed} c where accounts.id in (c.follower_id, c.followed_id)
  )`;

async function add(sql: Sql, follow: Follow): Promise<boolean> {
  const { id, follower, followed, state, uri, showBoosts, notify, languages, at } = follow;
  const [row] = await sql`
    with ${lockBoth(sql, follower, followed)}, added as (
      insert into follows (id, follower_id, followed_id, state, uri, show_boosts, notify, languages, at)
      select ${id}::bigint, ${follower}::bigint, ${followed}::bigint, ${state}::text, ${uri}::text,
        ${showBoosts}::boolean, ${notify}::boolean, ${asArray(languages)}::text[], ${at}::timestamptz
      from locked
      on conflict (follower_id, followed_id) do nothing
      returning follower_id, followed_id, state
    ), settled as (
      select * from added where state = 'accepted'
    ), ${count(sql, sql`settled`, 1)}
    select from added`;
  return row !== undefined;
}

const asArray = (languages: readonly string[] | undefined): string[] | null =>
  languages === undefined ? null : [...languages];

async function changeFollow(
  sql: Sql,
  { follower, followed }: Pick<Follow, "follower" | "followed">,
  change: Parameters<FollowStore["change"]>[2],
): Promise<boolean> {
  const isGiven = "languages" in change;
  const { count } = await sql`
    update follows set
      show_boosts = coalesce(${change.showBoosts ?? null}, show_boosts),
      notify = coalesce(${change.notify ?? null}, notify),
      uri = coalesce(${change.uri ?? null}, uri),
      languages = case when ${isGiven} then ${asArray(change.languages)}::text[] else languages end
    where follower_id = ${follower} and followed_id = ${followed}`;
  return count > 0;
}

async function relations(sql: Sql, viewer: AccountId, others: readonly AccountId[]): Promise<Relation[]> {
  if (others.length === 0) return [];
  const ids = [...new Set(others)];
  const rows = await sql<Follow[]>`
    select ${columns(sql)} from follows where follower_id = ${viewer} and followed_id = any(${ids}::bigint[])
    union all
    select ${columns(sql)} from follows where followed_id = ${viewer} and follower_id = any(${ids}::bigint[])`;
  const find = (follower: AccountId, followed: AccountId): Follow | undefined =>
    rows.find((each) => each.follower === follower && each.followed === followed);
  return ids.map((of) => ({ of, out: find(viewer, of), in: find(of, viewer) }));
}

async function list(
  sql: Sql,
  { item, condition }: { readonly item: Fragment; readonly condition: Fragment },
  page: Page,
): Promise<Row<AccountId>[]> {
  const id = sql`id`;
  const rows = await sql<{ cursor: string; item: AccountId }[]>`
    select id as cursor, ${item} as item from follows
    where ${condition} ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
  return asRows(rows, page);
}

async function remoteFollowers(sql: Sql, of: AccountId, origin: string | undefined): Promise<ActorUri[]> {
  const isThere = origin === undefined ? sql`true` : sql`starts_with(accounts.uri, ${`${origin}/`})`;
  const rows = await sql<{ uri: ActorUri }[]>`
    select accounts.uri from follows join accounts on accounts.id = follower_id
    where followed_id = ${of} and state = 'accepted' and domain is not null and deleted_at is null and ${isThere}`;
  return rows.map(({ uri }) => uri);
}

/** Each pair of the viewer's follow and the other's follower is looked up in `follows_pair`. */
async function familiar(
  sql: Sql,
  {
    viewer,
    others,
    limit,
  }: { readonly viewer: AccountId; readonly others: readonly AccountId[]; readonly limit: number },
): Promise<ReadonlyMap<AccountId, readonly AccountId[]>> {
  if (others.length === 0) return new Map();
  const rows = await sql<{ of: AccountId; by: AccountId[] }[]>`
    select other.id as of, array_agg(found.by order by found.id desc) as by
    from unnest(${[...new Set(others)]}::bigint[]) other (id) cross join lateral (
      select mine.followed_id as by, mine.id from follows mine
      join follows theirs on theirs.follower_id = mine.followed_id and theirs.followed_id = other.id
      where mine.follower_id = ${viewer} and mine.state = 'accepted' and theirs.state = 'accepted'
      order by mine.id desc limit ${limit}
    ) found
    group by other.id`;
  return new Map(rows.map(({ of, by }) => [of, by]));
}

async function countWithDomain(
  sql: Sql,
  account: AccountId,
  domain: string,
): Promise<{ readonly following: number; readonly followers: number }> {
  const isThere = isBelow(sql, sql`accounts.domain`, sql`${domain}::text`);
  const [row] = await sql<{ following: number; followers: number }[]>`
    select
      (select count(*)::int from follows join accounts on accounts.id = followed_id
       where follower_id = ${account} and state = 'accepted' and ${isThere}) as following,
      (select count(*)::int from follows join accounts on accounts.id = follower_id
       where followed_id = ${account} and state = 'accepted' and ${isThere}) as followers`;
  return row ?? { following: 0, followers: 0 };
}
