import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, chmod, chown, cp, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { EmbeddedPostgres } from "@trunkline/storage-adapters/embedded";
import { connect, type ConnectOptions } from "@trunkline/storage-adapters/postgres";
import { findBinaries } from "../../packages/storage-adapters/src/embedded/binaries.ts";
import { choosePlace } from "../../packages/storage-adapters/src/embedded/place.ts";
import { freePort } from "./server.ts";

/** A streaming replica of an embedded server: PostgreSQL's own, hot, and some milliseconds behind. */
export interface TestReplica {
  /** As the owner of the application's database. */
  readonly options: ConnectOptions;
  /** As the administrator, who may let it stand still. */
  readonly admin: ConnectOptions;
  /** Kills it, as a crash would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Copies the server's folder as PostgreSQL's manual has it, and starts the copy as a standby. */
export async function testReplica(primary: EmbeddedPostgres): Promise<TestReplica> {
  const folder = await mkdtemp(join(tmpdir(), "tl-copy-"));
  await chmod(folder, 0o711);
  const copy = join(folder, "postgres");
  await copyWhileItRuns(primary, copy);
  const port = await freePort();
  const quiet = () => undefined;
  const { binaries, as } = await choosePlace(folder, { binaries: await findBinaries(), onLog: quiet });
  const where = ["listen_addresses=127.0.0.1", `port=${port}`, "unix_socket_directories="];
  const child = spawn(binaries.postgres, ["-D", copy, ...where.flatMap((each) => ["-c", each])], {
    cwd: copy,
    env: { LC_ALL: "C", TZ: "UTC", PATH: "/usr/bin:/bin" },
    stdio: ["ignore", "ignore", "ignore"],
    ...as,
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };
  const at = { host: "127.0.0.1", port };
  const admin = { ...primary.admin, ...at };
  await answering(admin);
  return {
    options: { ...primary.connection, ...at },
    admin,
    kill: () => end("SIGKILL"),
    async close() {
      await end("SIGINT");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function copyWhileItRuns({ admin }: EmbeddedPostgres, copy: string): Promise<void> {
  const sql = connect({ ...admin, poolSize: 1 });
  try {
    const [found] = await sql<{ folder: string }[]>`select current_setting('data_directory') as folder`;
    const from = found?.folder ?? "";
    await sql`select pg_backup_start('replica', true)`;
    await cp(from, copy, {
      recursive: true,
      filter: (path) => !/postmaster\.(pid|opts)$|\.s\.PGSQL/.test(path),
    });
    const [label] = await sql<{ text: string }[]>`select labelfile as text from pg_backup_stop(false)`;
    await writeFile(join(copy, "backup_label"), label?.text ?? "");
    await writeFile(join(copy, "standby.signal"), "");
    const { host, port, user, password } = admin;
    const source = `host=${host} port=${port} user=${user} password=${password}`;
    await appendFile(join(copy, "postgresql.auto.conf"), `primary_conninfo = '${source}'\n`);
    await giveTo(copy, await stat(from));
    await chmod(copy, 0o700);
  } finally {
    await sql.end();
  }
}

/** The copy belongs to whom the original belongs to: also where the tests run as root. */
async function giveTo(
  copy: string,
  { uid, gid }: { readonly uid: number; readonly gid: number },
): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const given = spawn("chown", ["-R", `${uid}:${gid}`, copy], { stdio: "ignore" });
  await once(given, "exit");
  await chown(copy, uid, gid);
}

async function answering(admin: ConnectOptions): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const sql = connect({ ...admin, poolSize: 1 });
    const isUp = await sql`select 1`.then(
      () => true,
      () => false,
    );
    await sql.end({ timeout: 1 });
    if (isUp) return;
    await sleep(50);
  }
  throw new Error("The replica does not answer.");
}
