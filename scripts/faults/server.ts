import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { until } from "../client.ts";

/** A server in a process of its own. */
export interface ServerProcess {
  /** Resolves when it answers. */
  start(extra?: Readonly<Record<string, string>>): Promise<void>;
  /** Resolves to whether it died within so many milliseconds. */
  died(within: number): Promise<boolean>;
  signal(signal: NodeJS.Signals): void;
  /** The newest process; `undefined` before the first. */
  pid(): number | undefined;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const program = fileURLToPath(new URL("../../packages/server/src/main.ts", import.meta.url));

export function createServerProcess(options: {
  readonly folder: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
}): ServerProcess {
  const { folder, port, environment } = options;
  let child: ChildProcess | undefined;
  const isGone = (): boolean => child === undefined || child.exitCode !== null || child.signalCode !== null;
  process.once("exit", () => void child?.kill("SIGKILL"));
  return {
    async start(extra = {}) {
      const started = spawn(process.execPath, ["--conditions=@trunkline/source", program], {
        cwd: folder,
        env: { ...process.env, ...environment, ...extra },
        stdio: ["ignore", "ignore", "pipe"],
      });
      child = started;
      let said = "";
      started.stderr.on("data", (text: Buffer) => (said = `${said}${text.toString()}`.slice(-4000)));
      try {
        await until(`port ${port} answers`, () => isReady(port, isGone), { within: 90_000, every: 30 });
      } catch (error) {
        throw new Error(`The server did not start. It said: ${said}`, { cause: error });
      }
    },
    async died(within) {
      const deadline = Date.now() + within;
      while (!isGone() && Date.now() < deadline) await sleep(20);
      return isGone();
    },
    signal: (signal) => void child?.kill(signal),
    pid: () => child?.pid,
    async stop(signal = "SIGTERM") {
      if (child === undefined || isGone()) return;
      const gone = once(child, "exit");
      child.kill(signal);
      await gone;
    },
  };
}

async function isReady(port: number, isGone: () => boolean): Promise<true | undefined> {
  if (isGone()) throw new Error("The server ended instead of starting.");
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(1000) });
    await answer.text();
    return answer.ok || undefined;
  } catch {
    return undefined; // it does not listen yet
  }
}
