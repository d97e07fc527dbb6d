import { type ChildProcess, spawn } from "node:child_process";
import { readFile, readlink, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, isZombie } from "./lock.ts";
import type { Place } from "./place.ts";
import { plainEnvironment, run } from "./run.ts";

/** Where a server listens: a folder for its socket, or the loopback address. */
export interface Listening {
  readonly host: string;
  readonly port: number;
}

/** A server that runs, and is started again when it falls. */
export interface Server {
  /** Ends every connection, writes all down and stops. */
  stop(): Promise<void>;
}

/** Small, since it shares the machine with the program that it belongs to; never careless. */
const settings: Readonly<Record<string, string>> = {
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  max_connections: "100",
  shared_buffers: "64MB",
  max_wal_size: "256MB",
  min_wal_size: "32MB",
  jit: "off",
  log_min_messages: "warning",
  // What people wrote has no place in a log: neither statements nor the values of a failed one.
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
  log_timezone: "UTC",
  timezone: "UTC",
  update_process_title: "off",
};

/** Starts a server and resolves once it answers. */
export async function startServer(
  place: Place,
  { listening, onLog }: { readonly listening: Listening; readonly onLog: (line: string) => void },
): Promise<Server> {
  let isStopping = false;
  let child = await firstLaunch(place, { listening, onLog });
  const watch = (): void => {
    child.once("exit", (code, signal) => {
      if (isStopping) return;
      onLog(`PostgreSQL ended by itself (${signal ?? code}); starting it again.`);
      void sleep(500).then(() => {
        if (isStopping) return;
        child = launch(place, listening, onLog);
        watch();
      });
    });
  };
  watch();
  const leave = (): void => void child.kill("SIGINT");
  process.once("exit", leave);
  return {
    async stop() {
      isStopping = true;
      process.off("exit", leave);
      await stop(child);
    },
  };
}

/**
 * Starts a server and waits until it answers. The last processes of one whose head was killed may still be on
 * their way out; PostgreSQL does not start beside them, so it is tried again.
 */
async function firstLaunch(
  place: Place,
  { listening, onLog }: { readonly listening: Listening; readonly onLog: (line: string) => void },
): Promise<ChildProcess> {
  for (let tries = 1; ; tries += 1) {
    const lines: string[] = [];
    let say = (line: string): void => void lines.push(line);
    const child = launch(place, listening, (line) => say(line));
    try {
      await ready(place, child);
      say = onLog;
      return child;
    } catch (error) {
      const isCrowded = lines.some((line) => /is still in use|already exists/.test(line));
      if (isCrowded && tries < 50) await sleep(200);
      else throw new Error(`${String(error)} ${lines.join(" ")}`, { cause: error });
    }
  }
}

function launch(place: Place, { host, port }: Listening, onLog: (line: string) => void): ChildProcess {
  const isSocket = host.startsWith("/");
  const where = {
    listen_addresses: isSocket ? "" : host,
    unix_socket_directories: isSocket ? host : "",
    port: String(port),
  };
  const options = Object.entries({ ...settings, ...where }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const child = spawn(place.binaries.postgres, ["-D", place.database, ...options], {
    cwd: place.database,
    env: plainEnvironment(),
    stdio: ["ignore", "ignore", "pipe"],
    // A group of its own: the interrupt of a terminal is for the program, which stops its database last.
    detached: true,
    ...place.as,
  });
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (text: string) => text.split("\n").filter(isNews).forEach(onLog));
  return child;
}

/** Whether a line of the server's log tells more than that it comes and goes. */
function isNews(line: string): boolean {
  return line !== "" && !line.includes(" LOG:  ");
}

async function ready({ database }: Place, child: ChildProcess): Promise<void> {
  let failure: Error | undefined;
  child.once("error", (error) => (failure = error));
  for (;;) {
    if (failure !== undefined) throw failure;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(
        `PostgreSQL did not start in ${database} (it ended with ${child.exitCode ?? child.signalCode}).`,
      );
    }
    const running = await runningIn(database);
    if (running?.pid === child.pid && running?.isReady === true) return;
    await sleep(10);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGINT");
  const patience = new AbortController();
  const late = sleep(10_000, undefined, { signal: patience.signal }).then(
    () => child.kill("SIGKILL"),
    () => undefined, // it stopped in time
  );
  await gone;
  patience.abort();
  await late;
}

/** The server that a database's folder says is running there, if its process lives. */
export async function runningIn(database: string): Promise<{ pid: number; isReady: boolean } | undefined> {
  const text = await readFile(join(database, "postmaster.pid"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isRunning(pid) || (await isZombie(pid))) return undefined;
  // On Linux: a number that was given out anew belongs to a process that stands elsewhere.
  const stands = await readlink(`/proc/${pid}/cwd`).catch(() => database);
  return stands === database ? { pid, isReady: lines[7]?.trim() === "ready" } : undefined;
}

/** Stops a server that outlived the program that it belonged to. */
export async function stopLeftover(place: Place, onLog: (line: string) => void): Promise<void> {
  const { database, binaries, as } = place;
  const running = await runningIn(database);
  if (running === undefined) {
    await dropForeignMark(database);
    return;
  }
  onLog(`Stopping a PostgreSQL (process ${running.pid}) that was left running.`);
  try {
    await run([binaries.pgCtl, "stop", "-D", database, "-m", "fast", "-w", "-t", "30"], {
      as,
      cwd: database,
    });
  } catch (error) {
    // It may have fallen by itself meanwhile.
    if ((await runningIn(database)) !== undefined) throw error;
  }
}

/**
 * Removes the mark of a server whose number belongs to another program by now, for which PostgreSQL would not
 * start. Any other mark stays: by it PostgreSQL knows whether processes of the old server are still there.
 */
async function dropForeignMark(database: string): Promise<void> {
  const file = join(database, "postmaster.pid");
  const pid = Number((await readFile(file, "utf8").catch(() => "")).split("\n")[0]);
  if (pid > 0 && isRunning(pid) && !(await isZombie(pid))) await rm(file, { force: true });
}
