import assert from "node:assert/strict";
import { readConfig } from "@trunkline/server/compose";
import { start } from "@trunkline/server/start";
import type { Running } from "@trunkline/server/start";
import type { Connection } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";
import { type TestRedis, testRedis } from "../support/redis.ts";
import { addPerson, freePort, openServer, until } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";

let database: TestDatabase;
let watcher: Connection;
let redis: TestRedis;
let web: TestServer;
let streaming: Running;
let streamingOrigin: string;
let ana: Person;
let bob: Person;

beforeAll(async () => {
  [database, redis] = await Promise.all([testDatabase(), testRedis()]);
  watcher = database.open({ poolSize: 1 });
  const port = await freePort();
  web = await openServer({
    ROLE: "web,worker,scheduler",
    DATABASE_URL: urlOf(database.options),
    REDIS_URL: redis.url,
    ALTERNATE_DOMAINS: `localhost:${port}`,
    LOG_LEVEL: "error",
  });
  const environment = { ...web.environment, PORT: String(port), ROLE: "streaming" };
  streaming = await start(readConfig(environment, web.folder));
  streamingOrigin = `http://localhost:${port}`;
  ana = await addPerson(web, "ana");
  bob = await addPerson(web, "bob");
  const headers = { authorization: `Bearer ${bob.token}` };
  await fetch(`${web.origin}/api/v1/accounts/${ana.id}/follow`, { method: "POST", headers });
});

afterAll(async () => {
  await streaming.stop();
  await web.stop();
  await redis.close();
  await database.close();
});

function urlOf({ url, user, password, host, port, database: name }: TestDatabase["options"]): string {
  if (url !== undefined) return url;
  return `postgresql://${user}:${password}@localhost:${port}/${name}?host=${encodeURIComponent(host ?? "")}`;
}

async function post(status: string): Promise<string> {
  const answer = await fetch(`${web.origin}/api/v1/statuses`, {
    method: "POST",
    headers: { authorization: `Bearer ${ana.token}` },
    body: new URLSearchParams({ status }),
  });
  assert.equal(answer.status, 200);
  return ((await answer.json()) as { id: string }).id; // a status
}

interface Ear {
  heard(): string;
  isOver(): boolean;
  leave(): void;
}

/** Listens to bob's home in the process for streams. */
async function listen(): Promise<Ear> {
  const leaving = new AbortController();
  const answer = await fetch(`${streamingOrigin}/api/v1/streaming/user`, {
    headers: { authorization: `Bearer ${bob.token}` },
    signal: leaving.signal,
  });
  assert.equal(answer.status, 200);
  const reader = (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  let isOver = false;
  void (async () => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      heard += value;
    }
  })()
    .catch(() => undefined) // left on purpose, or ended by the server
    .finally(() => (isOver = true));
  await until("the stream is open", async () => heard !== "" || undefined);
  return { heard: () => heard, isOver: () => isOver, leave: () => leaving.abort() };
}

/** How many connections listen to announcements at the database itself. */
async function listeners(): Promise<number> {
  const [row] = await watcher<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and query = 'listen "trunkline_stream"'`;
  return row?.count ?? 0;
}

/** Waits until one process relays, and the others hear it over Redis. */
async function relayed(): Promise<void> {
  const connection = redis.open().listener();
  const beat = Promise.withResolvers<void>();
  connection.on("message", () => beat.resolve());
  await connection.subscribe(`trunkline:${web.domain}:stream`);
  await beat.promise;
  connection.disconnect();
  await until("nobody else listens to the database", async () => (await listeners()) === 1 || undefined);
}

test("with a Redis one process listens to the database, and the others hear of it over Redis (R-030)", async () => {
  await relayed();
  const ear = await listen();
  const id = await post("over Redis");
  await until("bob hears it", async () => ear.heard().includes(id) || undefined);
  assert.equal(ear.heard().split("event: update").length - 1, 1);
  assert.equal(await listeners(), 1);
  ear.leave();
});

test("with a Redis workers are woken over BullMQ", async () => {
  await post("wakes a worker");
  const answer = await redis
    .open()
    .ask((commands) => commands.keys(`{trunkline:${web.domain}}:wake-events:*`));
  assert.ok(answer.isUp && answer.value.length > 0);
});

test("R-004: whenever Redis is emptied nothing is lost, told twice or late for long", async () => {
  const ids: string[] = [];
  for (let turn = 0; turn < 20; turn += 1) {
    const id = await post(`turn ${turn}`);
    const headers = { authorization: `Bearer ${bob.token}` };
    await fetch(`${web.origin}/api/v1/statuses/${id}/favourite`, { method: "POST", headers });
    ids.push(id);
    if (turn % 3 === 0) await redis.flush();
  }
  await until("ana was told of each", async () => {
    const headers = { authorization: `Bearer ${ana.token}` };
    const answer = await fetch(`${web.origin}/api/v1/notifications?types[]=favourite&limit=40`, { headers });
    const told = (await answer.json()) as readonly { status: { id: string } }[]; // notifications
    if (told.length < ids.length) return undefined;
    assert.deepEqual(told.map(({ status }) => status.id).sort(), [...ids].sort());
    return true;
  });
});

test("R-018, R-021: when Redis dies streams are closed, and opened again they hear all, straight from the database", async () => {
  await relayed();
  const before = await listen();
  await redis.kill();
  await until("the stream is closed", async () => before.isOver() || undefined);
  const after = await listen();
  const id = await post("without Redis");
  await until("bob hears it", async () => after.heard().includes(id) || undefined);
  assert.equal(await listeners(), 2);
  await redis.restart();
  await relayed();
  await until("the stream is closed for the way back", async () => after.isOver() || undefined);
});
