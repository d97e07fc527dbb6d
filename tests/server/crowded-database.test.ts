import assert from "node:assert/strict";
import { connectEmbedded } from "@trunkline/storage-adapters/embedded";
import { connect, type Connection } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, test } from "vitest";
import { addPerson, openServer, until } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";

let server: TestServer;
let ana: Person;
let sql: Connection;

beforeAll(async () => {
  // What is logged in an outage is no news here.
  server = await openServer({ LOG_LEVEL: "error", DB_POOL: "2", DB_POOL_QUEUE: "0" });
  ana = await addPerson(server, "ana");
  sql = connect({ ...(await connectEmbedded(server.folder)), poolSize: 2 });
});

afterAll(async () => {
  await sql.end({ timeout: 1 });
  await server.stop();
});

async function ask(): Promise<Response> {
  const headers = { authorization: `Bearer ${ana.token}` };
  const answer = await fetch(`${server.origin}/api/v1/timelines/home`, { headers });
  await answer.text();
  return answer;
}

async function settingsOf(pool: Connection): Promise<Record<string, string>> {
  const names = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"];
  const rows = await pool<{ name: string; setting: string }[]>`
    select name, setting from pg_settings where name = any(${names}::text[])`;
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}

test("S-168: a statement of a request may take 5 s, one of a job 60 s, and neither waits longer for a lock than 2 s", async () => {
  const { connection, pools } = server.running.composition.database;
  const both = { lock_timeout: "2000", idle_in_transaction_session_timeout: "30000" };
  assert.deepEqual(await settingsOf(connection), { ...both, statement_timeout: "5000" });
  assert.deepEqual(await settingsOf(pools.jobs), { ...both, statement_timeout: "60000" });
});

test("S-168, R-018: with every connection at work one more request is told so at once, with Retry-After", async () => {
  const held = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const lock = sql.begin(async (transaction) => {
    await transaction`lock table tokens in access exclusive mode`;
    held.resolve();
    await over.promise;
  });
  await held.promise;
  let answered = 0;
  const first = [ask(), ask()].map(async (answer) => {
    const { status } = await answer;
    answered += 1;
    return status;
  });
  await until("both connections wait", async () => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock'`;
    return row?.count === 2 || undefined;
  });
  const refused = await ask();
  assert.equal(answered, 0);
  assert.equal(refused.status, 503);
  assert.ok(refused.headers.get("retry-after"));
  over.resolve();
  await lock;
  assert.deepEqual(await Promise.all(first), [200, 200]);
  assert.equal((await ask()).status, 200);
});
