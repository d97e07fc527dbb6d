import { spawn } from "node:child_process";
import { constants } from "node:os";
import process from "node:process";

export interface Step {
  readonly name: string;
  /** Resolves to what to print when the step fails; rejects or exits non-zero for a failure. */
  readonly run: () => Promise<Outcome>;
}

export interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

/**
 * Runs every step, whatever became of those before it, and prints its name, its time, and its output if it failed.
 *
 * @returns the names of the steps that failed
 */
export async function runSteps(steps: readonly Step[]): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of steps) {
    const started = performance.now();
    const { ok, output } = await run().catch((error: unknown) => ({ ok: false, output: describe(error) }));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${ok ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
    if (!ok) console.log(`${output.trimEnd().replaceAll(/^/gm, "     ")}\n`);
    if (!ok) failed.push(name);
  }
  return failed;
}

/** A step that is a command of the workspace, or one of another program; it passes when the command exits with 0. */
export function command(name: string, ...argv: readonly [string, ...string[]]): Step {
  return { name, run: () => execute(argv) };
}

export interface ExecuteOptions {
  readonly cwd?: string;
  /** The command is stopped after that long, and has failed. */
  readonly timeoutSeconds?: number;
  /** Shows the output as it comes instead of keeping it. */
  readonly show?: boolean;
}

/** Runs a command to its end. Signals that end this process end the command first. */
export function execute(
  argv: readonly [string, ...string[]],
  options: ExecuteOptions = {},
): Promise<Outcome> {
  const [file, ...args] = argv;
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      timeout: options.timeoutSeconds === undefined ? undefined : options.timeoutSeconds * 1000,
      shell: process.platform === "win32",
      stdio: options.show === true ? "inherit" : ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer) => (output += chunk.toString());
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    const release = passSignals((signal) => child.kill(signal));
    child.on("error", (error) => (output += describe(error)));
    child.on("close", (code, signal) => {
      release();
      if (signal !== null) output += `\nstopped by ${signal}`;
      resolve({ ok: code === 0, output });
    });
  });
}

function passSignals(pass: (signal: NodeJS.Signals) => void): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const listeners = signals.map((signal) => {
    const listener = () => {
      pass(signal);
      process.exit(128 + constants.signals[signal]);
    };
    process.once(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const stop of listeners) stop();
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
