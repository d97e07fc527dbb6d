import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePort, until } from "../client.ts";

export type Role = "web" | "streaming" | "worker" | "scheduler";

/** One process of the cluster. */
export interface Node {
  readonly name: string;
  readonly role: Role;
  /** Where it answers HTTP, if it does. */
  readonly port: number;
  readonly metricsPort: number;
  /** Resolves when it is ready. */
  start(): Promise<void>;
  /** SIGKILL: nothing is finished, flushed or closed. */
  kill(): Promise<void>;
  /** SIGTERM. Resolves to how it ended, and after how many milliseconds. */
  stop(): Promise<Ending>;
  /** For when this process ends by itself. */
  killNow(): void;
}

export interface Ending {
  readonly code: number | null;
  readonly milliseconds: number;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const condition = "--conditions=@trunkline/source";

export async function createNode(
  name: string,
  { role, env }: { readonly role: Role; readonly env: Readonly<Record<string, string>> },
): Promise<Node> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  let child: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals): Promise<Ending> => {
    const ending = child;
    child = undefined;
    const began = Date.now();
    if (ending !== undefined && ending.exitCode === null && ending.signalCode === null) {
      ending.kill(signal);
      await once(ending, "exit");
    }
    return { code: ending?.exitCode ?? null, milliseconds: Date.now() - began };
  };
  return {
    name,
    role,
    port,
    metricsPort,
    async start() {
      const program = `${root}packages/server/src/main.ts`;
      const started = spawn(process.execPath, [condition, program, "--role", role], {
        cwd: env["DATA_DIR"],
        env: { ...process.env, ...env, PORT: String(port), METRICS_PORT: String(metricsPort) },
        stdio: ["ignore", "ignore", "inherit"],
      });
      child = started;
      await until(`${name} is ready`, () => isReady(metricsPort, started), { within: 60_000 });
    },
    async kill() {
      await end("SIGKILL");
    },
    stop: () => end("SIGTERM"),
    killNow: () => void child?.kill("SIGKILL"),
  };
}

async function isReady(metricsPort: number, child: ChildProcess): Promise<true | undefined> {
  if (child.exitCode !== null) throw new Error(`A process ended with ${child.exitCode} instead of starting.`);
  try {
    const answer = await fetch(`http://127.0.0.1:${metricsPort}/readyz`, {
      signal: AbortSignal.timeout(2000),
    });
    await answer.text();
    return answer.ok || undefined;
  } catch {
    return undefined; // it does not listen yet
  }
}
