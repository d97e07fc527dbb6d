import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Connection, migrate, schemaStatus } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";

let database: TestDatabase;
let sql: Connection;
let path: string;
let folder: URL;

/** A release that gives each row its double, in three steps. */
const files = {
  "0001_numbers.sql": "create table numbers (id bigint primary key, value integer not null);",
  "0002_doubles.sql": "alter table numbers add column double integer;",
  "0003_doubles.backfill.sql": `
    with batch as (select id from numbers where id > $1::bigint order by id limit $2::int),
    filled as (update numbers n set double = value * 2, times = times + 1 from batch where batch.id = n.id)
    select max(id) as cursor from batch`,
  "0004_doubles.contract.sql": "alter table numbers alter double set not null;",
  "0005_index.sql": `-- concurrently
    drop index concurrently if exists numbers_value;
    create index concurrently numbers_value on numbers (value);`,
};

beforeAll(async () => {
  database = await testDatabase();
  sql = database.open();
  path = await mkdtemp(join(tmpdir(), "tl-migrations-"));
  folder = pathToFileURL(`${path}/`);
});
afterAll(async () => {
  await database.close();
  await rm(path, { recursive: true, force: true });
});
beforeEach(async () => {
  await sql.unsafe("drop schema public cascade; create schema public");
  for (const name of Object.keys(files)) await rm(join(path, name), { force: true });
  await release("0001_numbers.sql");
  await migrate(sql, { folder });
  await sql`alter table numbers add column times integer not null default 0`;
});

type File = keyof typeof files;

async function release(...names: readonly File[]): Promise<void> {
  for (const name of names) await writeFile(join(path, name), files[name]);
}

const fill = (rows: number) =>
  sql`insert into numbers (id, value) select n * 7, n from generate_series(1, ${rows}::int) n`;

async function state(): Promise<{ rows: number; right: number; twice: number }> {
  const [row] = await sql<{ rows: number; right: number; twice: number }[]>`
    select count(*)::int as rows, count(*) filter (where double = value * 2)::int as right,
      count(*) filter (where times > 1)::int as twice from numbers`;
  return { rows: row?.rows ?? 0, right: row?.right ?? 0, twice: row?.twice ?? 0 };
}

test("R-024: what a version needs runs before it, and the rest after it, each by a call of its own", async () => {
  await fill(1200);
  await release(
    "0002_doubles.sql",
    "0003_doubles.backfill.sql",
    "0004_doubles.contract.sql",
    "0005_index.sql",
  );
  await expect(migrate(sql, { folder, phase: "post" })).rejects.toThrow(/0002_doubles.sql still waits/);
  const before = await migrate(sql, { folder, phase: "pre" });
  expect(before).toMatchObject({ waiting: [], done: [1, 2, 5] });
  expect(before.waitingAfter).toEqual(["0003_doubles.backfill.sql", "0004_doubles.contract.sql"]);
  expect(await state()).toEqual({ rows: 1200, right: 0, twice: 0 });
  expect(await migrate(sql, { folder, phase: "post" })).toMatchObject({
    waitingAfter: [],
    done: [1, 2, 3, 4, 5],
  });
  expect(await state()).toEqual({ rows: 1200, right: 1200, twice: 0 });
});

test("R-024: the version before works while its successor's rows are filled in, and is told to stop once it cannot", async () => {
  await release("0002_doubles.sql", "0003_doubles.backfill.sql");
  await migrate(sql, { folder });
  for (const name of ["0002_doubles.sql", "0003_doubles.backfill.sql"] as const) await rm(join(path, name));
  expect(await migrate(sql, { folder })).toMatchObject({
    unknown: [],
    ahead: ["0002_doubles.sql", "0003_doubles.backfill.sql"],
  });
  await fill(3);
  await sql`update numbers set double = value * 2`;
  await release("0002_doubles.sql", "0003_doubles.backfill.sql", "0004_doubles.contract.sql");
  await migrate(sql, { folder });
  await rm(join(path, "0004_doubles.contract.sql"));
  await expect(migrate(sql, { folder })).rejects.toThrow(
    /newer version of Trunkline \(it has 0004_doubles.contract.sql\)/,
  );
  expect((await schemaStatus(sql, { folder })).unknown).toEqual(["0004_doubles.contract.sql"]);
});

test("R-024: a backfill that is killed goes on from its last batch, and fills each row once", async () => {
  await fill(40_000);
  await release("0002_doubles.sql", "0003_doubles.backfill.sql", "0004_doubles.contract.sql");
  const runner = fileURLToPath(new URL("backfill-runner.ts", import.meta.url));
  const args = ["--conditions=@trunkline/source", runner, JSON.stringify(database.options), path];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  const gone = new Promise((resolve) => child.once("close", (_code, signal) => resolve(signal)));
  const cursor = async (): Promise<number> => {
    const [table] = await sql<
      { there: boolean }[]
    >`select to_regclass('schema_backfills') is not null as there`;
    if (table?.there !== true) return 0;
    const [row] = await sql<{ cursor: string }[]>`select cursor from schema_backfills`;
    return Number(row?.cursor ?? 0);
  };
  for (let tries = 0; (await cursor()) === 0 && tries < 1500; tries += 1) await sleep(10);
  child.kill("SIGKILL");
  expect(await gone).toBe("SIGKILL");
  const half = await state();
  expect(half.right).toBeGreaterThan(0);
  expect(half.right).toBeLessThan(40_000);
  expect((await schemaStatus(sql, { folder })).waitingAfter).toContain("0003_doubles.backfill.sql");
  await migrate(sql, { folder });
  expect(await state()).toEqual({ rows: 40_000, right: 40_000, twice: 0 });
});

test("R-024: a migration that cannot have its lock steps back for writers, and tries again", async () => {
  await fill(1);
  await release("0002_doubles.sql");
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const reader = database.open().begin(async (other) => {
    await other`select * from numbers`;
    await held;
  });
  const migrating = migrate(sql, { folder });
  const waits = async () =>
    (
      await sql<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and query like 'alter table numbers%'`
    )[0]?.n;
  for (let tries = 0; (await waits()) !== 1 && tries < 500; tries += 1) await sleep(10);
  const startedAt = performance.now();
  await database.open()`update numbers set value = 5`;
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  letGo();
  await reader;
  expect((await migrating).done).toEqual([1, 2]);
});

test("R-024: a batch that takes more than a second is tried with fewer rows", async () => {
  await fill(100);
  await release("0002_doubles.sql");
  await writeFile(
    join(path, "0003_doubles.backfill.sql"),
    `with batch as (select id from numbers where id > $1::bigint order by id limit $2::int),
     slow as (select id, pg_sleep(0.02) from batch),
     filled as (update numbers n set double = value * 2, times = times + 1 from slow where slow.id = n.id)
     select max(id) as cursor from batch`,
  );
  await migrate(sql, { folder });
  expect(await state()).toEqual({ rows: 100, right: 100, twice: 0 });
});
