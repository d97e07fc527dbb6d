import { seconds } from "@trunkline/social";
import type { AccountId, StatusId } from "@trunkline/social";
import { fixedClock, memoryIds } from "@trunkline/social/memory";
import { type Connection, type PostgresStorage, postgresStorage } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";
import { newAccount, newStatus } from "../../packages/storage-adapters/src/contracts/ground.ts";

const clock = fixedClock();
const ids = memoryIds(clock);
let database: TestDatabase;
let sql: Connection;
let storage: PostgresStorage;
let ana: AccountId;

beforeAll(async () => {
  database = await testDatabase();
  sql = database.open();
  const secrets = { active: "test", keys: { test: new Uint8Array(32) } };
  storage = await postgresStorage(sql, { now: () => clock.now(), secrets });
});
beforeEach(async () => {
  await database.empty();
  ana = await addAna();
});
afterAll(() => database.close());

test("R-033: a database that is whole breaks no invariant", async () => {
  await addStatus();
  expect(await broken()).toEqual({});
});

test("R-033: an event that is due for over a minute and says no reason is a fault, and a younger one is none", async () => {
  await storage.transact(async (work) => work.record({ type: "account.updated", account: ana }));
  clock.advance(seconds(59));
  expect(await broken()).toEqual({});
  clock.advance(seconds(2));
  expect(await broken()).toEqual({ "events are followed up": 1 });
  await sql`update events set reason = 'it was tried'`;
  expect(await broken()).toEqual({});
});

test("R-033: what refers to nobody is a fault, with the name of its row", async () => {
  const status = await addStatus();
  await sql`insert into status_mentions (status_id, account_id, place) values (${status}, 42, 0)`;
  await sql`update statuses set in_reply_to_account = 43 where id = ${status}`;
  const found = await storage.invariants();
  const named = found.filter(({ broken: count }) => count > 0);
  expect(named.map(({ name, examples }) => ({ name, examples }))).toEqual([
    { name: "those who are mentioned exist", examples: [status] },
    { name: "those who are replied to exist", examples: [status] },
  ]);
});

test("R-023: a counter that is wrong is found, and set right by a recount", async () => {
  const status = await addStatus();
  await sql`update statuses set favourites_count = 7, boosts_count = 1 where id = ${status}`;
  await sql`update accounts set statuses_count = 0, followers_count = 3 where id = ${ana}`;
  expect(await broken()).toEqual({
    "accounts' counters equal a recount": 1,
    "statuses' counters equal a recount": 1,
  });
  expect([await storage.recount("accounts"), await storage.recount("statuses")]).toEqual([1, 1]);
  expect(await broken()).toEqual({});
  const [row] = await sql`select statuses_count, followers_count from accounts where id = ${ana}`;
  expect({ ...row }).toEqual({ statusesCount: 1, followersCount: 0 });
  expect([await storage.recount("accounts"), await storage.recount("statuses")]).toEqual([0, 0]);
});

test("R-023: a recount is right while others go on writing", async () => {
  const status = await addStatus();
  await sql`update statuses set favourites_count = 50 where id = ${status}`;
  const favour = () => storage.transact((work) => work.favourites.add(ana, status, clock.now()));
  await Promise.all([favour(), storage.recount("statuses"), favour(), storage.recount("statuses")]);
  await storage.recount("statuses");
  const [row] = await sql`select favourites_count from statuses where id = ${status}`;
  expect({ ...row }).toEqual({ favouritesCount: 1 });
});

test("R-033: a private key that does not open is a fault, and so is nobody's", async () => {
  await sql`update account_keys set private_sealed = 'test:AAAA' where account_id = ${ana}`;
  expect(await broken()).toEqual({ "private keys open": 1 });
  await sql`delete from account_keys`;
  expect(await broken()).toEqual({ "everybody who lives here has keys": 1 });
});

test("what was given up is something to look at, and no fault", async () => {
  await sql`
    insert into events (subject, body, next_at, dead_at) values ('x', '{}', ${clock.now()}, ${clock.now()})`;
  const found = (await storage.invariants()).filter(({ broken: count }) => count > 0);
  expect(found.map(({ name, weight }) => ({ name, weight }))).toEqual([
    { name: "no event is given up", weight: "notice" },
  ]);
});

async function broken(): Promise<Record<string, number>> {
  const found = (await storage.invariants()).filter(({ broken: count }) => count > 0);
  return Object.fromEntries(found.map(({ name, broken: count }) => [name, count]));
}

async function addAna(): Promise<AccountId> {
  const account = newAccount({ ids, clock }, "ana");
  const keys = { publicPem: "-----BEGIN PUBLIC KEY-----", privatePem: "-----BEGIN PRIVATE KEY-----" };
  await storage.transact((work) => work.accounts.add(account, keys));
  return account.id;
}

async function addStatus(): Promise<StatusId> {
  const status = newStatus({ ids, clock }, ana);
  await storage.transact((work) => work.statuses.add(status));
  return status.id;
}
