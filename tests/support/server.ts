import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { readConfig } from "@trunkline/server/compose";
import { start } from "@trunkline/server/start";
import type { Running } from "@trunkline/server/start";

/** A server in this process, with a data folder that goes with it. */
export interface TestServer {
  readonly origin: string;
  readonly domain: string;
  readonly running: Running;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface Person {
  readonly name: string;
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const condition = "--conditions=@trunkline/source";

export async function openServer(extra: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const { environment, folder } = await environmentFor(extra);
  const running = await start(readConfig(environment, folder));
  const { origin, domain } = running.composition.config;
  return {
    origin,
    domain,
    running,
    folder,
    environment,
    async stop() {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The settings of a server on a free loopback port, with a data folder of its own. */
export async function environmentFor(
  extra: Readonly<Record<string, string>> = {},
): Promise<{ environment: Readonly<Record<string, string>>; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "trunkline-test-"));
  // Run by root, the database runs as somebody else, who has to get through here.
  await chmod(folder, 0o755);
  const port = await freePort();
  const environment = {
    PORT: String(port),
    BIND: "127.0.0.1",
    LOCAL_DOMAIN: `localhost:${port}`,
    DATA_DIR: folder,
    ALLOWED_PRIVATE_ADDRESSES: "127.0.0.0/8 ::1",
    RATE_LIMIT_EXEMPT: "127.0.0.0/8 ::1",
    LOG_LEVEL: "warn",
    ...extra,
  };
  return { environment, folder };
}

export async function addPerson({ running }: Pick<TestServer, "running">, name: string): Promise<Person> {
  const { signIn } = running.composition.social;
  const email = `${name}@mail.example`;
  const password = `${name} has a long password`;
  const { user, account } = await signIn.createUser({
    username: name,
    email,
    password,
    confirmed: true,
    role: "user",
  });
  const scopes = ["read", "write", "follow", "push"];
  const { app } = await signIn.registerApp({ name: "Tests", website: undefined, redirectUris: [], scopes });
  const { secret: token } = await signIn.grant({ app: app.id, user: user.id, scopes });
  return { name, id: account.id, email, password, token };
}

/** A free port of the loopback address. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen({ host: "127.0.0.1", port: 0 });
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (typeof address !== "object" || address === null) throw new Error("The probe has no port.");
  return address.port;
}

/** Asks until there is an answer that is not `undefined`, or fails naming what was waited for. */
export async function until<Value>(
  what: string,
  ask: () => Promise<Value | undefined>,
  within = 15_000,
): Promise<Value> {
  const deadline = Date.now() + within;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${within / 1000} s in vain: ${what}.`);
    await sleep(40);
  }
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program of the workspace in a process of its own. */
export interface Program {
  readonly child: ChildProcess;
  output(): Ended;
  ended: Promise<Ended>;
}

export function run(
  file: string,
  args: readonly string[],
  { env, input = "" }: { env: Readonly<Record<string, string>>; input?: string },
): Program {
  const child = spawn(process.execPath, [condition, join(root, file), ...args], {
    cwd: env["DATA_DIR"] ?? tmpdir(),
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => void (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => void (stderr += chunk.toString()));
  child.stdin.end(input);
  const output = (): Ended => ({ code: child.exitCode, stdout, stderr });
  return { child, output, ended: once(child, "close").then(output) };
}

export const serverProgram = "packages/server/src/main.ts";
export const adminProgram = "packages/cli/src/main.ts";
