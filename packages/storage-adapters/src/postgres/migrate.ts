import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Connection, Transaction } from "./connect.ts";

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

/** How far a database's schema has come. */
export interface SchemaStatus {
  /** Numbers of the migrations that were run. */
  readonly done: readonly number[];
  /** Names of those that wait, in order. */
  readonly waiting: readonly string[];
  /** Migrations that were run and that this version does not know. */
  readonly unknown: readonly string[];
}

/** One migrator at a time; the number is the lock's name, and nothing else uses it. */
const lock = 7_236_114_501;
const maxTries = 30;

/** Beside this file in the sources, and beside the bundle in dist. */
const folder = new URL("./migrations/", import.meta.url);

/**
 * Brings the schema up to date: each file of `migrations/` that was not run, in order, in a transaction each.
 * May be cut short anywhere and called again. Refuses a schema that a newer version made, and a file that was
 * changed after it was run.
 */
export async function migrate(connection: Connection): Promise<SchemaStatus> {
  const all = await readMigrations();
  await retried(() => connection.begin(async (sql) => prepare(sql)));
  for (const migration of all) await retried(() => connection.begin((sql) => runOne(sql, migration, all)));
  return schemaStatus(connection);
}

/** Says how far the schema has come, and changes nothing. */
export async function schemaStatus(connection: Connection): Promise<SchemaStatus> {
  const all = await readMigrations();
  const [table] = await connection<
    { there: boolean }[]
  >`select to_regclass('schema_migrations') is not null as there`;
  const rows = table?.there === true ? await readDone(connection) : [];
  const done = new Set(rows.map(({ number }) => number));
  return {
    done: [...done],
    waiting: all.filter(({ number }) => !done.has(number)).map(({ name }) => name),
    unknown: rows
      .filter(({ number }) => !all.some((known) => known.number === number))
      .map(({ name }) => name),
  };
}

async function prepare(sql: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lock})`;
  await sql`
    create table if not exists schema_migrations (
      number integer primary key,
      name text not null,
      checksum text not null,
      at timestamptz not null default now()
    )`;
}

async function runOne(sql: Transaction, migration: Migration, all: readonly Migration[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lock})`;
  const done = await readDone(sql);
  const newer = done.find(({ number }) => !all.some((known) => known.number === number));
  if (newer !== undefined) {
    throw new Error(
      `The database was made by a newer version of Trunkline (it has ${newer.name}): install that one.`,
    );
  }
  const before = done.find(({ number }) => number === migration.number);
  if (before !== undefined && before.checksum !== migration.checksum) {
    throw new Error(`The migration ${migration.name} was changed after it was run on this database.`);
  }
  if (before !== undefined) return;
  await sql.unsafe(migration.text);
  await sql`
    insert into schema_migrations (number, name, checksum)
    values (${migration.number}, ${migration.name}, ${migration.checksum})`;
}

function readDone(
  sql: Transaction | Connection,
): Promise<{ number: number; name: string; checksum: string }[]> {
  return sql<{ number: number; name: string; checksum: string }[]>`
    select number, name, checksum from schema_migrations order by number`;
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), "utf8");
      const checksum = createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");
      return { number: Number(name.slice(0, 4)), name, text, checksum };
    }),
  );
}

/** Tries again where a lock was not to be had in time: writers go first, and a migration waits for its turn. */
async function retried(run: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await run();
      return;
    } catch (error) {
      const isBusy = error instanceof Error && "code" in error && error.code === "55P03";
      if (!isBusy || tries === maxTries) throw error;
      await sleep(1000);
    }
  }
}
