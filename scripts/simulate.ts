// npm run simulate: many servers in one process, a bad network, and whether all comes to the same end.
import { parseArgs } from "node:util";
import { simulate } from "../tests/federation/simulation/simulate.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    peers: { type: "string", default: "1000" },
    activities: { type: "string", default: "100000" },
    loss: { type: "string", default: "0.02" },
  },
});

const began = performance.now();
let peak = 0;
const loss = Number(values.loss);
const faults = {
  latency: [50, 300_000],
  loss,
  lostAnswers: loss,
  duplication: 0.1,
  reordering: 0.3,
} as const;
const report = await simulate({
  seed: values.seed,
  peers: Number(values.peers),
  activities: Number(values.activities),
  faults,
  progress(done) {
    const { rss } = process.memoryUsage();
    peak = Math.max(peak, rss);
    if (done % 10_000 === 0) console.log(`${done} activities, ${mebibytes(rss)} MiB, ${seconds()} s`);
  },
});

const { differences, lost, failures, likes, boosts, follows, notes } = report;
console.log(
  `Seed ${values.seed}: ${values.peers} servers, ${values.activities} activities in ${seconds()} s.`,
);
console.log(`${likes} likes, ${boosts} boosts, ${follows} follows and ${notes} posts stand at the end.`);
console.log(`${failures} had to be dealt with again, ${lost} were given up; at most ${mebibytes(peak)} MiB.`);
for (const difference of differences.slice(0, 50)) console.log(`  ${difference}`);
console.log(
  differences.length === 0 ? "All of it is as it should be." : `${differences.length} differences.`,
);
process.exitCode = differences.length + lost === 0 ? 0 : 1;

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

function seconds(): number {
  return Math.round((performance.now() - began) / 1000);
}
