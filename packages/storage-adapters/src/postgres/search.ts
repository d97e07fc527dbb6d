import type {
  AccountId,
  Condition,
  FoundPage,
  Phrase,
  Possession,
  SearchStore,
  StatusId,
  StatusSearch,
} from "@trunkline/social";
import { accountsWhere, isServer } from "./accounts.ts";
import type { Fragment, Sql } from "./connect.ts";
import { likeAnywhere, likeStart } from "./text.ts";

export function searchStore(sql: Sql): SearchStore {
  return {
    statuses: (viewer, search, page) => statuses(sql, viewer, { search, page }),
    async people(parts, { viewer, isFollowed, limit, offset }) {
      const [first = ""] = parts;
      const begins = sql`lower(username) like ${likeStart(first)}`;
      const followed = sql`
        exists (select from follows f
          where f.follower_id = ${viewer ?? null} and f.followed_id = accounts.id and f.state = 'accepted')`;
      const every = parts.reduce((so, part) => sql`${so} and ${bears(sql, part)}`, sql`true`);
      return accountsWhere(
        sql,
        sql`
          ${every} and deleted_at is null and not ${isServer(sql)}
            and (discoverable or ${begins} or ${followed}) ${isFollowed ? sql`and ${followed}` : sql``}
          order by ${followed} desc, ${begins} desc, followers_count desc, id limit ${limit} offset ${offset}`,
      );
    },
  };
}

/** Trigrams know nothing of what is shorter than they are; the beginnings of names have indexes of their own. */
function bears(sql: Sql, part: string): Fragment {
  if (Array.from(part).length < 3) {
    const start = likeStart(part);
    return sql`(lower(username) like ${start} or lower(display_name) like ${start})`;
  }
  return sql`search_name(username, display_name, domain) like ${likeAnywhere(part)}`;
}

interface Wanted {
  readonly search: StatusSearch;
  readonly page: FoundPage;
}

/** So many of the newest are read first, one after the other: a word that is common is found among them. */
const windows = [500, 4_000];

/**
 * What is asked for by a word alone is looked for among the newest first. Where no whole page is there, the word is seldom
 * enough for all that say it to be gathered from the index. Left to itself the planner would guess how often a word
 * occurs, and walk along all statuses for one that hardly does.
 */
async function statuses(sql: Sql, viewer: AccountId, wanted: Wanted): Promise<StatusId[]> {
  const { search, page } = wanted;
  const isBySomebody = search.conditions.some(({ type, isNot }) => type === "by" && !isNot);
  if (search.phrases.length === 0 || search.among === "library" || isBySomebody)
    return narrow(sql, viewer, wanted);
  const isPublic = search.among === "public" ? isOpen(sql) : sql`(${isOpen(sql)} or ${isOwn(sql, viewer)})`;
  const within = (texts: Fragment): Fragment => sql`
    select t.status_id as id from ${texts} t join statuses s on s.id = t.status_id
    where s.deleted_at is null and ${isPublic} ${conditions(sql, search)} order by t.status_id desc`;
  const needed = page.limit + page.offset;
  for (const window of windows) {
    const newest = sql`
      (select * from status_texts t where true ${bounds(sql, page)} order by t.status_id desc limit ${window})`;
    const rows = await sql<{ id: StatusId }[]>`${within(newest)} limit ${needed}`;
    if (rows.length === needed) return rows.slice(page.offset).map(({ id }) => id);
  }
  const rows = await sql<{ id: StatusId }[]>`
    with saying as materialized (
      select * from status_texts t where true ${bounds(sql, page)} and t.words @@ (${words(sql, search)})
    ) ${within(sql`saying`)} limit ${page.limit} offset ${page.offset}`;
  return rows.map(({ id }) => id);
}

const isOpen = (sql: Sql): Fragment => sql`
  (t.is_public and exists (select from accounts a where a.id = t.account_id and a.indexable))`;

/** Whether one status is in the library. */
const isOwn = (sql: Sql, viewer: AccountId): Fragment => sql`
  (t.account_id = ${viewer}
    or exists (select from status_mentions m where m.status_id = t.status_id and m.account_id = ${viewer})
    or exists (select from favourites f where f.account_id = ${viewer} and f.status_id = t.status_id)
    or exists (select from bookmarks b where b.account_id = ${viewer} and b.status_id = t.status_id)
    or exists (select from poll_votes v where v.status_id = t.status_id and v.account_id = ${viewer})
    or exists (
      select from statuses o where o.account_id = ${viewer} and o.boost_of = t.status_id and o.deleted_at is null))`;

/** The two ways to come upon a status are asked apart, each for as many as could be shown. */
async function narrow(sql: Sql, viewer: AccountId, { search, page }: Wanted): Promise<StatusId[]> {
  const { limit, offset } = page;
  const found = (isIn: Fragment): Fragment => sql`
    (select t.status_id as id from status_texts t join statuses s on s.id = t.status_id
    where ${isIn} and s.deleted_at is null ${bounds(sql, page)} ${conditions(sql, search)}
    order by t.status_id desc limit ${limit + offset})`;
  const own = found(sql`t.status_id in (${library(sql, viewer)})`);
  const open = found(isOpen(sql));
  const every =
    search.among === "public" ? open : search.among === "library" ? own : sql`${open} union ${own}`;
  const rows = await sql<{ id: StatusId }[]>`
    select id from (${every}) found order by id desc limit ${limit} offset ${offset}`;
  return rows.map(({ id }) => id);
}

/** What somebody has to do with. */
const library = (sql: Sql, viewer: AccountId): Fragment => sql`
  select id from statuses where account_id = ${viewer} and deleted_at is null
  union all select boost_of from statuses where account_id = ${viewer} and boost_of is not null and deleted_at is null
  union all select status_id from status_mentions where account_id = ${viewer}
  union all select status_id from favourites where account_id = ${viewer}
  union all select status_id from bookmarks where account_id = ${viewer}
  union all select status_id from poll_votes where account_id = ${viewer}`;

function bounds(sql: Sql, { maxId, minId }: FoundPage): Fragment {
  const below = maxId === undefined ? sql`` : sql`and t.status_id < ${maxId}::bigint`;
  const above = minId === undefined ? sql`` : sql`and t.status_id > ${minId}::bigint`;
  return sql`${below} ${above}`;
}

/** All words in one query, which the index answers as a whole. `undefined` where none is given. */
function words(sql: Sql, { phrases, without, languages }: StatusSearch): Fragment | undefined {
  const wanted = phrases.map((phrase) => query(sql, phrase, languages));
  const unwanted = without.map((phrase) => sql`!!(${query(sql, phrase, languages)})`);
  const [first, ...rest] = [...wanted, ...unwanted];
  return rest.reduce((so, one) => sql`${so} && ${one}`, first);
}

function conditions(sql: Sql, search: StatusSearch): Fragment {
  const asked = words(sql, search);
  const said = asked === undefined ? sql`` : sql`and t.words @@ (${asked})`;
  return search.conditions.reduce((so, one) => {
    const holds = condition(sql, one);
    return one.isNot ? sql`${so} and not (${holds})` : sql`${so} and (${holds})`;
  }, said);
}

/** A phrase as it stands, or in other forms of its words. Words hold nothing that means something in a query. */
function query(sql: Sql, { words, isOpen }: Phrase, languages: readonly string[]): Fragment {
  const start = words.slice(0, isOpen ? -1 : undefined).join(" ");
  const exact = sql`phraseto_tsquery('pg_catalog.simple', ${start})`;
  if (isOpen) {
    const last = sql`to_tsquery('pg_catalog.simple', ${`${words.at(-1) ?? ""}:*`})`;
    return start === "" ? last : sql`(${exact} <-> ${last})`;
  }
  const forms = languages.map((language) => sql`search_forms(${start}::text, ${language}::text)`);
  return sql`(${forms.reduce((so, form) => sql`${so} || ${form}`, exact)})`;
}

function condition(sql: Sql, holds: Condition): Fragment {
  switch (holds.type) {
    case "by":
      return sql`s.account_id = ${holds.account}`;
    case "mentioning":
      return sql`exists (select from status_mentions m where m.status_id = s.id and m.account_id = ${holds.account})`;
    case "tagged":
      return sql`
        exists (select from status_tags st join tags on tags.id = st.tag_id
          where st.status_id = s.id and tags.name = ${holds.name})`;
    case "having":
      return having(sql, holds.what);
    case "reply":
      return sql`s.in_reply_to is not null or s.in_reply_to_uri is not null`;
    case "sensitive":
      return sql`s.sensitive`;
    case "language":
      return sql`
        coalesce(lower(s.language) = ${holds.language} or lower(s.language) like ${likeStart(`${holds.language}-`)}, false)`;
    case "written":
    default: {
      const from = holds.from === undefined ? sql`true` : sql`s.created_at >= ${holds.from}`;
      return holds.until === undefined ? from : sql`${from} and s.created_at < ${holds.until}`;
    }
  }
}

const mediaOf: Readonly<Record<"image" | "video" | "audio", string>> = {
  image: '$[*] ? (@.mediaType starts with "image/")',
  video: '$[*] ? (@.mediaType starts with "video/")',
  audio: '$[*] ? (@.mediaType starts with "audio/")',
};

function having(sql: Sql, what: Possession): Fragment {
  if (what === "media") return sql`s.media <> '[]'`;
  if (what === "link") return sql`t.has_link`;
  if (what === "poll") return sql`exists (select from polls p where p.status_id = s.id)`;
  if (what === "quote") return sql`exists (select from quotes q where q.status_id = s.id)`;
  return sql`jsonb_path_exists(s.media, ${mediaOf[what]}::jsonpath)`;
}
