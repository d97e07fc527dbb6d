import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startEmbeddedPostgres } from "../../packages/storage-adapters/src/embedded/postgres.ts";
import { connect } from "../../packages/storage-adapters/src/postgres/connect.ts";
import type { Connection } from "../../packages/storage-adapters/src/postgres/connect.ts";
import { freePort, textAt } from "../client.ts";
import { startRedis } from "../redis-server.ts";
import { createNode } from "./node.ts";
import type { Node, Role } from "./node.ts";
import { openProxy } from "./proxy.ts";

/** Many processes that are one server, with what they share, on this machine. */
export interface Town {
  readonly origin: string;
  readonly nodes: readonly Node[];
  /** `undefined` where there is no redis-server. */
  readonly redis: string | undefined;
  readonly sql: Connection;
  /** Names with an account each, and a token for it. */
  readonly people: readonly Person[];
  readonly folder: string;
  close(): Promise<void>;
}

export interface Person {
  readonly name: string;
  readonly token: string;
}

const names = ["ana", "ben", "eva", "tom"];

const runFile = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const condition = "--conditions=@trunkline/source";

const plan: readonly (readonly [string, Role])[] = [
  ["web-1", "web"],
  ["web-2", "web"],
  ["streaming", "streaming"],
  ["worker-1", "worker"],
  ["worker-2", "worker"],
  ["scheduler", "scheduler"],
];

export async function openTown(): Promise<Town> {
  const folder = await mkdtemp(join(tmpdir(), "trunkline-cluster-"));
  // Run by root, the database runs as somebody else, who has to get through here.
  await chmod(folder, 0o755);
  const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    const database = await startEmbeddedPostgres({ dataDir: join(folder, "database") });
    closers.push(() => database.stop());
    const redis = await startRedis(folder);
    if (redis !== undefined) closers.push(() => redis.stop());
    const port = await freePort(3000);
    const env = environment({ port, folder, redis: redis?.url, database: database.connection });
    const nodes = await Promise.all(plan.map(([name, role]) => createNode(name, { role, env })));
    process.once("exit", () => nodes.forEach((node) => node.killNow()));
    closers.push(() => Promise.all(nodes.map((node) => node.stop())));
    // All at once, the first time: migrations and secrets are made by one of them.
    await Promise.all(nodes.map((node) => node.start()));
    const proxy = await openProxy(port, nodes);
    closers.push(() => proxy.close());
    const sql = connect({ ...database.connection, poolSize: 2 });
    closers.push(() => sql.end({ timeout: 1 }));
    const people: Person[] = [];
    for (const name of names)
      people.push({ name, token: await tokenFor(name, { ...env, PORT: String(port) }) });
    const origin = `http://localhost:${port}`;
    return { origin, nodes, redis: redis?.url, sql, people, folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function environment({
  port,
  folder,
  redis,
  database,
}: {
  readonly port: number;
  readonly folder: string;
  readonly redis: string | undefined;
  readonly database: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
    readonly database: string;
  };
}): Readonly<Record<string, string>> {
  return {
    BIND: "127.0.0.1",
    LOCAL_DOMAIN: `localhost:${port}`,
    DATA_DIR: folder,
    DB_HOST: database.host,
    DB_PORT: String(database.port),
    DB_USER: database.user,
    DB_PASS: database.password,
    DB_NAME: database.database,
    DB_POOL: "8",
    ...(redis === undefined ? {} : { REDIS_URL: redis }),
    TRUSTED_PROXY_IP: "127.0.0.1",
    DRAIN_SECONDS: "2",
    ALLOWED_PRIVATE_ADDRESSES: "127.0.0.0/8 ::1",
    RATE_LIMIT_EXEMPT: "127.0.0.0/8 ::1",
    LOG_LEVEL: "error",
    LOG_FORMAT: "pretty",
  };
}

async function tokenFor(name: string, env: Readonly<Record<string, string>>): Promise<string> {
  const admin = async (...args: string[]): Promise<string> => {
    const program = `${root}packages/cli/src/main.ts`;
    const options = { cwd: env["DATA_DIR"], env: { ...process.env, ...env } };
    return (await runFile(process.execPath, [condition, program, ...args], options)).stdout;
  };
  await admin("accounts", "create", name, "--email", `${name}@test.example`, "--confirmed");
  return textAt(
    JSON.parse(await admin("tokens", "create", name, "--scopes", "read write follow", "--json")),
    "access_token",
  );
}
