import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { textAt, until } from "../client.ts";

/** A server in a process of its own, which can be killed. */
export interface Victim {
  readonly origin: string;
  readonly domain: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves when it answers, to the milliseconds that this took. */
  start(): Promise<number>;
  /** SIGKILL: nothing is finished, flushed or closed. Resolves when it is gone. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** Ends it and its embedded database, for when this process ends by itself. */
  killNow(): void;
  deaths(): number;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const runFile = promisify(execFile);
const condition = "--conditions=@trunkline/source";

export function createVictim({
  folder,
  port,
  withDatabase = false,
}: {
  readonly folder: string;
  readonly port: number;
  /** Whether a kill is of its embedded database as well. */
  readonly withDatabase?: boolean;
}): Victim {
  const domain = `localhost:${port}`;
  const origin = `http://${domain}`;
  const environment = {
    PORT: String(port),
    BIND: "127.0.0.1",
    LOCAL_DOMAIN: domain,
    DATA_DIR: folder,
    ALLOWED_PRIVATE_ADDRESSES: "127.0.0.0/8 ::1",
    RATE_LIMIT_EXEMPT: "127.0.0.0/8 ::1",
    LOG_LEVEL: "warn",
  };
  let child: ChildProcess | undefined;
  let deaths = 0;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
    ending.kill(signal);
    await once(ending, "exit");
  };
  return {
    origin,
    domain,
    environment,
    async start() {
      const began = Date.now();
      const program = `${root}packages/server/src/main.ts`;
      const started = spawn(process.execPath, [condition, program], {
        cwd: folder,
        env: { ...process.env, ...environment },
        stdio: ["ignore", "ignore", "inherit"],
      });
      child = started;
      await until(`${origin} answers`, () => isReady(origin, started), { within: 60_000 });
      return Date.now() - began;
    },
    async kill() {
      deaths += 1;
      if (withDatabase) process.kill(databaseOf(folder), "SIGKILL");
      await end("SIGKILL");
    },
    stop: () => end("SIGTERM"),
    killNow() {
      child?.kill("SIGKILL");
      endDatabase(folder);
    },
    deaths: () => deaths,
  };
}

/** The process of the database that a data folder holds. */
function databaseOf(folder: string): number {
  const record: unknown = JSON.parse(readFileSync(join(folder, "postgres.json"), "utf8"));
  const mark = readFileSync(join(textAt(record, "database"), "postmaster.pid"), "utf8");
  return Number(mark.split("\n")[0]);
}

function endDatabase(folder: string): void {
  try {
    process.kill(databaseOf(folder), "SIGINT");
  } catch (error) {
    // Without a folder or a process it has ended already.
    if (!isGone(error)) throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && ["ENOENT", "ESRCH"].includes(String(error.code));
}

async function isReady(origin: string, child: ChildProcess): Promise<true | undefined> {
  if (child.exitCode !== null)
    throw new Error(`The server ended with ${child.exitCode} instead of starting.`);
  try {
    const answer = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(1000) });
    await answer.text();
    return answer.ok || undefined;
  } catch {
    return undefined; // it does not listen yet
  }
}

/** Makes an account with the admin command, beside the running server, and a token for it. */
export async function tokenFor({ environment }: Victim, name: string): Promise<string> {
  const account = ["accounts", "create", name, "--email", `${name}@test.example`, "--confirmed"];
  await admin(environment, account);
  const made = await admin(environment, [
    "tokens",
    "create",
    name,
    "--scopes",
    "read write follow",
    "--json",
  ]);
  return textAt(JSON.parse(made), "access_token");
}

async function admin(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<string> {
  const program = `${root}packages/cli/src/main.ts`;
  const options = { cwd: environment["DATA_DIR"], env: { ...process.env, ...environment } };
  const { stdout } = await runFile(process.execPath, [condition, program, ...args], options);
  return stdout;
}
