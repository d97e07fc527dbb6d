import { spawn } from "node:child_process";
import { FilmingError } from "@trunkline/social";

/** How a program is held in check while it reads what a stranger has made (S-075). */
export interface RunOptions {
  readonly folder: string;
  readonly timeoutMilliseconds: number;
  /** Asked every ten seconds; `false` ends the program. */
  readonly goOn: () => Promise<boolean>;
}

/** Bytes of address space. */
const maxMemory = 1024 * 1024 * 1024;
const maxOutput = 256 * 1024;
const askEvery = 10_000;

/**
 * Runs a program with an array of arguments, no shell, no input, an environment that holds nothing but a path, and on
 * Linux a limit on its memory. Resolves to what it has written; rejects as `broken` when it ends with a fault.
 */
export function runProgram(program: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { folder, timeoutMilliseconds, goOn } = options;
  const [command = program, ...rest] = limited(program, args);
  const child = spawn(command, rest, {
    cwd: folder,
    env: { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let ended: FilmingError | undefined;
  const end = (error: FilmingError): void => {
    ended ??= error;
    child.kill("SIGKILL");
  };
  const late = setTimeout(() => end(new FilmingError("too-much", "It took too long.")), timeoutMilliseconds);
  const asking = setInterval(() => {
    goOn().then(
      (isGood) => (isGood ? undefined : end(new FilmingError("stopped", "Somebody else does it."))),
      () => end(new FilmingError("stopped", "It could not be asked whether to go on.")),
    );
  }, askEvery);
  let output = "";
  let faults = "";
  child.stdout.on("data", (chunk: Buffer) => (output = (output + chunk.toString()).slice(0, maxOutput)));
  child.stderr.on("data", (chunk: Buffer) => (faults = (faults + chunk.toString()).slice(-2000)));
  return new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (ended !== undefined) reject(ended);
      else if (code === 0) resolve(output);
      else reject(new FilmingError("broken", `${program} ended with ${code}: ${faults.trim()}`));
    });
  }).finally(() => {
    clearTimeout(late);
    clearInterval(asking);
  });
}

function limited(program: string, args: readonly string[]): readonly string[] {
  if (process.platform !== "linux") return [program, ...args];
  return ["prlimit", `--as=${maxMemory}`, "--core=0", "--", program, ...args];
}
