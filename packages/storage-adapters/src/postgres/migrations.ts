import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import type { Sql } from "./connect.ts";

/**
 * What a migration does. `expand` adds, and the version before goes on over it; `backfill` fills in what was added,
 * a batch at a time; `contract` takes away what only the version before has used.
 */
export type MigrationKind = "expand" | "backfill" | "contract";

/** A file of `migrations/`. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly kind: MigrationKind;
  /** Whether its statements run outside of a transaction, as `create index concurrently` has to. */
  readonly isConcurrent: boolean;
  readonly text: string;
  readonly checksum: string;
}

/** A migration that a database has been through. */
export interface DoneMigration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/** Beside this file in the sources, and beside the bundle in dist. */
export const migrationsFolder: URL = new URL("./migrations/", import.meta.url);

const fileName = /^(\d{4})_[a-z_]+(?:\.(backfill|contract))?\.sql$/;

/** The kind that a file's name says: `0008_title.sql`, `0009_title.backfill.sql`, `0010_title.contract.sql`. */
export function kindOf(name: string): MigrationKind {
  const kind = fileName.exec(name)?.[2];
  return kind === "backfill" || kind === "contract" ? kind : "expand";
}

/** The migrations of a folder, in order. Throws where two have one number. */
export async function readMigrations(folder: URL): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => fileName.test(name)).sort();
  const twin = names.find((name, index) => index > 0 && names[index - 1]?.slice(0, 4) === name.slice(0, 4));
  if (twin !== undefined) throw new Error(`Two migrations have the number ${twin.slice(0, 4)}.`);
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), "utf8");
      const checksum = createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");
      const isConcurrent = /^-- concurrently\b/.test(text);
      return { number: Number(name.slice(0, 4)), name, kind: kindOf(name), isConcurrent, text, checksum };
    }),
  );
}

/** What a database has been through; nothing where there is no schema yet. */
export async function readDone(sql: Sql): Promise<readonly DoneMigration[]> {
  const [table] = await sql<
    { there: boolean }[]
  >`select to_regclass('schema_migrations') is not null as there`;
  if (table?.there !== true) return [];
  return sql<DoneMigration[]>`select number, name, checksum from schema_migrations order by number`;
}
