import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { type BackupManifest, readManifest } from "./backup.ts";
import { tablesOf } from "./backup-tables.ts";
import type { Connection, Sql } from "./connect.ts";
import { measure, sample } from "./copy-files.ts";
import { createSecretBox, type KeyRing, privateKeyPlace, proveCanary, type SecretBox } from "./secrets.ts";

/** What was found in a backup or in the database that was made of it. */
export interface Verified {
  readonly manifest: BackupManifest;
  readonly tables: number;
  readonly rows: number;
  /** How many accounts signed something that their public key confirmed. */
  readonly signatures: number;
}

const samples = 5;

/**
 * Reads a backup from end to end: every file is what it was, the secret keys open it, and accounts can sign.
 * Throws one sentence that says what is wrong.
 */
export async function verifyBackup(folder: string, secrets: KeyRing): Promise<Verified> {
  const manifest = await readManifest(folder);
  const files = manifest.media === undefined ? manifest.tables : [...manifest.tables, manifest.media];
  for (const { file, rows, bytes, sha256 } of files) {
    const found = await measure(folder, file).catch((error: unknown) => {
      throw new Error(`${file} of the backup cannot be read.`, { cause: error });
    });
    if (found.sha256 !== sha256 || found.bytes !== bytes || found.rows !== rows)
      throw new Error(`${file} of the backup is not what was written.`);
  }
  const box = createSecretBox(secrets);
  const take = (name: string) => {
    const table = manifest.tables.find((each) => each.name === name);
    return table === undefined ? [] : sample(folder, { ...table, rows: samples });
  };
  for (const row of await take("secret_canaries"))
    proveCanary(box, { keyId: row["key_id"] ?? "", sealed: row["sealed"] ?? "" });
  const keys = await take("account_keys");
  for (const row of keys)
    proveKey(box, {
      account: row["account_id"] ?? "",
      publicPem: row["public_pem"] ?? "",
      privateSealed: row["private_sealed"] ?? "",
    });
  return { manifest, ...sumOf(manifest), signatures: keys.length };
}

/** Looks whether a database holds what a backup says, before anything else has written to it. */
export async function verifyRestored(
  connection: Connection,
  { manifest, secrets }: { readonly manifest: BackupManifest; readonly secrets: KeyRing },
): Promise<Verified> {
  const box = createSecretBox(secrets);
  return connection.begin("isolation level repeatable read read only", async (sql) => {
    await sql`select set_config('statement_timeout', '0', true)`;
    for (const { name, rows } of manifest.tables) {
      const [found] = await sql<{ rows: string }[]>`select count(*) as rows from ${sql(name)}`;
      if (Number(found?.rows) !== rows)
        throw new Error(`The table ${name} has ${found?.rows} rows; the backup has ${rows}.`);
    }
    await checkCounters(sql, manifest);
    const canaries = await sql<
      { keyId: string; sealed: string }[]
    >`select key_id, sealed from secret_canaries`;
    for (const canary of canaries) proveCanary(box, canary);
    const keys = await sql<{ account: string; publicPem: string; privateSealed: string }[]>`
      select account_id as account, public_pem, private_sealed from account_keys order by account_id limit ${samples}`;
    for (const key of keys) proveKey(box, key);
    return { manifest, ...sumOf(manifest), signatures: keys.length };
  });
}

async function checkCounters(sql: Sql, manifest: BackupManifest): Promise<void> {
  for (const { name, counter } of await tablesOf(sql)) {
    const before = manifest.tables.find((table) => table.name === name)?.counter;
    if (counter === undefined || before === undefined) continue;
    if (BigInt(counter.last) <= BigInt(before.last))
      throw new Error(`The table ${name} would give out numbers a second time.`);
  }
}

function proveKey(
  box: SecretBox,
  { account, publicPem, privateSealed }: Readonly<Record<"account" | "publicPem" | "privateSealed", string>>,
): void {
  const text = Buffer.from(`Signed by ${account}.`);
  const key = createPrivateKey(box.open(privateKeyPlace(account), privateSealed));
  if (!verify("sha256", text, createPublicKey(publicPem), sign("sha256", text, key)))
    throw new Error(`The two halves of the key of account ${account} do not belong together.`);
}

function sumOf({ tables }: BackupManifest): Pick<Verified, "tables" | "rows"> {
  return { tables: tables.length, rows: tables.reduce((sum, { rows }) => sum + rows, 0) };
}
