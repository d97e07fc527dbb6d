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
  /** The end of what it has complained of. */
  said(): string;
  /** SIGKILL. Resolves when it is gone; another one may still stand by. */
  kill(): Promise<void>;
  /** SIGKILL to whoever stands by, too. */
  close(): Promise<void>;
}

const program = fileURLToPath(new URL("standby.ts", import.meta.url));
const cache = fileURLToPath(new URL("../../node_modules/.cache/compiled", import.meta.url));

export function createServerProcess(options: {
  readonly folder: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether another one is to stand by while one runs. */
  readonly standsBy?: boolean;
}): ServerProcess {
  const { folder, port, environment, standsBy = true } = options;
  const readyUrl = `http://127.0.0.1:${port}/readyz`;
  let running: Loaded | undefined;
  let next: Loaded | undefined;
  const load = (): Loaded => loadProgram(folder, environment);
  const onExit = (): void => [running, next].forEach((each) => each?.child.kill("SIGKILL"));
  process.once("exit", onExit);
  return {
    async start(extra = {}) {
      const started = next ?? load();
      running = started;
      next = undefined;
      started.child.send(extra);
      try {
        await until(`port ${port} answers`, () => isReady(readyUrl, started.isGone), {
          within: 90_000,
          every: 20,
        });
      } catch (error) {
        throw new Error(`The server did not start. It said: ${started.said()}`, { cause: error });
      }
      if (standsBy) next = load();
    },
    async died(within) {
      const deadline = Date.now() + within;
      while (running?.isGone() === false && Date.now() < deadline) await sleep(10);
      return running?.isGone() !== false;
    },
    signal: (signal) => void running?.child.kill(signal),
    said: () => running?.said() ?? "",
    kill: () => kill(running),
    async close() {
      process.off("exit", onExit);
      await Promise.all([kill(running), kill(next)]);
    },
  };
}

async function kill(loaded: Loaded | undefined): Promise<void> {
  if (loaded === undefined || loaded.isGone()) return;
  const gone = once(loaded.child, "exit");
  loaded.child.kill("SIGKILL");
  await gone;
}

/** A process whose code is loaded, or will be soon. */
interface Loaded {
  readonly child: ChildProcess;
  readonly isGone: () => boolean;
  /** The end of what it has complained of. */
  readonly said: () => string;
}

function loadProgram(folder: string, environment: Readonly<Record<string, string>>): Loaded {
  const child = spawn(process.execPath, ["--conditions=@trunkline/source", program], {
    cwd: folder,
    env: { ...process.env, ...environment, NODE_COMPILE_CACHE: cache },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let said = "";
  child.stderr?.on("data", (text: Buffer) => (said = `${said}${text.toString()}`.slice(-4000)));
  return {
    child,
    isGone: () => child.exitCode !== null || child.signalCode !== null,
    said: () => said,
  };
}

async function isReady(url: string, isGone: () => boolean): Promise<true | undefined> {
  if (isGone()) throw new Error("The server ended instead of starting.");
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(1000) });
    await answer.text();
    return answer.ok || undefined;
  } catch {
    return undefined; // it does not listen yet
  }
}
