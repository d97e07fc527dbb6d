import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose } from "../../packages/server/src/compose.ts";
import type { Composition } from "../../packages/server/src/compose.ts";
import { readConfig } from "../../packages/server/src/config/read.ts";
import { startEmbeddedPostgres } from "../../packages/storage-adapters/src/embedded/postgres.ts";
import type { EmbeddedPostgres } from "../../packages/storage-adapters/src/embedded/postgres.ts";
import { connect } from "../../packages/storage-adapters/src/postgres/connect.ts";
import type { Connection } from "../../packages/storage-adapters/src/postgres/connect.ts";
import { createClient, freePort } from "../client.ts";
import type { Client } from "../client.ts";
import { openProxy } from "./proxy.ts";
import type { Proxy } from "./proxy.ts";
import { createServerProcess } from "./server.ts";
import type { ServerProcess } from "./server.ts";

/** One of the two servers, with all that looks at it from outside. */
export interface Site {
  readonly name: string;
  readonly domain: string;
  readonly origin: string;
  readonly process: ServerProcess;
  readonly proxy: Proxy;
  readonly sql: Connection;
  /** The same composition as the server's, for its oracle of invariants. */
  readonly composition: Composition;
  /** Who posts, and who follows and unfollows. */
  readonly poster: Client;
  readonly fickle: Client;
  /** The poster's token. */
  readonly token: string;
  /** Handles of the two, as in `poster-a`. */
  readonly people: readonly [string, string];
  arm(failPoint: string): Promise<void>;
  /** Moves its clock, from now on, by so many milliseconds in all. */
  setClock(offset: number): Promise<void>;
}

export interface World {
  readonly killed: Site;
  readonly healthy: Site;
  /** The Redis of the one that is killed. */
  readonly redis: string | undefined;
  /** Opens an empty database, and settings for a server over it. */
  emptyServer(): Promise<{ readonly server: ServerProcess; close(): Promise<void> }>;
  /** SIGKILLs the database under both; it is started again by itself. */
  killDatabase(): Promise<void>;
  close(): Promise<void>;
}

/** @param redis the address of one that the server that is killed uses */
export async function openWorld({ redis }: { readonly redis?: string | undefined } = {}): Promise<World> {
  const folder = await openFolder();
  const database = await startEmbeddedPostgres({ dataDir: join(folder, "pg") });
  const ground = { folder, database };
  const sites = await Promise.all([openSite("a", { ...ground, redis }), openSite("b", ground)]);
  const [killed, healthy] = sites;
  return {
    killed,
    healthy,
    redis,
    emptyServer: () => openEmpty(folder, database),
    async killDatabase() {
      const mark = await readFile(join(database.connection.host, "postmaster.pid"), "utf8");
      process.kill(Number(mark.split("\n")[0]), "SIGKILL");
    },
    async close() {
      await Promise.all(sites.map(({ process: server }) => server.close()));
      await Promise.all(sites.map(({ proxy }) => proxy.close()));
      await Promise.all(sites.map(({ composition }) => composition.close()));
      await Promise.all(sites.map(({ sql }) => sql.end({ timeout: 1 })));
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tlf-"));
  // Run by root, the database runs as somebody else, who has to get through here.
  await chmod(folder, 0o755);
  return folder;
}

async function makeDatabase(server: EmbeddedPostgres, name: string): Promise<void> {
  const sql = connect({ ...server.admin, poolSize: 1 });
  await sql.unsafe(`create database ${name} owner ${server.connection.user}`);
  await sql.end();
}

function databaseSettings({ connection }: EmbeddedPostgres, name: string): Record<string, string> {
  const { host, port, user, password } = connection;
  return { DB_HOST: host, DB_PORT: String(port), DB_USER: user, DB_PASS: password, DB_NAME: name };
}

interface Place {
  readonly folder: string;
  readonly database: EmbeddedPostgres;
  readonly redis?: string | undefined;
}

async function openSite(name: string, { folder, database: server, redis }: Place): Promise<Site> {
  const dataFolder = await mkdtemp(join(folder, `${name}-`));
  const [port, inner] = [await freePort(), await freePort()];
  await makeDatabase(server, `site_${name}`);
  const environment = {
    NODE_ENV: "test",
    PORT: String(inner),
    BIND: "127.0.0.1",
    LOCAL_DOMAIN: `localhost:${port}`,
    DATA_DIR: dataFolder,
    ALLOWED_PRIVATE_ADDRESSES: "127.0.0.0/8 ::1",
    RATE_LIMIT_EXEMPT: "127.0.0.0/8 ::1",
    LOG_LEVEL: "warn",
    CLOCK_OFFSET_FILE: join(dataFolder, "clock"),
    ...databaseSettings(server, `site_${name}`),
    REDIS_URL: redis ?? "",
  };
  const failPointFile = join(dataFolder, "failpoint");
  const composition = await compose(readConfig(environment, dataFolder), { role: "command" });
  const origin = `http://localhost:${port}`;
  const people = [`poster_${name}`, `fickle_${name}`] as const;
  const [poster, fickle] = [await person(composition, people[0]), await person(composition, people[1])];
  const running = { ...environment, FAILPOINT_FILE: failPointFile };
  return {
    name,
    domain: `localhost:${port}`,
    origin,
    process: createServerProcess({ folder: dataFolder, port: inner, environment: running }),
    proxy: await openProxy({ from: port, to: inner }),
    sql: connect({ ...server.connection, database: `site_${name}`, poolSize: 2 }),
    composition,
    poster: createClient(origin, poster),
    fickle: createClient(origin, fickle),
    token: poster,
    people,
    arm: (text) => replaceFile(failPointFile, text),
    setClock: (offset) => replaceFile(environment.CLOCK_OFFSET_FILE, String(offset)),
  };
}

/** Whoever reads meanwhile reads the old text or the new one, never half of it. */
async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

async function person({ social }: Composition, username: string): Promise<string> {
  const password = randomBytes(16).toString("hex");
  const account = { username, email: `${username}@mail.example`, password, confirmed: true };
  const { user } = await social.signIn.createUser({ ...account, role: "user" });
  const scopes = ["read", "write", "follow"];
  const { app } = await social.signIn.registerApp({
    name: "Faults",
    website: undefined,
    redirectUris: [],
    scopes,
  });
  return (await social.signIn.grant({ app: app.id, user: user.id, scopes })).secret;
}

let emptyOnes = 0;

async function openEmpty(
  folder: string,
  database: EmbeddedPostgres,
): Promise<{ readonly server: ServerProcess; close(): Promise<void> }> {
  const name = `empty_${(emptyOnes += 1)}`;
  const [dataFolder, port] = [await mkdtemp(join(folder, `${name}-`)), await freePort()];
  await makeDatabase(database, name);
  const environment = {
    NODE_ENV: "test",
    PORT: String(port),
    DATA_DIR: dataFolder,
    LOG_LEVEL: "warn",
    ...databaseSettings(database, name),
  };
  const server = createServerProcess({ folder: dataFolder, port, environment, standsBy: false });
  return {
    server,
    async close() {
      await server.close();
      const sql = connect({ ...database.admin, poolSize: 1 });
      await sql.unsafe(`drop database ${name} with (force)`);
      await sql.end();
    },
  };
}
