import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { MediaFiles, StoredMedia } from "@trunkline/social";
import { copied } from "./copy-media.ts";
import { type TableShape, tablesOf } from "./backup-tables.ts";
import { type KeptFile, writeLines } from "./copy-files.ts";
import type { Connection, Transaction } from "./connect.ts";
import { type DoneMigration, readDone } from "./migrations.ts";

/** A table in a backup. */
export interface KeptTable extends KeptFile, TableShape {}

/** What a backup says of itself, in `manifest.json`, which is written last. */
export interface BackupManifest {
  readonly format: 1;
  /** The version that wrote it. */
  readonly version: string;
  readonly at: string;
  readonly migrations: readonly DoneMigration[];
  readonly tables: readonly KeptTable[];
  /** Key, type, size and digest of each media file. */
  readonly media: KeptFile | undefined;
  /** Whether the files themselves lie under `media`, but for those of other servers. */
  readonly hasFiles?: true;
  /** Which secret keys it takes to read what is sealed. The keys themselves are not here. */
  readonly keyIds: readonly string[];
}

export interface BackupOptions {
  /** Does not exist yet, or is empty. */
  readonly folder: string;
  readonly version: string;
  readonly at: Date;
  readonly media?: AsyncIterable<StoredMedia>;
  /** Copies the media files too. Left out: they are only listed. */
  readonly files?: Pick<MediaFiles, "open">;
}

const manifestFile = "manifest.json";

/**
 * Writes down everything that the database holds at one moment, while others go on writing. A folder without a
 * manifest is a backup that did not come to its end.
 */
export async function createBackup(connection: Connection, options: BackupOptions): Promise<BackupManifest> {
  const { folder, version, at, files } = options;
  const { media: list } = options;
  const media = list && files ? copied(folder, { list, files }) : list;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw new Error(`The folder ${folder} is not empty.`);
  const rows = await connection.begin("isolation level repeatable read read only", (sql) =>
    snapshot(sql, folder),
  );
  // After the rows: a file that a row of this backup names was there before the row.
  const kept =
    media === undefined
      ? undefined
      : await writeLines(folder, "media.jsonl.gz", Readable.from(linesOf(media)));
  const copies = files === undefined ? {} : ({ hasFiles: true } as const);
  const manifest: BackupManifest = {
    format: 1,
    version,
    at: at.toISOString(),
    ...rows,
    media: kept,
    ...copies,
  };
  await writeFile(join(folder, manifestFile), `${JSON.stringify(manifest, undefined, 2)}\n`, {
    flag: "wx",
    mode: 0o600,
    flush: true,
  });
  return manifest;
}

async function snapshot(
  sql: Transaction,
  folder: string,
): Promise<Pick<BackupManifest, "migrations" | "tables" | "keyIds">> {
  await sql`
    select set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)`;
  const migrations = await readDone(sql);
  const keys = await sql<{ keyId: string }[]>`select key_id from secret_canaries order by key_id`;
  const tables: KeptTable[] = [];
  for (const shape of await tablesOf(sql)) {
    const { name, columns } = shape;
    const lines = await sql`copy ${sql(name)} (${sql([...columns])}) to stdout`.readable();
    // The driver pauses its socket while the stream is full, and forgets it when the stream ends in that state.
    lines.once("end", () => lines._read(0));
    tables.push({ ...shape, ...(await writeLines(folder, `${name}.copy.gz`, lines)) });
  }
  return { migrations, tables, keyIds: keys.map(({ keyId }) => keyId) };
}

async function* linesOf(media: AsyncIterable<StoredMedia>): AsyncGenerator<string> {
  for await (const file of media) yield `${JSON.stringify(file)}\n`;
}

/** Reads what a backup says of itself. Throws one sentence when it is none. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  let text: string;
  try {
    text = await readFile(join(folder, manifestFile), "utf8");
  } catch (error) {
    throw new Error(`${folder} holds no backup that came to its end: it has no ${manifestFile}.`, {
      cause: error,
    });
  }
  const read: unknown = JSON.parse(text);
  if (typeof read !== "object" || read === null || !("format" in read) || read.format !== 1)
    throw new Error(`${join(folder, manifestFile)} is not of a kind that this version reads.`);
  return read as BackupManifest; // `createBackup` wrote it; what the files hold is measured against it
}
