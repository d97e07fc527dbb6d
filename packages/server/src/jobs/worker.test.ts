import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { Unavailable } from "@trunkline/social";
import { test } from "vitest";
import { silentLog } from "../log.ts";
import { silentOutages } from "../outage-log.ts";
import { startWorker } from "./worker.ts";

const never = 3_600_000;
const quiet = { log: silentLog, outages: silentOutages };

function bell(): { ring: () => void; onWake: (wake: () => void) => () => void } {
  const listeners = new Set<() => void>();
  return {
    ring: () => listeners.forEach((wake) => wake()),
    onWake: (wake) => {
      listeners.add(wake);
      return () => listeners.delete(wake);
    },
  };
}

async function settle(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await turn();
}

test("a job runs again at once while there is work, and then when it is woken", async () => {
  let waiting = 3;
  let runs = 0;
  const run = async () => {
    runs += 1;
    return waiting > 0 ? waiting-- : 0;
  };
  const { ring, onWake } = bell();
  const worker = startWorker({ jobs: [{ name: "count", run, onWake, pollEvery: never }], ...quiet });
  await settle();
  assert.equal(runs, 4);
  waiting = 1;
  ring();
  await settle();
  assert.equal(waiting, 0);
  assert.equal(runs, 6);
  await worker.stop();
});

test("a wake that comes while the job runs is not lost", async () => {
  const { ring, onWake } = bell();
  let runs = 0;
  const run = async () => {
    runs += 1;
    if (runs === 1) ring();
    return 0;
  };
  const worker = startWorker({ jobs: [{ name: "late", run, onWake, pollEvery: never }], ...quiet });
  await settle();
  assert.equal(runs, 2);
  await worker.stop();
});

test("a job that fails is told of, and stops with the others", async () => {
  const lines: string[] = [];
  const log = { ...silentLog, error: (says: string) => void lines.push(says) };
  const run = () => Promise.reject(new Error("no database"));
  const worker = startWorker({
    jobs: [{ name: "broken", run, onWake: () => () => {}, pollEvery: never }],
    ...quiet,
    log,
  });
  await settle();
  assert.equal(lines.length, 1);
  await worker.stop();
});

test("jobs that the database does not answer are no errors, and known to be waiting for it", async () => {
  const told: unknown[] = [];
  const run = () =>
    Promise.reject(new Unavailable("The database does not answer.", { cause: new Error("refused") }));
  const worker = startWorker({
    jobs: ["send", "receive"].map((name) => ({ name, run, onWake: () => () => {}, pollEvery: never })),
    log: { ...silentLog, error: (says) => void told.push(says) },
    outages: { ...silentOutages, met: (witness, error) => void told.push([witness, error?.message]) },
  });
  await settle();
  const met = ["jobs", "The database does not answer."];
  assert.deepEqual(told, [met, met]);
  await worker.stop();
});
