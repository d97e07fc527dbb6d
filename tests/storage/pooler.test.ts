import { setTimeout as sleep } from "node:timers/promises";
import { fixedClock, memoryIds } from "@trunkline/social/memory";
import {
  cacheContract,
  type Clause,
  deadLetterContract,
  deliveryContract,
  eventLogContract,
  inboxContract,
  storageContract,
  streamContract,
} from "@trunkline/storage-adapters/contracts";
import { type PostgresStorage, postgresStorage } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestPooler, testPooler } from "../support/pgbouncer.ts";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";

const start = new Date("2026-03-01T12:00:00.000Z");
const clock = fixedClock(start);
const ids = memoryIds(clock);
let database: TestDatabase;
let pooler: TestPooler;
let storage: PostgresStorage;

beforeAll(async () => {
  database = await testDatabase();
  pooler = await testPooler(database.options);
  const secrets = { active: "test", keys: { test: new Uint8Array(32) } };
  storage = await postgresStorage(database.open({ ...pooler.options, prepare: false }), {
    now: () => clock.now(),
    secrets,
    pools: { direct: database.open() },
  });
});
beforeEach(async () => {
  await database.empty();
  clock.advance(start.getTime() - clock.now().getTime());
});
afterAll(async () => {
  await storage.close();
  await pooler.close();
  await database.close();
});

/** Waits until the database has carried a notice to this process and back. */
async function settled(): Promise<void> {
  await storage.ping();
  await sleep(50);
}

const subject = () => ({ ...storage, storage, clock, ids, settled });

const contracts: Readonly<Record<string, readonly Clause<ReturnType<typeof subject>>[]>> = {
  ...storageContract,
  cache: cacheContract,
  deadLetters: deadLetterContract,
  deliveries: deliveryContract,
  events: eventLogContract,
  inbox: inboxContract,
  stream: streamContract,
};

for (const [port, clauses] of Object.entries(contracts)) {
  describe(`PostgreSQL behind PgBouncer ${port}`, () => {
    test.each(clauses)("$promise", ({ prove }) => expect(prove(subject())).resolves.toBe(undefined));
  });
}
