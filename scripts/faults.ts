// npm run faults -- [--runs 200] [--point NAME[,NAME]] [--backend embedded,redis] [--seed N] [--minutes N]
//                   [--resume FILE] [--json FILE]
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { openJournal } from "./faults/journal.ts";
import type { Entry, Task } from "./faults/journal.ts";
import type { Result } from "./faults/perform.ts";
import { reached, troublesOf, unreached } from "./faults/plan.ts";
import type { Backend } from "./faults/plan.ts";
import { createProgress, lineOf, problemsOf, rowOf, rowsOf } from "./faults/report.ts";
import { runAll } from "./faults/run-all.ts";
import { startRedis } from "./redis-server.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "200" },
    point: { type: "string" },
    backend: { type: "string" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
    minutes: { type: "string" },
    resume: { type: "string" },
    json: { type: "string" },
  },
});
const folder = await mkdtemp(join(tmpdir(), "tlf-redis-"));
const redis = process.env["REDIS_URL"] ?? (await startRedis(folder))?.url;
const known: readonly Backend[] = redis === undefined ? ["embedded"] : ["embedded", "redis"];
const { task, entries, add } = openJournal(values.resume, {
  seed: Number(values.seed),
  runs: Number(values.runs),
  names: values.point?.split(","),
  backends: values.backend === undefined ? known : known.filter((one) => values.backend?.includes(one)),
});
refuseWhatIsUnknown(task);

const ending = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ending.abort(signal));
const until =
  values.minutes === undefined ? undefined : new Date(Date.now() + Number(values.minutes) * 60_000);
const all: Entry[] = [...entries];
try {
  for (const backend of task.backends) await performOn(backend);
} finally {
  await rm(folder, { recursive: true, force: true });
}
if (values.json !== undefined) await writeFile(values.json, JSON.stringify(summary(), undefined, 2));
process.exitCode = all.some(({ result }) => problemsOf(result).length > 0) ? 1 : 0;
if (ending.signal.aborted) process.exitCode = 130;
process.exit();

async function performOn(backend: Backend): Promise<void> {
  const names = task.names ?? [...reached, ...troublesOf(backend)];
  const done = resultsOn(backend);
  const asked = { names, runs: task.runs, seed: task.seed, until, signal: ending.signal };
  const progress = createProgress(names.length * task.runs - done.length);
  console.log(
    `\n${titleOf(backend)}: ${task.runs} runs of each of ${names.length} faults, seed ${task.seed}.`,
  );
  if (done.length > 0) console.log(`${done.length} of them were done before.`);
  await runAll({
    ...asked,
    redis: backend === "redis" ? redis : undefined,
    done: new Set(done.map(({ run }) => run.number)),
    onResult(result) {
      add({ backend, result });
      all.push({ backend, result });
      console.log(`  ${lineOf(result)}; ${progress.after()}`);
      for (const problem of problemsOf(result)) console.log(`      ${problem}`);
    },
  });
  const results = resultsOn(backend);
  if (results.length === 0) return;
  console.log(`\n${titleOf(backend)}`);
  console.table({ ...rowsOf(results), "all together": rowOf(results) });
}

function resultsOn(backend: Backend): readonly Result[] {
  return all.filter((entry) => entry.backend === backend).map(({ result }) => result);
}

function titleOf(backend: Backend): string {
  return backend === "redis" ? "On PostgreSQL with Redis" : "On the embedded PostgreSQL";
}

function summary(): unknown {
  const tables = task.backends.map((backend) => [backend, rowsOf(resultsOn(backend))] as const);
  return { ...task, unreached, ...Object.fromEntries(tables) };
}

function refuseWhatIsUnknown({ names, backends }: Task): void {
  const there = [...reached, ...backends.flatMap(troublesOf)];
  const strange = names?.find((name) => !there.includes(name));
  if (strange !== undefined) {
    console.error(
      `Nothing is known that is called ${strange}. There are: ${[...new Set(there)].join(", ")}.`,
    );
    process.exit(2);
  }
  if (backends.length === 0) {
    console.error("There is nothing to run on: embedded, or redis where there is a redis-server.");
    process.exit(2);
  }
  if (unreached.length > 0) console.log(`Nothing reaches these yet: ${unreached.join(", ")}.`);
}
