import { generateKeyPairSync, randomBytes } from "node:crypto";
import { toUri } from "@trunkline/social";
import { fixedClock, memoryIds } from "@trunkline/social/memory";
import { type Connection, type KeyRing, postgresStorage } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";
import { newAccount } from "../../packages/storage-adapters/src/contracts/ground.ts";

const clock = fixedClock();
const ids = memoryIds(clock);
const now = () => clock.now();
const first: KeyRing = { active: "one", keys: { one: randomBytes(32) } };
const uri = toUri<"actor">("https://here.example/users/ana");
const pair = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const keys = {
  publicPem: pair.publicKey,
  privatePem: pair.privateKey,
  proof: { multibase: "z6MkAna", privatePem: "-----BEGIN PRIVATE KEY----- proof" },
};
let database: TestDatabase;
let sql: Connection;

beforeAll(async () => {
  database = await testDatabase();
  sql = database.open();
  const storage = await postgresStorage(sql, { now, secrets: first });
  await storage.transact((work) => work.accounts.add(newAccount({ ids, clock }, "ana"), keys));
});
afterAll(() => database.close());

const signingKey = async (secrets: KeyRing) => {
  const storage = await postgresStorage(sql, { now, secrets });
  return storage.stores.accounts.signingKey(uri);
};

test("no column of any table holds a private key that can be read", async () => {
  const columns = await sql<{ place: string; table: string }[]>`
    select quote_ident(column_name) as place, quote_ident(table_name) as table from information_schema.columns
    where table_schema = 'public'`;
  for (const { place, table } of columns) {
    const rows = await sql.unsafe(`select ${place}::text as text from ${table}`);
    for (const row of rows) expect(String(row["text"])).not.toContain("PRIVATE KEY");
  }
  expect(await signingKey(first)).toEqual(keys);
});

test("a wrong key is refused at the start, in one sentence", async () => {
  const wrong = { active: "one", keys: { one: randomBytes(32) } };
  await expect(signingKey(wrong)).rejects.toThrow(
    `The secret key "one" is not the one with which this database was written.`,
  );
  const short = { active: "one", keys: { one: randomBytes(16) } };
  await expect(signingKey(short)).rejects.toThrow("has 16 bytes instead of 32");
});

test("a secret that was moved to another row does not open", async () => {
  const [row] = await sql`select account_id, private_sealed from account_keys`;
  await sql`update account_keys set private_sealed = private_sealed || 'A'`;
  await expect(signingKey(first)).rejects.toThrow(/authenticate/);
  await sql`update account_keys set private_sealed = ${row?.["privateSealed"]}`;
});

test("a new key takes over, and the old one may leave once everything is sealed anew", async () => {
  const second = randomBytes(32);
  const both: KeyRing = { active: "two", keys: { ...first.keys, two: second } };
  expect(await signingKey(both)).toEqual(keys);
  const alone: KeyRing = { active: "two", keys: { two: second } };
  await expect(signingKey(alone)).rejects.toThrow(`sealed with the key "one", which is not in the key ring`);
  const storage = await postgresStorage(sql, { now, secrets: both });
  expect(await storage.reseal()).toBe(1);
  expect(await signingKey(alone)).toEqual(keys);
});
