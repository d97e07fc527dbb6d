// npm run fuzz: has every reader of what strangers send read what is made up, for as long as is asked for.
import { parseArgs } from "node:util";
import * as fc from "fast-check";
import { targets } from "../tests/fuzz/targets.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    only: { type: "string", default: "" },
  },
});

/** Longer than this nothing may hold up the others; it is reported, since a busy machine is slow by itself. */
const STALL_MILLISECONDS = 200;

interface Slowest {
  readonly milliseconds: number;
  readonly input: unknown;
}

const slowest = new Map<string, Slowest>();
const all = targets((name, input, milliseconds) => {
  if (milliseconds > (slowest.get(name)?.milliseconds ?? 0)) slowest.set(name, { milliseconds, input });
});

console.log(`Seed ${values.seed}; --seed ${values.seed} --only NAME does one of them again.`);
for (const { name, property } of all.filter((target) => target.name.includes(values.only))) {
  const details = await fc.check(property, {
    seed: Number(values.seed),
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: Number(values.seconds) * 1000,
  });
  const { milliseconds = 0, input } = slowest.get(name) ?? {};
  console.log(`${name}: ${details.numRuns} inputs, the slowest took ${milliseconds.toFixed(1)} ms`);
  if (milliseconds > STALL_MILLISECONDS) console.log(`  slow: ${JSON.stringify(input)?.slice(0, 2000)}`);
  // Time that has run out is no failure of an input.
  if (!details.failed || details.counterexample === null) continue;
  console.log(`  broken by ${JSON.stringify(details.counterexample)}: ${String(details.errorInstance)}`);
  process.exitCode = 1;
}
