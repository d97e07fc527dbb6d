import { setTimeout as sleep } from "node:timers/promises";
import { backfill } from "./backfill.ts";
import type { Connection, Transaction } from "./connect.ts";
import { type Migration, migrationsFolder, readDone, readMigrations } from "./migrations.ts";
import { checkHistory, type SchemaStatus, schemaStatus } from "./schema-check.ts";

/** Which migrations: those that a version needs, those that wait until every process runs it, or all in order. */
export type MigrationPhase = "pre" | "post" | "all";

export interface MigrateOptions {
  /** All of them, when nothing is said. */
  readonly phase?: MigrationPhase;
  /** Where the files are, if not beside the sources. */
  readonly folder?: URL;
  /** Leaves out all others: for a backup, which goes into the schema that it was taken from. */
  readonly only?: ReadonlySet<number>;
}

/** One migrator at a time; the number is the lock's name, and nothing else uses it. */
const lock = 7_236_114_501;
const maxTries = 30;

/**
 * Brings the schema up to date: each file of `migrations/` that was not run, in order, in a transaction each.
 * May be cut short anywhere and called again. Refuses a schema over which this version cannot go on, and a file
 * that was changed after it was run. Wants a connection straight to the server, not through a pooler.
 */
export async function migrate(
  connection: Connection,
  { phase = "all", folder = migrationsFolder, only }: MigrateOptions = {},
): Promise<SchemaStatus> {
  const all = await readMigrations(folder);
  await retried(() => connection.begin(prepare));
  const needed = all.filter(({ kind }) => kind === "expand");
  if (phase === "post") await checkNeeded(connection, needed);
  const chosen = all.filter(
    ({ number, kind }) =>
      (phase === "all" || (kind === "expand") === (phase === "pre")) && only?.has(number) !== false,
  );
  for (const migration of chosen) await retried(() => runOne(connection, migration, all));
  return schemaStatus(connection, { folder });
}

async function prepare(sql: Transaction): Promise<void> {
  await takeLock(sql);
  const [table] = await sql<
    { there: boolean }[]
  >`select to_regclass('schema_backfills') is not null as there`;
  if (table?.there === true) return;
  await sql`
    create table if not exists schema_migrations (
      number integer primary key,
      name text not null,
      checksum text not null,
      at timestamptz not null default now()
    )`;
  await sql`
    create table if not exists schema_backfills (
      number integer primary key,
      cursor bigint not null,
      at timestamptz not null default now()
    )`;
}

/**
 * A migration waits a second and a half for a lock at most: whoever comes after it in the line waits as long as it does,
 * and gives up after two (R-024, S-168).
 */
async function takeLock(sql: Transaction): Promise<void> {
  await sql`select set_config('lock_timeout', '1500ms', true), set_config('statement_timeout', '0', true)`;
  const [row] = await sql<{ held: boolean }[]>`select pg_try_advisory_xact_lock(${lock}) as held`;
  if (row?.held !== true) throw new Busy();
}

/** Somebody else migrates. Whoever waited for it in a statement would be waited for by the building of an index. */
class Busy extends Error {
  readonly code = "55P03";
  constructor() {
    super("Another process migrates this database; try again later.");
    this.name = "Busy";
  }
}

async function checkNeeded(connection: Connection, needed: readonly Migration[]): Promise<void> {
  const done = await readDone(connection);
  const first = needed.find((each) => !done.some(({ number }) => number === each.number));
  if (first !== undefined) throw new Error(`Run the migrations that come first: ${first.name} still waits.`);
}

async function runOne(
  connection: Connection,
  migration: Migration,
  all: readonly Migration[],
): Promise<void> {
  const begin = async (sql: Transaction): Promise<boolean> => {
    await takeLock(sql);
    const done = await readDone(sql);
    checkHistory(done, all);
    return !done.some(({ number }) => number === migration.number);
  };
  const finish = async (sql: Transaction): Promise<void> => {
    const { number, name, checksum } = migration;
    await sql`insert into schema_migrations (number, name, checksum) values (${number}, ${name}, ${checksum})`;
  };
  if (migration.kind === "backfill") return backfill(connection, migration, { begin, finish });
  if (migration.isConcurrent && (await connection.begin(begin))) await runConcurrently(connection, migration);
  await connection.begin(async (sql) => {
    if (!(await begin(sql))) return;
    if (!migration.isConcurrent) await sql.unsafe(migration.text);
    await finish(sql);
  });
}

/**
 * Runs statements that no transaction may surround. They block no writer, so they may take their time; each is
 * written so that it may be run again.
 */
async function runConcurrently(connection: Connection, { text }: Migration): Promise<void> {
  const sql = await connection.reserve();
  try {
    const [row] = await sql<{ held: boolean }[]>`select pg_try_advisory_lock(${lock}) as held`;
    if (row?.held !== true) throw new Busy();
    await sql`select set_config('lock_timeout', '0', false), set_config('statement_timeout', '0', false)`;
    for (const statement of text.split(/;[ \t]*(?:\r?\n|$)/).filter(isStatement)) await sql.unsafe(statement);
  } finally {
    await sql.unsafe("reset lock_timeout; reset statement_timeout; select pg_advisory_unlock_all()");
    sql.release();
  }
}

function isStatement(text: string): boolean {
  return text.split("\n").some((line) => line.trim() !== "" && !line.startsWith("--"));
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
