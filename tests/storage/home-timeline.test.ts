import type { AccountId, List, Page } from "@trunkline/social";
import { fixedClock } from "@trunkline/social/memory";
import { type Connection, type PostgresStorage, postgresStorage } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";

const secrets = { active: "test", keys: { test: new Uint8Array(32) } };
const statuses = 6000;
let database: TestDatabase;
let sql: Connection;
let storage: PostgresStorage;

beforeAll(async () => {
  database = await testDatabase();
  sql = database.open();
  storage = await postgresStorage(sql, { now: fixedClock().now, secrets });
  await furnish();
});
afterAll(() => database.close());

/**
 * Sixty accounts: the first follows thirty of them by every kind of follow, the second two who hardly write, the
 * third nobody. What they write is of every kind, in no order that anything here knows of.
 */
async function furnish(): Promise<void> {
  await sql`
    insert into accounts (id, username, domain, uri, url, kind, display_name, note, fields, locked, discoverable,
      indexable, hide_collections, inbox, created_at)
    select n, 'user' || n, 'there.example', 'https://there.example/' || n, 'https://there.example/' || n, 'person', '', '',
      '[]', false, true, true, false, 'https://there.example/inbox', now()
    from generate_series(1, 60) n`;
  await sql`
    insert into follows (id, follower_id, followed_id, state, uri, show_boosts, notify, languages, at)
    select n, 1, n * 2, case when n % 10 = 9 then 'requested' else 'accepted' end, 'https://there.example/f/' || n,
      n % 3 > 0, false, case when n % 4 = 0 then array['de', 'en'] end, now()
    from generate_series(1, 30) n
    union all
    select 100 + n, 2, 50 + n, 'accepted', 'https://there.example/g/' || n, true, false, null, now()
    from generate_series(1, 2) n`;
  await sql`
    insert into statuses (id, uri, account_id, boost_of, in_reply_to, in_reply_to_account, content, spoiler_text, sensitive,
      visibility, conversation, emojis, media, local, language, created_at, deleted_at)
    select 1000 + n, 'https://there.example/s/' || n,
      case when ${mixed(1)} % 500 = 0 then 51 + ${mixed(2)} % 2 when ${mixed(1)} % 97 = 0 then 1 + ${mixed(2)} % 3 else 4 + ${mixed(3)} % 45 end,
      case when n > 100 and ${mixed(4)} % 9 = 0 then 1000 + n - 90 end,
      case when n > 100 and ${mixed(5)} % 3 = 0 then 1000 + n - 50 end,
      case when n > 100 and ${mixed(5)} % 3 = 0 then 1 + ${mixed(6)} % 60 end,
      '', '', false, (array['public', 'unlisted', 'private', 'direct'])[1 + ${mixed(7)} % 4], 'c', '[]', '[]', false,
      (array['de', 'en', 'fr', null])[1 + ${mixed(8)} % 4], now(), case when ${mixed(9)} % 20 = 0 then now() end
    from generate_series(1, ${statuses}::int) n
    on conflict do nothing`;
  await sql`
    insert into status_mentions (status_id, account_id, place)
    select id, 1 + id % 3, 0 from statuses where visibility = 'direct' and id % 2 = 0`;
  await sql`insert into tags (name) select 'tag' || n from generate_series(1, 3) n`;
  await sql`
    insert into status_tags (status_id, tag_id, place)
    select s.id, t.id, 0 from statuses s join tags t on s.id % 211 = t.id or s.id % 223 = t.id`;
  await sql`
    insert into followed_tags (account_id, tag_id, at)
    select n, t.id, now() from generate_series(1, 2) n cross join tags t where t.id < 3`;
  await sql`
    insert into lists (id, account_id, title, replies_policy, exclusive)
    select n, 1, 'list', (array['none', 'list', 'followed'])[n], n = 2 from generate_series(1, 3) n`;
  await sql`
    insert into list_members (list_id, account_id, follow_id, at)
    select n, f.followed_id, f.id, now() from generate_series(1, 3) n join follows f on f.follower_id = 1
    where f.followed_id % (n + 2) = 0
    union all
    select 3, 1, null, now()`;
}

/** A number that looks like any, and is the same each time. */
function mixed(salt: number) {
  return sql`abs(hashtext(n || '/' || ${String(salt)}))`;
}

/** The rules of a home, one after the other, over all that there is. */
async function homeByTheRules(reader: AccountId, { maxId, sinceId, minId, limit }: Page): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select s.id from statuses s left join follows f
      on f.follower_id = ${reader} and f.followed_id = s.account_id and f.state = 'accepted'
    where s.deleted_at is null and (s.account_id = ${reader} or s.account_id not in (
        select m.account_id from list_members m join lists l on l.id = m.list_id
        where l.account_id = ${reader} and l.exclusive))
      and s.id < ${maxId ?? "9000000000"}::bigint and s.id > ${minId ?? sinceId ?? "0"}::bigint
      and (s.account_id = ${reader} or (s.visibility = 'public' and s.boost_of is null and exists (
          select from status_tags st join followed_tags t on t.tag_id = st.tag_id
          where st.status_id = s.id and t.account_id = ${reader})) or (
        f.id is not null and (s.visibility <> 'direct' or exists (
          select from status_mentions m where m.status_id = s.id and m.account_id = ${reader}))
        and (s.boost_of is null or f.show_boosts)
        and (f.languages is null or s.language is null or s.language = any(f.languages))
        and (s.in_reply_to is null or s.in_reply_to_account = s.account_id or s.in_reply_to_account = ${reader}
          or s.in_reply_to_account in (
            select followed_id from follows where follower_id = ${reader} and state = 'accepted'))))
    order by s.id desc`;
  const all = rows.map(({ id }) => id);
  return minId === undefined ? all.slice(0, limit) : all.slice(-limit);
}

/** The whole home, page by page, in the order in which it is walked. */
async function walk(reader: AccountId, limit: number): Promise<string[]> {
  const all: string[] = [];
  for (let maxId: string | undefined; ; maxId = all.at(-1)) {
    const page = await storage.stores.timelines.home(reader, { limit, maxId });
    all.push(...page);
    if (page.length < limit) return all;
  }
}

const [busy, quiet, alone] = ["1", "2", "3"] as AccountId[]; // made by `furnish`
const readers = { busy, quiet, alone } as Readonly<Record<string, AccountId>>; // as above
const everything = { limit: 10_000 };

test.each(Object.entries(readers))(
  "a home is by its rules, page by page, whether its statuses lie near or far apart: %s",
  async (_name, reader) => {
    const all = await homeByTheRules(reader, everything);
    expect(all.length).toBeGreaterThan(10);
    expect(await walk(reader, 20)).toEqual(all);
    expect(await walk(reader, 7)).toEqual(all);
  },
);

test.each(Object.entries(readers))(
  "a home has any page of it, upwards and down: %s",
  async (_name, reader) => {
    for (let from = 1000; from < 1000 + statuses; from += 271) {
      const [low, high] = [String(from), String(from + 2500)];
      const pages: readonly Page[] = [
        { limit: 20, maxId: high },
        { limit: 20, minId: low },
        { limit: 20, sinceId: low },
        { limit: 20, minId: low, maxId: high },
        { limit: 5, sinceId: low, maxId: high },
      ];
      for (const page of pages)
        expect({ page, ids: await storage.stores.timelines.home(reader, page) }).toEqual({
          page,
          ids: await homeByTheRules(reader, page),
        });
    }
  },
);

/** The rules of a list, one after the other, over all that there is. */
async function listByTheRules(list: List, { maxId, sinceId, minId, limit }: Page): Promise<string[]> {
  const isFollowed = sql`
    s.account_id = ${list.account} or s.in_reply_to_account in (
      select followed_id from follows where follower_id = ${list.account} and state = 'accepted')`;
  const isMember = sql`
    s.in_reply_to_account in (
      select m.account_id from list_members m left join follows f on f.id = m.follow_id
      where list_id = ${list.id} and f.state is distinct from 'requested')`;
  const isWanted = { none: sql`false`, list: isMember, followed: isFollowed }[list.repliesPolicy];
  const rows = await sql<{ id: string }[]>`
    select s.id from statuses s join list_members m on m.list_id = ${list.id} and m.account_id = s.account_id
    left join follows f on f.id = m.follow_id
    where s.deleted_at is null and s.visibility <> 'direct' and f.state is distinct from 'requested'
      and s.id < ${maxId ?? "9000000000"}::bigint and s.id > ${minId ?? sinceId ?? "0"}::bigint
      and (s.boost_of is null or f.id is null or f.show_boosts)
      and (f.languages is null or s.language is null or s.language = any(f.languages))
      and (s.in_reply_to is null or s.in_reply_to_account in (s.account_id, ${list.account}) or ${isWanted})
    order by s.id desc`;
  const all = rows.map(({ id }) => id);
  return minId === undefined ? all.slice(0, limit) : all.slice(-limit);
}

test.each(["none", "list", "followed"] as const)(
  "a list is by its rules, page by page, and has any page of it: %s",
  async (repliesPolicy) => {
    const id = { none: "1", list: "2", followed: "3" }[repliesPolicy] as List["id"]; // made by `furnish`, as is the account
    const list: List = { id, account: "1" as AccountId, title: "list", repliesPolicy, exclusive: false };
    const read = (page: Page) => storage.stores.timelines.list(list, page);
    const all = await listByTheRules(list, everything);
    expect(all.length).toBeGreaterThan(100);
    expect(await read(everything)).toEqual(all);
    for (let from = 1000; from < 1000 + statuses; from += 571) {
      const [low, high] = [String(from), String(from + 2500)];
      for (const page of [
        { limit: 20, maxId: high },
        { limit: 20, minId: low },
        { limit: 20, sinceId: low, maxId: high },
      ])
        expect({ page, ids: await read(page) }).toEqual({ page, ids: await listByTheRules(list, page) });
    }
  },
);

test("what is unfollowed or deleted leaves a home at once, and what is followed is there at once", async () => {
  const [first] = await storage.stores.timelines.home("2" as AccountId, { limit: 1 });
  await sql`update statuses set deleted_at = now() where id = ${first ?? null}`;
  expect(await storage.stores.timelines.home("2" as AccountId, { limit: 1 })).not.toEqual([first]); // as above
  await sql`delete from follows where follower_id = 2`;
  await sql`delete from followed_tags where account_id = 2`;
  await sql`
    insert into follows (id, follower_id, followed_id, state, uri, show_boosts, notify, at)
    values (999, 2, 10, 'accepted', 'https://there.example/f/999', true, false, now())`;
  const after = await walk("2" as AccountId, 20); // as above
  expect(after).toEqual(await homeByTheRules("2" as AccountId, everything)); // as above
  const authors = await sql<{ id: string }[]>`
    select distinct account_id as id from statuses where id = any(${after}::bigint[]) order by 1`;
  expect(authors.map(({ id }) => id)).toEqual(["2", "10"]);
});
