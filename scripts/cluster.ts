// node --conditions=@trunkline/source scripts/cluster.ts [--check] [--rolls 20] [--seconds 60] [--rate 100]
import { once } from "node:events";
import process from "node:process";
import { parseArgs } from "node:util";
import { checkTown } from "./cluster/check.ts";
import { openTown } from "./cluster/town.ts";
import type { Town } from "./cluster/town.ts";

const { values } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    rolls: { type: "string", default: "20" },
    seconds: { type: "string", default: "60" },
    rate: { type: "string", default: "100" },
  },
});

const town = await openTown();
process.once("SIGINT", () => void leave());
process.once("SIGTERM", () => void leave());
try {
  introduce(town);
  if (values.check) {
    const options = {
      rolls: Number(values.rolls),
      seconds: Number(values.seconds),
      rate: Number(values.rate),
    };
    const findings = await checkTown(town, options);
    console.table(findings.map(({ check, found, ok }) => ({ check, found, verdict: ok ? "ok" : "BROKEN" })));
    process.exitCode = findings.every(({ ok }) => ok) ? 0 : 1;
  } else {
    console.log("Ctrl-C stops them all.");
    await once(process, "SIGINT");
  }
} finally {
  await town.close();
}

/** Once asked to, it ends in order; `close` may have begun already. */
async function leave(): Promise<void> {
  await town.close();
  process.exit(values.check ? 1 : 0);
}

function introduce({ origin, nodes, redis, people, folder }: Town): void {
  console.log(`\n${origin} is one server of ${nodes.length} processes over one PostgreSQL.`);
  console.log(
    redis === undefined ? "There is no redis-server here, so it goes without.\n" : `Redis: ${redis}\n`,
  );
  console.table(
    nodes.map(({ name, port, metricsPort, role }) => ({
      name,
      http: role === "web" || role === "streaming" ? `http://127.0.0.1:${port}` : "",
      metrics: `http://127.0.0.1:${metricsPort}/metrics`,
    })),
  );
  for (const { name, token } of people) console.log(`A token of ${name}: ${token}`);
  console.log(`Data: ${folder}, removed at the end.\n`);
}
