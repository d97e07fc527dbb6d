// npm run bench -- inbox [--json FILE]: how much the inbox costs, against stock Fedify in the same run.
// npm run bench -- signatures: what signatures cost beside the bare arithmetic, those in documents beside stock Fedify's, and the
// inbox behind HTTP beside a server that does nothing.
// npm run bench -- documents: what the answers to GET of an actor and to WebFinger cost, against stock Fedify in the same run.
// npm run bench -- storage [--sizes 10000,100000,1000000]: statements of requests, memory at rest, and what the database
// costs as it grows; `--sizes 0` leaves the last out.
// npm run bench -- drain: how fast deliveries leave that are due all at once.
// npm run bench -- delivery [--inboxes 400] [--hosts 5000]: what posting to many hosts costs, beside bare signing and stock
// Fedify's; time for so many inboxes a round, memory for so many hosts; `--hosts 5000,50000` looks at memory twice, and takes minutes more.
// npm run bench -- api [--seconds 5]: requests a second, CPU and statements of the calls that clients make most, beside a bare
// Hono route that answers the same bytes, and a status that a thousand open sockets hear of.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { runDelivery } from "../packages/activitypub/bench/delivery.bench.ts";
import { runDocuments } from "../packages/activitypub/bench/documents.bench.ts";
import { run as runInMemory } from "../packages/activitypub/bench/inbox.bench.ts";
import type { Row } from "../packages/activitypub/bench/inbox.bench.ts";
import { runResponder } from "../packages/activitypub/bench/responder.bench.ts";
import { runSignatures } from "../packages/activitypub/bench/signatures.bench.ts";
import { printApi } from "../packages/server/bench/api.bench.ts";
import { runDrain } from "./bench/drain.ts";
import { runDurable } from "./bench/durable-inbox.ts";
import { printMemory } from "./bench/memory.ts";
import { printStatements } from "./bench/requests.ts";
import { runStorage } from "./bench/storage.ts";

const benches: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  async inbox() {
    const inMemory = await runInMemory();
    const [first] = inMemory;
    return first === undefined ? inMemory : [...inMemory, await runDurable(first.theirs)];
  },
  signatures: async () => [...(await runSignatures()), await runResponder()],
  documents: runDocuments,
  drain: async () => [await runDrain()],
  delivery() {
    const [few = 5000, many = 0] = values.hosts.split(",").map(Number);
    return runDelivery({ perRound: Number(values.inboxes), few, many });
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "string" },
    sizes: { type: "string", default: "10000,100000,1000000" },
    inboxes: { type: "string", default: "400" },
    seconds: { type: "string", default: "5" },
    hosts: { type: "string", default: "5000" },
  },
});
const [name = "", ...rest] = positionals;
if (name === "storage" && rest.length === 0) {
  await printStatements();
  await printMemory();
  const sizes = values.sizes.split(",").map(Number).filter(Boolean);
  if (sizes.length > 0) await runStorage(sizes);
  process.exit();
}
if (name === "api" && rest.length === 0) {
  await printApi(Number(values.seconds), new URL("bench/statement-counter.ts", import.meta.url).href);
  process.exit();
}
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench === undefined || rest.length > 0) {
  console.error(
    `Say which: npm run bench -- ${Object.keys(benches).join(" | ")} | api | storage [--json FILE]`,
  );
  process.exit(2);
}

const rows = await bench();
console.log(table(rows));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, undefined, 2)}\n`);
process.exit();

function table(all: readonly Row[]): string {
  const width = Math.max(...all.map((row) => row.name.length));
  const head = `${"".padEnd(width)}  ${"ours".padStart(9)} ${"theirs".padStart(9)}          ${"ratio".padStart(7)}  goal`;
  const lines = all.map(
    ({ name: what, ours, theirs, unit, ratio, goal, met }) =>
      `${what.padEnd(width)}  ${ours.toFixed(1).padStart(9)} ${theirs.toFixed(1).padStart(9)} ${unit.padEnd(8)} ` +
      `${`${ratio.toFixed(ratio < 1 ? 2 : 1)}x`.padStart(7)}  ${`${goal}x`.padEnd(4)} ${met ? "met" : "MISSED"}`,
  );
  return `\n${[head, ...lines].join("\n")}\n`;
}
