import type {
  AccountId,
  List,
  ListId,
  Page,
  PublicFilter,
  StatusId,
  TagFilter,
  TimelineStore,
} from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";
import { gather, homeSources, isToOneOf, keptApart, listSources } from "./home-timeline.ts";
import { bounds, newestFirst, ordered } from "./paging.ts";

type Rows = readonly { readonly id: StatusId }[];

const ids = (rows: Rows, page: Page): StatusId[] => newestFirst(rows, page).map(({ id }) => id);

export function timelineStore(sql: Sql): TimelineStore {
  return {
    home: (reader, page) =>
      gather(
        sql,
        {
          sources: homeSources(sql, reader),
          rule: isInHome(sql, isToOneOf(sql)),
          tagRule: sql`${isForTags(sql)} and s.account_id not in (${keptApart(sql, reader)})`,
        },
        page,
      ),
    list: (list, page) =>
      gather(
        sql,
        {
          sources: listSources(sql, list),
          rule: isInList(sql, isWantedReply(sql, list)),
          tagRule: sql`false`,
        },
        page,
      ),
    async public(filter, page) {
      const id = sql`s.id`;
      const rows = await sql<Rows[number][]>`
        select s.id from statuses s
        where ${isPublic(sql, filter)} and ${isNoReplyToOthers(sql)} ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
      return ids(rows, page);
    },
    tagged: (filter, page) => tagged(sql, filter, page),
    account: (account, options) => ofAccount(sql, account, options),
    homesWith: (status, among) => homesWith(sql, status, among),
    listsWith: (status, among) => listsWith(sql, status, among),
  };
}

async function homesWith(sql: Sql, status: StatusId, among: readonly AccountId[]): Promise<AccountId[]> {
  if (among.length === 0) return [];
  const readers = sql`any(${[...among]}::bigint[])`;
  const isApart = (reader: Fragment): Fragment => sql`s.account_id in (${keptApart(sql, reader)})`;
  const rows = await sql<{ reader: AccountId }[]>`
    select f.reader from statuses s join lateral (
      select id as reader, true as show_boosts, null::text[] as languages
      from unnest(${[...among]}::bigint[]) id where id = s.account_id
      union all
      select follower_id, show_boosts, languages from follows
      where followed_id = s.account_id and follower_id = ${readers} and state = 'accepted'
        and not ${isApart(sql`follower_id`)}
    ) f on true
    where s.id = ${status} and s.deleted_at is null and ${isInHome(sql, isToFollowed(sql))}
    union
    select t.account_id from statuses s join status_tags st on st.status_id = s.id
    join followed_tags t on t.tag_id = st.tag_id and t.account_id = ${readers}
    where s.id = ${status} and ${isForTags(sql)} and not ${isApart(sql`t.account_id`)}`;
  return rows.map(({ reader }) => reader);
}

async function listsWith(sql: Sql, status: StatusId, among: readonly ListId[]): Promise<ListId[]> {
  if (among.length === 0) return [];
  const isMember = sql`
    exists (select from list_members other where other.list_id = f.list and other.account_id = s.in_reply_to_account)`;
  const isWanted = sql`
    case f.replies_policy when 'list' then ${isMember}
      when 'followed' then s.account_id = f.reader or ${isToFollowed(sql)} else false end`;
  const rows = await sql<{ id: ListId }[]>`
    select f.list as id from statuses s join lateral (
      select l.id as list, l.account_id as reader, l.replies_policy, coalesce(follow.show_boosts, true) as show_boosts,
        follow.languages
      from list_members m join lists l on l.id = m.list_id left join follows follow on follow.id = m.follow_id
      where m.account_id = s.account_id and m.list_id = any(${[...among]}::bigint[])
        and (m.follow_id is null or follow.state = 'accepted')
    ) f on true
    where s.id = ${status} and s.deleted_at is null and ${isInList(sql, isWanted)}`;
  return rows.map(({ id }) => id);
}

/** Whether a status `s` may come into homes by a hashtag that it carries. */
const isForTags = (sql: Sql): Fragment => sql`
  s.visibility = 'public' and s.boost_of is null and s.deleted_at is null`;

/** What the follow `f` says of boosts and languages. */
const isWantedOf = (sql: Sql): Fragment => sql`
  ((s.boost_of is null or f.show_boosts)
    and (coalesce(cardinality(f.languages), 0) = 0 or s.language is null or s.language = any(f.languages)))`;

/**
 * Whether a status `s` of a member `f` belongs to a list.
 *
 * @param isWantedReply whether a reply to others is one that the list asks for
 */
const isInList = (sql: Sql, isWantedReply: Fragment): Fragment => sql`
  (s.visibility <> 'direct' and ${isWantedOf(sql)}
    and (${isNoReplyToOthers(sql)} or s.in_reply_to_account = f.reader or ${isWantedReply}))`;

/** Whether a reply to others is one that the list asks for; what is asked is read once for the whole statement. */
function isWantedReply(sql: Sql, { account, repliesPolicy }: List): Fragment {
  if (repliesPolicy === "none") return sql`false`;
  if (repliesPolicy === "list") return isToOneOf(sql);
  return sql`
    s.account_id = f.reader or s.in_reply_to_account in (
      select followed_id from follows where follower_id = ${account} and state = 'accepted')`;
}

/**
 * Whether a status `s` of an author whom the reader follows as `f` says belongs to the reader's home.
 *
 * @param isToFollowed whether a reply is to somebody whom the reader follows
 */
const isInHome = (sql: Sql, isToFollowed: Fragment): Fragment => sql`
  (s.account_id = f.reader or (
    (s.visibility <> 'direct' or ${mentions(sql, sql`f.reader`)})
    and ${isWantedOf(sql)}
    and (${isNoReplyToOthers(sql)} or s.in_reply_to_account = f.reader or ${isToFollowed})))`;

/** Without the state as a condition, the pair is looked up: of two indexes the other reads all of the reader's follows. */
const isToFollowed = (sql: Sql): Fragment => sql`
  (select state from follows known where known.follower_id = f.reader and known.followed_id = s.in_reply_to_account)
    = 'accepted'`;

/** `offset 0`: otherwise all mentions that there are may be read, to be asked about later. */
const mentions = (sql: Sql, reader: Fragment | AccountId): Fragment => sql`
  exists (select from status_mentions m where m.status_id = s.id and m.account_id = ${reader} offset 0)`;

/** Word for word the condition of the indexes `statuses_public` and `statuses_public_local`. */
const isNoReplyToOthers = (sql: Sql): Fragment => sql`
  (s.in_reply_to_account = s.account_id or (s.in_reply_to is null and s.in_reply_to_uri is null))`;

const isPublic = (sql: Sql, { from, onlyMedia }: PublicFilter): Fragment => sql`
  s.visibility = 'public' and s.boost_of is null and s.deleted_at is null
  ${from === "here" ? sql`and s.local` : from === "elsewhere" ? sql`and not s.local` : sql``}
  ${onlyMedia ? sql`and s.media <> '[]'` : sql``}`;

const carries = (sql: Sql, names: readonly string[]): Fragment => sql`
  exists (
    select from status_tags st join tags t on t.id = st.tag_id
    where st.status_id = s.id and t.name = any(${[...names]}::text[]))`;

/**
 * Walks along the statuses of each name that may bring one in, newest first, and checks the rest on each.
 * Without such a name it walks along all that are public.
 */
async function tagged(sql: Sql, filter: TagFilter, page: Page): Promise<StatusId[]> {
  const { any, all, none } = filter;
  const id = sql`s.id`;
  const every = all.reduce((so, name) => sql`${so} and ${carries(sql, [name])}`, sql``);
  const some = none.length === 0 ? sql`` : sql`and not ${carries(sql, none)}`;
  const conditions = sql`${isPublic(sql, filter)} ${some} ${every}`;
  const names = any.length > 0 ? [...any] : all.slice(0, 1);
  if (names.length === 0) {
    const rows = await sql<Rows[number][]>`
      select s.id from statuses s where ${conditions} ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
    return ids(rows, page);
  }
  const walk = sql`st.status_id`;
  const newest = sql`newest.id`;
  const rows = await sql<Rows[number][]>`
    select distinct newest.id from tags t cross join lateral (
      select s.id from status_tags st join statuses s on s.id = st.status_id
      where st.tag_id = t.id and ${conditions} ${bounds(sql, walk, page)} ${ordered(sql, walk, page)}
    ) newest
    where t.name = any(${names}::text[]) ${ordered(sql, newest, page)}`;
  return ids(rows, page);
}

async function ofAccount(
  sql: Sql,
  account: AccountId,
  { reader, filter, page }: Parameters<TimelineStore["account"]>[1],
): Promise<StatusId[]> {
  const id = sql`s.id`;
  const rows = await sql<Rows[number][]>`
    select s.id from statuses s
    where s.account_id = ${account} and s.deleted_at is null and ${maySee(sql, account, reader)}
      ${filter.excludeReplies ? sql`and ${isNoReplyToOthers(sql)}` : sql``}
      ${filter.excludeBoosts ? sql`and s.boost_of is null` : sql``}
      ${filter.onlyMedia ? sql`and s.media <> '[]'` : sql``}
      ${filter.tagged === undefined ? sql`` : sql`and ${carries(sql, [filter.tagged])}`}
      ${bounds(sql, id, page)} ${ordered(sql, id, page)}`;
  return ids(rows, page);
}

function maySee(sql: Sql, account: AccountId, reader: AccountId | undefined): Fragment {
  if (reader === account) return sql`true`;
  const isOpen = sql`s.visibility in ('public', 'unlisted')`;
  if (reader === undefined) return isOpen;
  return sql`
    (${isOpen} or ${mentions(sql, reader)} or (s.visibility = 'private' and exists (
      select from follows where follower_id = ${reader} and followed_id = ${account} and state = 'accepted')))`;
}
