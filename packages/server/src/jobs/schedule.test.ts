import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { test } from "vitest";
import { silentLog } from "../log.ts";
import { silentOutages } from "../outage-log.ts";
import { scheduled } from "./schedule.ts";
import { startWorker } from "./worker.ts";

async function settle(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await turn();
}

test("R-030: what is due by the clock is done by the process that leads, as soon as it does", async () => {
  let isLeader = false;
  let runs = 0;
  let lead = (): void => undefined;
  const onLead = (listener: () => void) => {
    lead = listener;
    return () => undefined;
  };
  const run = async () => {
    runs += 1;
    return 5;
  };
  const jobs = scheduled([{ name: "sweep", every: 3_600_000, run }], { isLeader: () => isLeader, onLead });
  const worker = startWorker({ jobs, log: silentLog, outages: silentOutages });
  await settle();
  assert.equal(runs, 0);
  isLeader = true;
  lead();
  await settle();
  assert.equal(runs, 1);
  await worker.stop();
});
