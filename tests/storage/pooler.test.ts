import { fixedClock } from "@trunkline/social/memory";
import { type PostgresStorage, postgresStorage } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type TestPooler, testPooler } from "../support/pgbouncer.ts";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";
import { provePostgres } from "../support/postgres-contracts.ts";

const start = new Date("2026-03-01T12:00:00.000Z");
const clock = fixedClock(start);
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

provePostgres("PostgreSQL behind PgBouncer", { open: () => storage, clock });
