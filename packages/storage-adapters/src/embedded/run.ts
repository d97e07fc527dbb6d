import { spawn } from "node:child_process";

/** Whom a program runs as; `undefined`: as this process. */
export type Identity = { readonly uid: number; readonly gid: number } | undefined;

/** Runs a program to its end, and resolves to what it wrote. Rejects with that when it fails. */
export function run(
  command: readonly [string, ...string[]],
  options: { readonly as: Identity; readonly cwd: string; readonly input?: string },
): Promise<string> {
  const [program, ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: options.cwd, env: plainEnvironment(), ...options.as });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${program} ended with ${code}: ${output.trim()}`));
    });
    child.stdin.on("error", () => undefined); // a program that ends early is told of by its code
    child.stdin.end(options.input ?? "");
  });
}

/** No variable of the one who starts us may steer the server (PGDATA, PGPORT, a foreign LD_LIBRARY_PATH). */
export function plainEnvironment(): Record<string, string> {
  return { LC_ALL: "C", TZ: "UTC", PATH: "/usr/bin:/bin" };
}
