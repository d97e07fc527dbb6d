import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@trunkline/storage-adapters/embedded";
import { connect, type Connection, type ConnectOptions, migrate } from "@trunkline/storage-adapters/postgres";

/** An empty database with the schema of today, that nobody else uses. */
export interface TestDatabase {
  /** How to reach it. */
  readonly options: ConnectOptions;
  /** Opens a pool of connections, which `close` closes as well. */
  open(options?: ConnectOptions): Connection;
  /** Empties every table, for the next test. */
  empty(): Promise<void>;
  /** Removes it; with the last one the server that was started for it stops. */
  close(): Promise<void>;
}

interface TestServer {
  readonly admin: ConnectOptions;
  readonly template: string;
  stop(): Promise<void>;
}

let server: Promise<TestServer> | undefined;
let users = 0;

/** Makes a database on the server of DATABASE_URL, or on an embedded one that this process starts once. */
export async function testDatabase(): Promise<TestDatabase> {
  users += 1;
  server ??= startServer();
  const { admin, template } = await server;
  const name = newName();
  await administer(admin, (sql) => sql.unsafe(`create database ${name} template ${template}`));
  const options = at(admin, name);
  const pools: Connection[] = [];
  const open = (more: ConnectOptions = {}): Connection => {
    const pool = connect({ ...options, ...more });
    pools.push(pool);
    return pool;
  };
  return {
    options,
    open,
    empty: () => emptyAll(pools[0] ?? open()),
    async close() {
      await Promise.all(pools.map((pool) => pool.end({ timeout: 1 })));
      await administer(admin, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
      users -= 1;
      if (users > 0) return;
      const last = server;
      server = undefined;
      await (await last)?.stop();
    },
  };
}

/** A folder in which the user of an embedded server can reach its database, also where the tests run as root. */
export async function dataFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "tl-"));
  await chmod(path, 0o711);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

async function startServer(): Promise<TestServer> {
  const url = process.env["DATABASE_URL"];
  if (url !== undefined && url !== "") return prepared({ url }, async () => undefined);
  const folder = await dataFolder();
  const embedded: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir: folder.path });
  return prepared(embedded.admin, async () => {
    await embedded.stop();
    await folder.remove();
  });
}

/** Migrates one database, of which the others are copies. */
async function prepared(admin: ConnectOptions, stop: () => Promise<void>): Promise<TestServer> {
  const template = newName();
  await administer(admin, (sql) => sql.unsafe(`create database ${template}`));
  const pool = connect({ ...at(admin, template), poolSize: 1 });
  await migrate(pool);
  await pool.end();
  return {
    admin,
    template,
    async stop() {
      await administer(admin, (sql) => sql.unsafe(`drop database if exists ${template} with (force)`));
      await stop();
    },
  };
}

async function administer(admin: ConnectOptions, run: (sql: Connection) => Promise<unknown>): Promise<void> {
  const sql = connect({ ...admin, poolSize: 1 });
  try {
    await run(sql);
  } finally {
    await sql.end();
  }
}

function at(admin: ConnectOptions, database: string): ConnectOptions {
  if (admin.url === undefined) return { ...admin, database };
  const url = new URL(admin.url);
  url.pathname = `/${database}`;
  return { url: url.href };
}

function newName(): string {
  return `trunkline_test_${randomBytes(6).toString("hex")}`;
}

async function emptyAll(sql: Connection): Promise<void> {
  const tables = await sql<{ name: string }[]>`
    select quote_ident(tablename) as name from pg_tables
    where schemaname = 'public' and tablename not in ('schema_migrations', 'secret_canaries')`;
  await sql.unsafe(`truncate ${tables.map(({ name }) => name).join(", ")} restart identity cascade`);
}
