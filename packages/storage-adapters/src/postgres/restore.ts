import { pipeline } from "node:stream/promises";
import { type BackupManifest, type KeptTable, readManifest } from "./backup.ts";
import { type Verified, verifyBackup, verifyRestored } from "./backup-verify.ts";
import type { Connection, Transaction } from "./connect.ts";
import { readBack } from "./copy-files.ts";
import { migrate } from "./migrate.ts";
import type { KeyRing } from "./secrets.ts";

/** Numbers that a database gave out after its backup are gone with it, and are not given out again. */
const gap = 1_000_000_000n;

/**
 * Fills an empty database from a backup: the backup is verified, its schema made, its rows put in, what was put in
 * verified, and only then is the schema brought up to this version. Rows come in one transaction: cut short,
 * the database is as empty as before. Throws one sentence where it cannot be done.
 */
export async function restoreBackup(
  connection: Connection,
  { folder, secrets }: { readonly folder: string; readonly secrets: KeyRing },
): Promise<Verified> {
  const manifest = await readManifest(folder);
  await refuseFilled(connection);
  await verifyBackup(folder, secrets);
  const only = new Set(manifest.migrations.map(({ number }) => number));
  const { done } = await migrate(connection, { only });
  const missing = manifest.migrations.find(({ number }) => !done.includes(number));
  if (missing !== undefined)
    throw new Error(
      `The backup is of a newer version of Trunkline (it has ${missing.name}): install that one.`,
    );
  await connection.begin((sql) => fill(sql, folder, manifest));
  const verified = await verifyRestored(connection, { manifest, secrets });
  await migrate(connection);
  // Each table by itself: of the system's own the server says that they are not ours.
  for (const { name } of manifest.tables) await connection`analyze ${connection(name)}`;
  return verified;
}

async function refuseFilled(connection: Connection): Promise<void> {
  const [table] = await connection<{ there: boolean }[]>`select to_regclass('accounts') is not null as there`;
  if (table?.there !== true) return;
  const [row] = await connection<{ filled: boolean }[]>`select exists (select from accounts) as filled`;
  if (row?.filled === true)
    throw new Error("The database is not empty. A backup is restored into an empty one.");
}

async function fill(sql: Transaction, folder: string, { tables }: BackupManifest): Promise<void> {
  await sql`
    select set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)`;
  // What the start of a server may have put there already, such as a canary of another ring.
  for (const { name } of [...tables].reverse()) await sql`delete from ${sql(name)}`;
  for (const table of tables) {
    const { name, columns, file } = table;
    const target = await sql`copy ${sql(name)} (${sql([...columns])}) from stdin`.writable();
    await pipeline(readBack(folder, file), target);
    await advance(sql, table);
  }
}

async function advance(sql: Transaction, { name, counter }: KeptTable): Promise<void> {
  if (counter === undefined) return;
  const { column, last } = counter;
  await sql`
    select setval(
      pg_get_serial_sequence(${name}, ${column})::regclass,
      greatest(${last}::bigint, (select coalesce(max(${sql(column)}), 0) from ${sql(name)})) + ${String(gap)}::bigint
    )`;
}
