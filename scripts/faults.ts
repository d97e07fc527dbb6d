// npm run faults -- [--runs 200] [--minutes N] [--point NAME[,NAME]] [--seed N] [--json FILE]
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { reached, troubles, unreached } from "./faults/plan.ts";
import { problemsOf, rowOf, rowsOf } from "./faults/report.ts";
import { runAll } from "./faults/run-all.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "200" },
    point: { type: "string" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
    json: { type: "string" },
    minutes: { type: "string" },
  },
});
const all = [...reached, ...troubles];
const names = values.point?.split(",") ?? all;
const [runs, seed] = [Number(values.runs), Number(values.seed)];
const strange = names.find((name) => !all.includes(name));
if (strange !== undefined) {
  console.error(`Nothing is known that is called ${strange}. There are: ${all.join(", ")}.`);
  process.exit(2);
}
process.once("SIGINT", () => process.exit(130));

console.log(`${runs} runs over ${names.length} faults, seed ${seed}.`);
const began = Date.now();
const results = await runAll({
  names,
  runs,
  seed,
  ...(values.minutes === undefined ? {} : { minutes: Number(values.minutes) }),
  onResult(result) {
    const { run, happened, recoveredMilliseconds, settledMilliseconds } = result;
    const problems = problemsOf(result);
    const state = problems.length > 0 ? "BROKEN" : happened ? "whole" : "whole, but it did not happen";
    const [recovered, settled] = [recoveredMilliseconds, settledMilliseconds].map((each) =>
      (each / 1000).toFixed(1),
    );
    const times = `recovered after ${recovered} s, settled after ${settled} s`;
    console.log(`  ${run.number}/${runs} ${run.name}@${run.nth}: ${state}, ${times}`);
    for (const problem of problems) console.log(`      ${problem}`);
  },
});
const rows = rowsOf(results);
console.table({ ...rows, "all together": rowOf(results) });
const never = unreached.join(", ");
const took = ((Date.now() - began) / 1000).toFixed(0);
console.log(`Not reached, since there is nothing to reach yet: ${never}. ${took} s, seed ${seed}.`);
if (values.json !== undefined)
  await writeFile(values.json, JSON.stringify({ seed, runs: results.length, rows, unreached }, undefined, 2));
process.exitCode = results.some((result) => problemsOf(result).length > 0) ? 1 : 0;
