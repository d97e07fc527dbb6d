import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toUri } from "../../packages/social/src/index.ts";
import type { AccountId, StatusId } from "../../packages/social/src/index.ts";
import { startEmbeddedPostgres } from "../../packages/storage-adapters/src/embedded/postgres.ts";
import type { Connection, PostgresStorage } from "../../packages/storage-adapters/src/postgres/index.ts";
import { connect, migrate, postgresStorage } from "../../packages/storage-adapters/src/postgres/index.ts";
import { growTexts, searches } from "./search.ts";

/** Those who write nearly all there is. */
const accounts = 5_000;
/** Those who write each hundredth. */
const quiet = 2_000;
const rounds = 30;
/** A snowflake of 2026, from which the statuses of the data set count up. */
const firstId = 115_800_000_000_000_000n;
const reader = "1" as AccountId; // made by `furnish`
const busyReader = "2" as AccountId; // made by `furnish`
/** Follows 2,000 who hardly write: next to nothing of what is new is for this one. */
const quietReader = "4" as AccountId; // made by `furnish`
const page = { limit: 20 };

/** What the database costs: accepting, reading as data grows, and a feed that is written instead of read. */
export async function runStorage(sizes: readonly number[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "trunkline-bench-"));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: folder });
  try {
    const connection = connect({ ...server.connection, statementTimeout: 600_000 });
    await migrate(connection);
    const secrets = { active: "k1", keys: { k1: randomBytes(32) } };
    const storage = await postgresStorage(connection, { now: () => new Date(), secrets });
    await printAcceptance(connection, storage);
    await furnish(connection);
    let from = 0;
    for (const size of sizes) {
      await grow(connection, from, size);
      from = size;
      await printReads(storage, size);
      await printPages(connection, size);
    }
    await printFeeds(connection, storage);
    await storage.close();
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Activities that are kept for good in a second, a hundred at a time, committed together and one by one. */
async function printAcceptance(sql: Connection, { seen }: PostgresStorage): Promise<void> {
  const actor = toUri("https://there.example/users/ana");
  const together = await perSecond(6000, (n) =>
    seen.keep({ id: `https://there.example/a/${n}`, actor, type: "Like", body: "{}", recipient: undefined }),
  );
  const single = await perSecond(
    3000,
    (n) => sql`
      insert into received_activities (digest, actor, activity_id, type, body, received_at, next_at)
      values (sha256(${`single ${n}`}::bytea), ${actor}, ${String(n)}, 'Like', '{}', now(), now())`,
  );
  console.log(
    `accepted activities: ${together.toFixed(0)}/s committed in groups, ${single.toFixed(0)}/s one by one (ratio ${(together / single).toFixed(1)})`,
  );
}

async function perSecond(count: number, run: (n: number) => PromiseLike<unknown>): Promise<number> {
  let next = 0;
  const startedAt = performance.now();
  const worker = async (): Promise<void> => {
    while (next < count) await run((next += 1));
  };
  await Promise.all(Array.from({ length: 100 }, worker));
  return count / ((performance.now() - startedAt) / 1000);
}

/** Accounts; one follows 200 of them, another 2,000, a third 2,000 who hardly write; 3,000 follow another. */
async function furnish(sql: Connection): Promise<void> {
  await sql`
    insert into accounts (id, username, domain, uri, url, kind, display_name, note, fields, locked, discoverable,
      indexable, hide_collections, inbox, created_at)
    select n, 'user' || n, 'there.example', 'https://there.example/users/' || n, 'https://there.example/@' || n, 'person', '', '',
      '[]', false, true, true, false, 'https://there.example/inbox', now()
    from generate_series(1, ${accounts + quiet}::int) n`;
  await sql`
    insert into follows (id, follower_id, followed_id, state, uri, show_boosts, notify, at)
    select row_number() over (), follower, followed, 'accepted', 'https://there.example/follows/' || follower || '/' || followed,
      true, false, now()
    from (
      select 1 as follower, n * 7 as followed from generate_series(1, 200) n
      union select 2, n * 2 + 1 from generate_series(1, 2000) n
      union select n, 3 from generate_series(10, 3009) n
      union select 4, ${accounts}::int + n from generate_series(1, ${quiet}::int) n
    ) pairs where follower <> followed`;
}

/** Statuses of everybody in turn, each tenth a reply to one of a thread, each hundredth news for the reader. */
async function grow(sql: Connection, from: number, to: number): Promise<void> {
  await sql.begin(async (own) => {
    await own`set local synchronous_commit = off`;
    await own`
      insert into statuses (id, uri, account_id, in_reply_to, in_reply_to_account, content, spoiler_text, sensitive,
        visibility, conversation, emojis, media, local, created_at)
      select ${String(firstId)}::bigint + n, 'https://there.example/statuses/' || n, 
        case when n % 100 = 51 then ${accounts}::int + n / 100 % ${quiet}::int + 1 else (n * 7919::bigint) % ${accounts}::int + 1 end,
        case when n > 1000 and n % 10 = 0 then ${String(firstId)}::bigint + n - n % 1000 - 999 end,
        case when n > 1000 and n % 10 = 0 then 5 end, repeat('word ', 40), '', false,
        'public', 'c', '[]', '[]', false, now()
      from generate_series(${from + 1}::int, ${to}::int) n`;
    await own`
      insert into notifications (id, account_id, from_id, type, status_id, at)
      select ${String(firstId)}::bigint + n, 1, n % 4000 + 10, 'mention', ${String(firstId)}::bigint + n, now()
      from generate_series(${from + 1}::int, ${to}::int) n where n % 100 = 0`;
  });
  await sql`vacuum analyze statuses`;
  await sql`analyze notifications`;
  await growTexts(sql, firstId, [from, to]);
}

async function printReads(storage: PostgresStorage, size: number): Promise<void> {
  const { stores } = storage;
  const { timelines, notifications, statuses } = stores;
  const root = String(firstId + BigInt(size - (size % 1000) - 1999)) as StatusId; // made by `grow`
  const author = "1001" as AccountId; // made by `furnish`
  const news = { types: undefined, excludeTypes: [], from: undefined };
  const every = { excludeReplies: false, excludeBoosts: false, onlyMedia: false, tagged: undefined };
  const reads: Readonly<Record<string, () => Promise<unknown>>> = {
    "home, 200 followed": () => timelines.home(reader, page),
    "home, 2,000 followed": () => timelines.home(busyReader, page),
    "home, 2,000 quiet ones followed": () => timelines.home(quietReader, page),
    public: () => timelines.public({ from: "anywhere", onlyMedia: false }, page),
    "account statuses": () => timelines.account(author, { reader, filter: every, page }),
    context: () => Promise.all([statuses.ancestors(root, 40), statuses.descendants(root, 60)]),
    notifications: () => notifications.of(reader, news, page),
  };
  const figures: string[] = [];
  for (const [name, read] of Object.entries({ ...reads, ...searches(storage) }))
    figures.push(`${name} ${(await median(read)).toFixed(1)} ms`);
  console.log(`${size} statuses: ${figures.join("; ")}`);
}

async function median(run: () => PromiseLike<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await run();
    times.push(performance.now() - startedAt);
  }
  return times.sort((one, other) => one - other)[rounds / 2] ?? 0;
}

/** What asking every author for a whole page costs, which homes did before. */
async function printPages(sql: Connection, size: number): Promise<void> {
  const pages = (who: AccountId) =>
    median(
      () => sql`
        select own.id from follows f cross join lateral (
          select id, visibility from statuses where account_id = f.followed_id and deleted_at is null order by id desc limit 20
        ) own where f.follower_id = ${who} and f.state = 'accepted' order by own.id desc limit 20`,
    );
  const [of200, of2000, ofQuiet] = [await pages(reader), await pages(busyReader), await pages(quietReader)];
  console.log(
    `${size} statuses: a page of every author 200 followed ${of200.toFixed(1)} ms, 2,000 ${of2000.toFixed(1)} ms, ` +
      `2,000 quiet ones ${ofQuiet.toFixed(1)} ms`,
  );
}

/** The other way: a row in the feed of each follower when a status is written. */
async function printFeeds(sql: Connection, { stores }: PostgresStorage): Promise<void> {
  await sql`create table bench_feed (reader bigint, status bigint, primary key (reader, status))`;
  await sql`
    insert into bench_feed select 2, s.id from statuses s join follows f on f.followed_id = s.account_id and f.follower_id = 2
    order by s.id desc limit 800`;
  await sql`analyze bench_feed`;
  const feed = await median(
    () => sql`
      select s.id from bench_feed f join statuses s on s.id = f.status
      where f.reader = 2 and s.deleted_at is null order by f.status desc limit 20`,
  );
  const merged = await median(() => stores.timelines.home(busyReader, page));
  let post = 0;
  const write = await median(
    () =>
      sql`insert into bench_feed select follower_id, ${String((post += 1))}::bigint from follows where followed_id = 3`,
  );
  console.log(
    `home of 2,000 followed: read and merged ${merged.toFixed(1)} ms, from a feed ${feed.toFixed(1)} ms; ` +
      `writing one status into 3,000 feeds ${write.toFixed(1)} ms`,
  );
}
