import { fixedClock, memoryIds } from "@trunkline/social/memory";
import { type PostgresStorage, postgresStorage } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { person, post } from "../../packages/storage-adapters/src/contracts/ground.ts";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";

const clock = fixedClock(new Date("2026-03-01T12:00:00Z"));
const ids = memoryIds(clock);
const secrets = { active: "test", keys: { test: new Uint8Array(32) } };
let primary: TestDatabase;
let copy: TestDatabase;
let storage: PostgresStorage;
let behind: PostgresStorage;

beforeAll(async () => {
  [primary, copy] = await Promise.all([testDatabase(), testDatabase()]);
  storage = await postgresStorage(primary.open(), {
    now: clock.now,
    secrets,
    pools: { replica: copy.open() },
  });
  behind = await postgresStorage(copy.open(), { now: clock.now, secrets });
});
afterAll(() => Promise.all([primary.close(), copy.close()]));

test("timelines and searches ask the replica, all else the database, and everything the database once the replica is gone", async () => {
  const here = { storage, clock, ids };
  const there = { storage: behind, clock, ids };
  const ana = await person(here, "ana");
  const status = await post(here, ana);
  const other = await person(there, "andrea");
  const copied = await post(there, other);
  const page = { limit: 20 };
  const publicly = () => storage.stores.timelines.public({ from: "anywhere", onlyMedia: false }, page);
  expect(await publicly()).toEqual([copied]);
  expect(await storage.stores.timelines.home(other, page)).toEqual([copied]);
  expect(await storage.stores.timelines.homesWith(status, [ana])).toEqual([ana]);
  expect((await storage.stores.statuses.byId(status))?.id).toBe(status);
  expect(await storage.transact(({ timelines }) => timelines.home(ana, page))).toEqual([status]);

  await copy.open().unsafe("alter table statuses rename to gone");
  expect(await publicly()).toEqual([status]);
});
