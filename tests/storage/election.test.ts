import assert from "node:assert/strict";
import { afterAll, beforeAll, test } from "vitest";
import { backlog, connectionUse, createElection } from "@trunkline/storage-adapters/postgres";
import type { TestDatabase } from "../support/postgres.ts";
import { testDatabase } from "../support/postgres.ts";
import { until } from "../support/server.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

const quick = { beatEvery: 50, lapseAfter: 2_000 };

test("R-030: of those that stand for a name one leads, and when it steps back another does", async () => {
  const connection = database.open();
  const elections = [1, 2, 3].map(() => createElection(connection, "sweep", quick));
  const leaders = () => elections.filter((election) => election.isLeader());
  const [first] = await until("somebody leads", async () => (leaders().length > 0 ? leaders() : undefined));
  assert.equal(leaders().length, 1);
  await first?.stop();
  assert.equal(first?.isLeader(), false);
  await until("another leads", async () => (leaders().length === 1 ? true : undefined));
  await Promise.all(elections.map((election) => election.stop()));
  assert.equal(leaders().length, 0);
});

test("each name has a leader of its own, who is told", async () => {
  const connection = database.open();
  const led: string[] = [];
  const elections = ["one", "other"].map((name) =>
    createElection(connection, name, { ...quick, onLead: () => led.push(name) }),
  );
  await until("both lead", async () => (led.length === 2 ? true : undefined));
  assert.deepEqual(led.toSorted(), ["one", "other"]);
  await Promise.all(elections.map((election) => election.stop()));
});

test("R-030: a leader whose connection is cut loses the lead, says why, and one of the others takes it", async () => {
  const [one, other, admin] = [database.open(), database.open(), database.open()];
  const reasons: unknown[] = [];
  const first = createElection(one, "cut", {
    ...quick,
    beatEvery: 100,
    onError: (error) => reasons.push(error),
  });
  await until("the first leads", async () => first.isLeader() || undefined);
  const second = createElection(other, "cut", quick);
  await admin`
    select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`;
  await until("the first knows", async () => reasons.length === 1 || undefined);
  await until("one leads", async () => first.isLeader() !== second.isLeader() || undefined);
  assert.equal([first, second].filter((election) => election.isLeader()).length, 1);
  await Promise.all([first.stop(), second.stop()]);
});

test("R-031: the backlog counts what waits, what was tried, what was given up, and for how long", async () => {
  const sql = database.open();
  const now = new Date("2030-01-01T00:01:00Z");
  const due = new Date("2030-01-01T00:00:00Z");
  await sql`
    insert into events (subject, body, attempts, next_at, dead_at) values
      ('a', '{}', 0, ${due}, null), ('b', '{}', 3, ${new Date("2030-01-01T00:05:00Z")}, null), ('c', '{}', 20, ${due}, ${due})`;
  const found = await backlog(sql, now);
  assert.deepEqual(found, [
    { queue: "events", waiting: 2, retrying: 1, oldestSeconds: 60, dead: 1 },
    { queue: "inbox", waiting: 0, retrying: 0, oldestSeconds: 0, dead: 0 },
    { queue: "deliveries", waiting: 0, retrying: 0, oldestSeconds: 0, dead: 0 },
  ]);
  assert.ok((await connectionUse(sql)).active >= 1);
});
