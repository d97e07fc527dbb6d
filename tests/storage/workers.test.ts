import { fixedClock } from "@trunkline/social/memory";
import { days } from "@trunkline/social";
import { type Connection, type PostgresStorage, postgresStorage } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";

const clock = fixedClock();
const secrets = { active: "test", keys: { test: new Uint8Array(32) } };
let database: TestDatabase;
let sql: Connection;
let storage: PostgresStorage;

beforeAll(async () => {
  database = await testDatabase();
  sql = database.open();
  storage = await postgresStorage(sql, { now: clock.now, secrets });
});
beforeEach(() => database.empty());
afterAll(() => database.close());

const like = (id: string) => ({
  id,
  actor: "https://there.example/users/ana",
  type: "Like",
  body: "{}",
  recipient: undefined,
});
const outgoing = (inboxes: readonly string[]) =>
  ({
    activityId: "https://here.example/1",
    sender: "https://here.example/users/ana",
    body: "{}",
    inboxes,
  }) as Parameters<PostgresStorage["stores"]["outbox"]["add"]>[0];

test("workers of another process are woken by each kind of work, until they leave", async () => {
  const other = await postgresStorage(database.open(), { now: clock.now, secrets });
  const woken: string[] = [];
  const leave = (["events", "inbox", "deliveries"] as const).map((channel) =>
    other.onWake(channel, () => woken.push(channel)),
  );
  await expect.poll(() => woken.length).toBe(3);
  woken.length = 0;
  await storage.seen.keep(like("1"));
  await expect.poll(() => woken).toEqual(["inbox"]);
  await storage.transact(async (work) => {
    work.record({ type: "account.updated", account: "1" as never });
    await work.outbox.add(outgoing(["https://there.example/inbox"]));
  });
  await expect.poll(() => [...woken].sort()).toEqual(["deliveries", "events", "inbox"]);
  for (const each of leave) each();
  await storage.seen.keep(like("2"));
  await storage.ping();
  expect(woken).toHaveLength(3);
});

test("fifty copies that come to two processes at once are kept once", async () => {
  const other = await postgresStorage(database.open(), { now: clock.now, secrets });
  const copies = Array.from({ length: 50 }, (_, index) =>
    (index % 2 === 0 ? storage : other).seen.keep(like("1")),
  );
  const answers = await Promise.all(copies);
  expect(answers.filter((answer) => answer === "new")).toHaveLength(1);
});

test("S-025: of what was dealt with a digest stays and nothing else, and a copy of it is known", async () => {
  await storage.seen.keep(like("1"));
  const [incoming] = await storage.inbox.claim(1);
  if (incoming !== undefined) await storage.inbox.done(incoming);
  const rows = await sql`
    select body, state, activity_id, actor, type, recipient, length(digest) as digest from received_activities`;
  const nothing = { body: undefined, activityId: "", actor: "", type: "", recipient: undefined };
  expect([...rows]).toEqual([{ ...nothing, state: "done", digest: 32 }]);
  expect(await storage.seen.keep(like("1"))).toBe("seen");
});

test("the body of an activity leaves with its last delivery, however many workers there are", async () => {
  const inboxes = Array.from({ length: 30 }, (_, index) => `https://host${index}.example/inbox`);
  await storage.transact((work) => work.outbox.add(outgoing(inboxes)));
  const claimed = (await Promise.all([1, 2, 3].map(() => storage.deliveries.claim(30)))).flat();
  expect(claimed).toHaveLength(30);
  await Promise.all(claimed.map((delivery) => storage.deliveries.settle(delivery, { type: "delivered" })));
  expect([...(await sql`select body from outgoing_activities`)]).toEqual([{ body: undefined }]);
  expect([...(await sql`select from deliveries`)]).toEqual([]);
});

test("a dead letter keeps its reason", async () => {
  await storage.transact((work) => work.outbox.add(outgoing(["https://there.example/inbox"])));
  const [delivery] = await storage.deliveries.claim(1);
  if (delivery !== undefined)
    await storage.deliveries.settle(delivery, { type: "failed", reason: "410 Gone" });
  const [row] = await sql`select reason, dead_at from deliveries`;
  expect({ ...row }).toEqual({ reason: "410 Gone", deadAt: clock.now() });
});

test("what has served its time is swept out, and nothing else", async () => {
  await storage.cache.set("short", "1", 1000);
  await storage.cache.set("long", "1", days(30));
  await storage.transact((work) => work.outbox.add(outgoing(["https://there.example/inbox"])));
  const [delivery] = await storage.deliveries.claim(1);
  if (delivery !== undefined) await storage.deliveries.settle(delivery, { type: "delivered" });
  expect(await storage.sweep()).toBe(0);
  clock.advance(days(8));
  expect(await storage.sweep()).toBe(2);
  expect(await storage.cache.get("long")).toBe("1");
});

test("an app that nobody has used for a week is swept out, and one with a token stays (S-122)", async () => {
  const app = (id: string) => sql`
    insert into apps (id, client_id, secret_hash, name, redirect_uris, scopes, created_at)
    values (${id}, ${`client ${id}`}, 'h', 'App', '{}', '{}', ${clock.now()})`;
  await app("1");
  await app("2");
  await sql`
    insert into tokens (id, hash, app_id, scopes, created_at) values (3, 'app token', 2, '{}', ${clock.now()})`;
  clock.advance(days(7) - 1);
  await storage.sweep();
  expect((await sql`select id from apps`).length).toBe(2);
  clock.advance(1);
  await storage.sweep();
  expect((await sql<{ id: string }[]>`select id from apps`).map(({ id }) => id)).toEqual(["2"]);
});

test("R-011: dead letters are swept out after thirty days, and not before", async () => {
  await storage.seen.keep(like("1"));
  for (const incoming of await storage.inbox.claim(1)) await storage.inbox.fail(incoming, "no", undefined);
  await storage.transact((work) => work.outbox.add(outgoing(["https://there.example/inbox"])));
  for (const delivery of await storage.deliveries.claim(1))
    await storage.deliveries.settle(delivery, { type: "failed", reason: "410 Gone" });
  await sql`
    insert into events (subject, body, next_at, dead_at) values ('a', '{"type": "x"}', ${clock.now()}, ${clock.now()})`;
  const dead = async () => Object.values(await storage.deadLetters.counts()).map((counts) => counts.dead);
  clock.advance(days(30) - 1);
  await storage.sweep();
  expect(await dead()).toEqual([1, 1, 1]);
  clock.advance(1);
  expect(await storage.sweep()).toBe(4);
  expect(await dead()).toEqual([0, 0, 0]);
  expect([...(await sql`select from outgoing_activities`)]).toEqual([]);
  expect(await storage.seen.keep(like("1"))).toBe("seen");
});

test("R-007: an Idempotency-Key is kept for a day, and then swept out", async () => {
  const id = "1" as never; // an account's or a status's
  await sql`
    insert into accounts (id, username, uri, url, kind, display_name, note, fields, locked, discoverable, indexable,
      hide_collections, inbox, created_at)
    values (1, 'ana', 'u', 'u', 'person', '', '', '[]', false, true, true, false, 'i', ${clock.now()})`;
  const at = clock.now();
  const claim = (now: Date) =>
    storage.transact((work) => work.idempotency.claim(id, "key", { status: id, fingerprint: "f", at: now }));
  expect(await claim(at)).toBe(undefined);
  clock.advance(days(1) - 1);
  expect(await storage.sweep()).toBe(0);
  expect(await claim(clock.now())).toEqual({ status: "1", fingerprint: "f" });
  clock.advance(1);
  expect(await storage.sweep()).toBe(1);
  expect(await claim(clock.now())).toBe(undefined);
});
