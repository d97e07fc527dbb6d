import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect as dial, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectOptions } from "@trunkline/storage-adapters/postgres";

/** A PgBouncer before a database, that hands each transaction whichever of its few connections is free. */
export interface TestPooler {
  readonly options: ConnectOptions;
  close(): Promise<void>;
}

export async function testPooler(database: ConnectOptions): Promise<TestPooler> {
  const { host, port, user, password, name } = partsOf(database);
  const folder = mkdtempSync(join(tmpdir(), "trunkline-pgbouncer-"));
  chmodSync(folder, 0o755);
  const own = await freePort();
  const file = join(folder, "pgbouncer.ini");
  writeFileSync(
    file,
    `[databases]
${name} = host=${host} port=${port} user=${user} password=${password} dbname=${name}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 4
`,
  );
  chmodSync(file, 0o644);
  const isRoot = process.getuid?.() === 0;
  const child = spawn(program(), [...(isRoot ? ["-u", "nobody"] : []), file], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  await answering(own, child);
  return {
    options: { host: "127.0.0.1", port: own, user, database: name },
    async close() {
      if (child.exitCode === null) {
        child.kill("SIGINT");
        await Promise.race([once(child, "exit"), sleep(2000)]);
        child.kill("SIGKILL");
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function program(): string {
  const named = process.env["PGBOUNCER"];
  const places = [
    named,
    "/usr/sbin/pgbouncer",
    "/usr/bin/pgbouncer",
    "/opt/homebrew/bin/pgbouncer",
    "/usr/local/bin/pgbouncer",
  ];
  const found = places.find((place) => place !== undefined && place !== "" && isThere(place));
  if (found === undefined)
    throw new Error(
      "This test needs PgBouncer: apt-get install pgbouncer, or let PGBOUNCER name the program.",
    );
  return found;
}

function isThere(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false; // not at this place
  }
}

function partsOf(options: ConnectOptions): Record<"host" | "port" | "user" | "password" | "name", string> {
  const url = options.url === undefined ? undefined : new URL(options.url);
  return {
    host: url?.hostname ?? options.host ?? "",
    port: url?.port || String(options.port ?? 5432),
    user: url?.username ?? options.user ?? "",
    password: url?.password ?? options.password ?? "",
    name: url?.pathname.slice(1) ?? options.database ?? "",
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function answering(port: number, child: ChildProcess): Promise<void> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  for (let tries = 0; tries < 500; tries += 1) {
    if (child.exitCode !== null) throw new Error(`PgBouncer did not start: ${said}`);
    const socket = dial(port, "127.0.0.1");
    const isUp = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isUp) return;
    await sleep(20);
  }
  throw new Error(`PgBouncer does not answer: ${said}`);
}
