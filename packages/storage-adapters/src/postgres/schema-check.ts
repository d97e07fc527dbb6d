import type { Connection } from "./connect.ts";
import {
  type DoneMigration,
  kindOf,
  type Migration,
  migrationsFolder,
  readDone,
  readMigrations,
} from "./migrations.ts";

/** How far a database's schema has come. */
export interface SchemaStatus {
  /** Numbers of the migrations that were run. */
  readonly done: readonly number[];
  /** Names of those that wait and that this version needs, in order. */
  readonly waiting: readonly string[];
  /** Names of those that wait until every process runs this version, in order. It works without them. */
  readonly waitingAfter: readonly string[];
  /** Migrations of a newer version over which this version cannot go on. */
  readonly unknown: readonly string[];
  /** Migrations of a newer version that leave this one working. */
  readonly ahead: readonly string[];
}

/** Says how far the schema has come, and changes nothing. */
export async function schemaStatus(
  connection: Connection,
  { folder = migrationsFolder }: { readonly folder?: URL } = {},
): Promise<SchemaStatus> {
  const all = await readMigrations(folder);
  const rows = await readDone(connection);
  const done = new Set(rows.map(({ number }) => number));
  const waiting = all.filter(({ number }) => !done.has(number));
  const strange = strangers(rows, all);
  return {
    done: [...done],
    waiting: waiting.filter(({ kind }) => kind === "expand").map(({ name }) => name),
    waitingAfter: waiting.filter(({ kind }) => kind !== "expand").map(({ name }) => name),
    unknown: strange.filter((name) => kindOf(name) === "contract"),
    ahead: strange.filter((name) => kindOf(name) !== "contract"),
  };
}

/** Throws one sentence when this version cannot work over the schema. What waits for afterwards does not matter. */
export async function checkSchema(connection: Connection): Promise<void> {
  const { waiting, unknown } = await schemaStatus(connection);
  const [newer] = unknown;
  if (newer !== undefined) throw new Error(tooNew(newer));
  if (waiting.length > 0)
    throw new Error(`The database waits for ${waiting.length} migrations, first ${waiting[0]}.`);
}

/** Throws one sentence when the database has been through something else than these files say. */
export function checkHistory(done: readonly DoneMigration[], all: readonly Migration[]): void {
  const newer = strangers(done, all).find((name) => kindOf(name) === "contract");
  if (newer !== undefined) throw new Error(tooNew(newer));
  const changed = all.find((known) =>
    done.some(({ number, checksum }) => number === known.number && checksum !== known.checksum),
  );
  if (changed !== undefined)
    throw new Error(`The migration ${changed.name} was changed after it was run on this database.`);
}

function strangers(done: readonly DoneMigration[], all: readonly Migration[]): string[] {
  return done.filter(({ number }) => !all.some((known) => known.number === number)).map(({ name }) => name);
}

function tooNew(name: string): string {
  return `The database was made by a newer version of Trunkline (it has ${name}): install that one.`;
}
