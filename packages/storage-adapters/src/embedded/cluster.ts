import { randomBytes } from "node:crypto";
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Place } from "./place.ts";
import { run } from "./run.ts";

/** What a data folder remembers of its server. */
export interface Record {
  readonly database: string;
  readonly port: number;
  /** Folder of the socket, or the loopback address. */
  readonly host: string;
  readonly passwords: { readonly admin: string; readonly owner: string };
}

/** The role that owns everything but the server itself, and its database. */
export const owner = "trunkline";
/** The role that may do anything, which nothing but preparing a database needs. */
export const admin = "postgres";

/** Reads what a data folder remembers; `undefined` before its first server. */
export async function readRecord(file: string): Promise<Record | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Record); // we wrote it
}

export async function writeRecord(file: string, record: Record): Promise<void> {
  const half = `${file}.new`;
  await writeFile(half, JSON.stringify(record, undefined, 2), { mode: 0o600 });
  await rename(half, file);
}

export function newPasswords(): Record["passwords"] {
  const secret = () => randomBytes(24).toString("base64url");
  return { admin: secret(), owner: secret() };
}

/** The server's version, as in `18.4`. */
export async function versionOf({ binaries, as }: Place): Promise<string> {
  const text = await run([binaries.postgres, "--version"], { as, cwd: "/" });
  return /\(PostgreSQL\) (\S+)/.exec(text)?.[1] ?? text.trim();
}

/** Whether there is a database already. Refuses one that this server cannot open. */
export async function isMade(place: Place, version: string): Promise<boolean> {
  const text = await readFile(join(place.database, "PG_VERSION"), "utf8").catch(() => undefined);
  if (text === undefined) return false;
  const [theirs, ours] = [Number.parseInt(text, 10), Number.parseInt(version, 10)];
  if (theirs === ours) return true;
  const how = theirs > ours ? "newer" : "older";
  throw new Error(
    `The database in ${place.database} was made by PostgreSQL ${theirs}, which is ${how} than the ${ours} that is installed.`,
  );
}

/** Makes an empty database with its two roles, whole or not at all. */
export async function makeDatabase(place: Place, passwords: Record["passwords"]): Promise<void> {
  const half = `${place.database}.new`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { mode: 0o700 });
  const passwordFile = `${half}.password`;
  await writeFile(passwordFile, passwords.admin, { mode: 0o600 });
  await give(place, half);
  await give(place, passwordFile);
  const { binaries, as } = place;
  try {
    // C.UTF-8 sorts by code point and knows the case of every letter, whatever the machine's own locales are.
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const access = ["--auth=scram-sha-256", `--username=${admin}`, `--pwfile=${passwordFile}`];
    await run([binaries.initdb, "-D", half, ...locale, ...access, "--no-instructions"], { as, cwd: half });
  } finally {
    await rm(passwordFile, { force: true });
  }
  const input = `create role ${owner} login password '${passwords.owner}';\ncreate database ${owner} owner ${owner};\n`;
  await run([binaries.postgres, "--single", "-D", half, "postgres"], { as, cwd: half, input });
  await rm(place.database, { recursive: true, force: true });
  await rename(half, place.database);
}

async function give({ as }: Place, path: string): Promise<void> {
  if (as !== undefined) await chown(path, as.uid, as.gid);
}

/** Makes the folders above a database that do not exist yet. */
export async function makeFolder(dataDir: string): Promise<void> {
  const isThere = await stat(dataDir).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  await mkdir(dirname(dataDir), { recursive: true });
  // Others may pass through, which the database's own user needs; they can list and read nothing.
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
}
