import { Unavailable } from "@trunkline/social";
import { fixedClock } from "@trunkline/social/memory";
import { type Connection, type PostgresStorage, postgresStorage } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";

const clock = fixedClock();
const secrets = { active: "test", keys: { test: new Uint8Array(32) } };
let database: TestDatabase;
let web: Connection;
let watcher: Connection;

beforeAll(async () => {
  database = await testDatabase();
  web = database.open({ poolSize: 2, lockTimeout: 0 });
  watcher = database.open();
});
afterAll(() => database.close());

const open = (maxWaiting: number, more: { jobs?: Connection } = {}): Promise<PostgresStorage> =>
  postgresStorage(web, { now: clock.now, secrets, maxWaiting, pools: { direct: watcher, ...more } });

/** Keeps the table of users from everybody until the answer is called. */
async function hold(): Promise<() => Promise<void>> {
  const held = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const lock = watcher.begin(async (sql) => {
    await sql`lock table users in access exclusive mode`;
    held.resolve();
    await over.promise;
  });
  await held.promise;
  return async () => {
    over.resolve();
    await lock;
  };
}

const waiting = async (): Promise<number> => {
  const [row] = await watcher<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return row?.count ?? 0;
};

const count = (storage: PostgresStorage): Promise<string> =>
  storage.stores.users
    .count()
    .then(String, (error: unknown) => (error instanceof Unavailable ? "unavailable" : String(error)));

test("S-168: what would wait behind too much is refused as unavailable, and the rest is answered", async () => {
  const storage = await open(1);
  const release = await hold();
  const first = [count(storage), count(storage)];
  await expect.poll(waiting).toBe(2);
  const queued = count(storage);
  expect(await count(storage)).toBe("unavailable");
  await expect(storage.transact(({ users }) => users.count())).rejects.toThrow(Unavailable);
  await release();
  expect(await Promise.all([...first, queued])).toEqual(["0", "0", "0"]);
  expect(await count(storage)).toBe("0");
});

test("S-168: work goes over connections of its own, and is answered while requests are refused", async () => {
  const storage = await open(0, { jobs: database.open({ poolSize: 2, lockTimeout: 0 }) });
  const release = await hold();
  const requests = [count(storage), count(storage)];
  await expect.poll(waiting).toBe(2);
  expect(await count(storage)).toBe("unavailable");
  const job = storage.asWork(() => count(storage));
  const written = storage.asWork(() => storage.transact(({ users }) => users.count()));
  await expect.poll(waiting).toBe(4);
  await release();
  expect(await Promise.all([...requests, job])).toEqual(["0", "0", "0"]);
  expect(await written).toBe(0);
});

test("S-168: a statement that takes too long, or waits too long for a lock, is unavailable and no fault", async () => {
  const short = await postgresStorage(database.open({ poolSize: 1, lockTimeout: 50 }), {
    now: clock.now,
    secrets,
  });
  const quick = await postgresStorage(database.open({ poolSize: 1, statementTimeout: 50, lockTimeout: 0 }), {
    now: clock.now,
    secrets,
  });
  const release = await hold();
  expect(await count(short)).toBe("unavailable");
  expect(await count(quick)).toBe("unavailable");
  await release();
  expect([await count(short), await count(quick)]).toEqual(["0", "0"]);
});

test("a fault that does not pass keeps its own words", async () => {
  const storage = await open(10);
  const failed = storage.transact(async () => {
    throw new TypeError("ours");
  });
  await expect(failed).rejects.toThrow(TypeError);
});
