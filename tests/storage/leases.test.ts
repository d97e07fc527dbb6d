import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ActorUri, DomainEvent } from "@trunkline/social";
import { type Connection, type PostgresStorage, postgresStorage } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";

const lease = 600;
const secrets = { active: "test", keys: { test: new Uint8Array(32) } };
let database: TestDatabase;
let sql: Connection;
let storage: PostgresStorage;

const open = (connection: Connection): Promise<PostgresStorage> =>
  postgresStorage(connection, { now: () => new Date(), secrets, lease });

beforeAll(async () => {
  database = await testDatabase();
  sql = database.open();
  storage = await open(sql);
});
beforeEach(() => database.empty());
afterAll(() => database.close());

function worker(): { readonly child: ChildProcess; readonly lines: string[] } {
  const file = fileURLToPath(new URL("doomed-worker.ts", import.meta.url));
  const args = ["--conditions=@trunkline/source", file, JSON.stringify(database.options), String(lease)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  child.stdout?.on("data", (chunk: Buffer) => lines.push(...chunk.toString().trim().split("\n")));
  return { child, lines };
}

async function receive(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const actor = `https://there.example/users/${name}`;
    await storage.seen.keep({ id: `${actor}/1`, actor, type: "Like", body: name, recipient: undefined });
  }
}

/** Leaves an activity for inboxes of these names. */
function send(...names: readonly string[]): Promise<void> {
  return storage.transact((work) =>
    work.outbox.add({
      activityId: "https://here.example/1",
      sender: "https://here.example/users/ana" as ActorUri, // an address like any other
      body: "{}",
      inboxes: names.map((name) => `https://there.example/${name}`),
    }),
  );
}

const happened = (account: string) => ({ type: "account.updated", account }) as DomainEvent; // an id is text

test("R-005: what a worker has under way stays with it far longer than the lease, as long as it lives", async () => {
  await receive("1", "2");
  await send("1");
  const connection = database.open();
  const holder = await open(connection);
  const held = await holder.inbox.claim(2);
  const [delivery] = await holder.deliveries.claim(1);
  const end = performance.now() + 5 * lease;
  while (performance.now() < end) {
    assert.deepEqual(await storage.inbox.claim(9), []);
    assert.deepEqual(await storage.deliveries.claim(9), []);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const [first, second] = held;
  if (first === undefined || second === undefined || delivery === undefined) assert.fail("all were due");
  await holder.inbox.done(first);
  await connection.end();
  await expect
    .poll(() => storage.inbox.claim(9), { timeout: 10_000 })
    .toMatchObject([{ id: second.id, attempts: 1 }]);
  await expect
    .poll(() => storage.deliveries.claim(9), { timeout: 10_000 })
    .toMatchObject([{ id: delivery.id, attempts: 1 }]);
});

test("R-005: what a killed worker held is another's a lease later", async () => {
  await receive("hold");
  const { child, lines } = worker();
  await expect.poll(() => lines, { timeout: 20_000 }).toEqual(["holding"]);
  child.kill("SIGKILL");
  await once(child, "exit");
  const killed = performance.now();
  await expect
    .poll(() => storage.inbox.claim(9), { timeout: 20_000, interval: 20 })
    .toMatchObject([{ body: "hold" }]);
  // Beats every third of the lease; with the thirty seconds of a server that is half a minute.
  assert.ok(performance.now() - killed < 2 * lease + 1000);
});

test("R-005: a late finisher settles nothing that was handed to another", async () => {
  await send("1");
  const connection = database.open();
  const late = await open(connection);
  const [first] = await late.deliveries.claim(1);
  await sql`update deliveries set next_at = now()`;
  const [second] = await storage.deliveries.claim(1);
  if (first === undefined || second === undefined) assert.fail("it was due twice");
  await late.deliveries.settle(first, { type: "failed", reason: "late" });
  await late.deliveries.settle(first, { type: "delivered" });
  assert.deepEqual(
    [...(await sql`select token::text, dead_at from deliveries`)],
    [{ token: second.token, deadAt: undefined }],
  );
});

test(
  "R-005: what killed its worker five times is set aside with its cause, and all the rest is done",
  { timeout: 90_000 },
  async () => {
    await receive("inbox 1", "inbox poison", "inbox 2");
    await send("1", "poison", "2");
    await storage.transact(async (work) => ["900", "901"].forEach((id) => work.record(happened(id))));
    await sql`
      insert into events (subject, body, next_at)
      values ('account poison', '{"type": "account.updated", "account": "poison"}', now())`;
    const done: string[] = [];
    let deaths = 0;
    for (let isOver = false; !isOver;) {
      const { child, lines } = worker();
      const [code] = (await once(child, "close")) as [number | null]; // null: killed
      done.push(...lines);
      isOver = code === 0;
      deaths += isOver ? 0 : 1;
      assert.ok(deaths <= 15, "the poison is set aside in the end");
    }
    assert.equal(deaths, 15);
    for (const what of [
      "inbox 1",
      "inbox 2",
      "https://there.example/1",
      "https://there.example/2",
      "900",
      "901",
    ])
      assert.ok(done.includes(what), what);
    for (const kind of ["inbox", "events", "deliveries"] as const) {
      const letters = await storage.deadLetters.list(kind, { limit: 9 });
      assert.deepEqual(
        letters.map(({ about, reason }) => [about.includes("poison"), reason]),
        [[true, "its worker died 5 times"]],
        kind,
      );
    }
  },
);

test("R-005, R-027: a process takes on what lost workers only when it has lived for a while", async () => {
  await receive("1");
  await send("1");
  await storage.transact(async (work) => work.record(happened("900")));
  for (const table of ["events", "received_activities", "deliveries"])
    await sql`update ${sql(table)} set losses = 2, attempts = 2`;
  let time = 0;
  const young = await postgresStorage(sql, {
    now: () => new Date(Date.now() + time),
    secrets,
    lease: 30_000,
  });
  const done: DomainEvent[] = [];
  const follow = async (event: DomainEvent) => void done.push(event);
  assert.equal(await young.events.relay(follow, 9), 0);
  assert.deepEqual(await young.inbox.claim(9), []);
  assert.deepEqual(await young.deliveries.claim(9), []);
  time = 5000;
  assert.equal(await young.events.relay(follow, 9), 1);
  assert.deepEqual(done, [happened("900")]);
  assert.equal((await young.inbox.claim(9)).length, 1);
  assert.equal((await young.deliveries.claim(9)).length, 1);
});
