// Runs a task of this checkout: node scripts/run.mjs <task> [arguments]. Every npm script comes through here.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bootstrap, root, say, SetupError } from "./bootstrap.mjs";
import { ensureServices } from "./services.mjs";

const isWindows = process.platform === "win32";
const program = (file) => ({ program: file });
const command = (name, ...args) => ({ command: name, args });

const tasks = {
  start: program("packages/server/src/main.ts"),
  trunkline: program("packages/cli/src/main.ts"),
  demo: program("scripts/demo.ts"),
  bench: program("scripts/bench.ts"),
  "kill-test": program("scripts/kill-test.ts"),
  fuzz: program("scripts/fuzz.ts"),
  simulate: program("scripts/simulate.ts"),
  faults: { ...program("scripts/faults.ts"), withServices: true },
  cluster: { ...program("scripts/cluster.ts"), withServices: true },
  check: program("scripts/check.ts"),
  test: program("scripts/test.ts"),
  build: program("scripts/build.ts"),
  docs: command("typedoc"),
  typecheck: command("tsc", "--project", "tsconfig.json"),
  lint: command("oxlint", "--type-aware"),
  format: command("oxfmt", "."),
  vitest: { ...command("vitest"), withServices: true },
  changeset: command("changeset"),
  // Needed to mend a lockfile, so it cannot wait for an install that goes by the lockfile.
  pnpm: { ...command("pnpm"), withPackages: false },
};

const [name = "", ...given] = process.argv.slice(2);
const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
if (task === undefined) {
  say(`There is no task "${name}". The tasks: ${Object.keys(tasks).join(", ")}.`);
  process.exit(2);
}

try {
  const { node, env } = await bootstrap({ withPackages: task.withPackages ?? true });
  if (task.withServices) (await ensureServices(env)).forEach(say);
  start(task, node, env);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exit(1);
}

/**
 * The child gets a process group of its own and hears of signals from here alone, so that it gets each one once:
 * a kill of the whole group reaches this process by itself and through npm, and a server that is told
 * twice to stop is right to stop at once.
 */
function start({ program: file, command: bin, args = [] }, node, env) {
  const tether = pathToFileURL(join(root, "scripts", "tether.mjs")).href;
  const [what, ...rest] = file
    ? [
        node,
        "--conditions=@trunkline/source",
        "--disable-warning=ExperimentalWarning",
        `--import=${tether}`,
        join(root, file),
      ]
    : [bin, ...args];
  const child = spawn(what, [...rest, ...given], {
    cwd: root,
    env,
    detached: !isWindows,
    shell: isWindows && !file,
    stdio: ["inherit", "inherit", "inherit", ...(file ? ["ipc"] : [])],
  });
  let passedAt = -Infinity;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (performance.now() - passedAt < 500) return;
      passedAt = performance.now();
      child.kill(signal);
    });
  }
  child.on("error", (error) => {
    say(`${name} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
