import { createServer } from "node:net";
import { realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { findBinaries } from "./binaries.ts";
import {
  admin,
  isMade,
  makeDatabase,
  makeFolder,
  newPasswords,
  owner,
  readRecord,
  type Record,
  versionOf,
  writeRecord,
} from "./cluster.ts";
import { takeLock } from "./lock.ts";
import { choosePlace, type Place } from "./place.ts";
import { type Listening, runningIn, type Server, startServer, stopLeftover } from "./server.ts";

/** How to reach a server; fits the options of `connect`. */
export interface EmbeddedConnection {
  /** The folder of the Unix socket, or the loopback address. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** A PostgreSQL server that belongs to this process alone. */
export interface EmbeddedPostgres {
  /** As the owner of the application's database, which may do nothing beyond it. */
  readonly connection: EmbeddedConnection;
  /** As the server's administrator. */
  readonly admin: EmbeddedConnection;
  readonly version: string;
  /** Stops the server; what was committed is on disk. */
  stop(): Promise<void>;
}

/** The longest socket path that every system takes, less its own name. */
const longestFolder = 85;

/**
 * Starts a private PostgreSQL in a data folder, making the database on the first start.
 *
 * It listens on a Unix socket inside the folder; on Windows, or where the path is too long, on the loopback
 * address. A server that outlived the killing of its program is stopped first. Refuses a folder that another
 * live server uses, and one made by another major version of PostgreSQL.
 *
 * @param options.dataDir made when it does not exist
 * @param options.onLog hears the server's warnings, one line each
 */
export async function startEmbeddedPostgres(options: {
  readonly dataDir: string;
  readonly onLog?: (line: string) => void;
}): Promise<EmbeddedPostgres> {
  const onLog = options.onLog ?? (() => undefined);
  await makeFolder(resolve(options.dataDir));
  const dataDir = await realpath(options.dataDir);
  const lock = await takeLock(join(dataDir, "postgres.lock"), `The data folder ${dataDir}`);
  try {
    const place = await choosePlace(dataDir, { binaries: await findBinaries(), onLog });
    const version = await versionOf(place);
    const record = await prepare(dataDir, place, version);
    await stopLeftover(place, onLog);
    const server = await startServer(place, { listening: record, onLog });
    return running({ record, version, server, release: lock.release });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** How to reach the server that runs in a data folder; `undefined` when none does. */
export async function connectEmbedded(dataDir: string): Promise<EmbeddedConnection | undefined> {
  const record = await readRecord(recordFile(resolve(dataDir)));
  if (record === undefined) return undefined;
  const server = await runningIn(record.database);
  return server?.isReady === true ? asOwner(record) : undefined;
}

const recordFile = (dataDir: string): string => join(dataDir, "postgres.json");

async function prepare(dataDir: string, place: Place, version: string): Promise<Record> {
  const file = recordFile(dataDir);
  const before = await readRecord(file);
  const made = await isMade(place, version);
  if (made && before === undefined) {
    throw new Error(`${file}, which holds the passwords of the database in ${place.database}, is missing.`);
  }
  const passwords = before?.passwords ?? newPasswords();
  const record: Record = { database: place.database, ...(await choosePort(place.database)), passwords };
  await writeRecord(file, record);
  if (!made) await makeDatabase(place, passwords);
  return record;
}

async function choosePort(database: string): Promise<Listening> {
  if (process.platform !== "win32" && Buffer.byteLength(database) <= longestFolder)
    return { host: database, port: 5432 };
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve({ host: "127.0.0.1", port }));
    });
  });
}

function asOwner({ host, port, passwords }: Record): EmbeddedConnection {
  return { host, port, user: owner, password: passwords.owner, database: owner };
}

function running(parts: {
  readonly record: Record;
  readonly version: string;
  readonly server: Server;
  readonly release: () => Promise<void>;
}): EmbeddedPostgres {
  const { record, version, server, release } = parts;
  const { host, port, passwords } = record;
  let stopped: Promise<void> | undefined;
  return {
    connection: asOwner(record),
    admin: { host, port, user: admin, password: passwords.admin, database: admin },
    version,
    stop: () => (stopped ??= server.stop().then(release, release)),
  };
}
