import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { test, vi } from "vitest";
import { silentLog } from "./log.ts";
import { createOutageLog } from "./outage-log.ts";

test("R-018: an outage is one line when it begins and one when it ends, which counts who met it", async () => {
  const told: unknown[] = [];
  const tell = (says: string, fields?: unknown): void => void told.push([says, fields]);
  let isUp = false;
  const ping = () => (isUp ? Promise.resolve() : Promise.reject(new Error("refused")));
  const outages = createOutageLog({ log: { ...silentLog, warn: tell }, ping, askEvery: 5 });
  const meet = (): void => {
    outages.met("requests", new Error("no answer", { cause: new Error("refused") }));
    outages.met("jobs", new Error("no answer"));
    outages.met("requests");
  };
  meet();
  await turn();
  meet();
  assert.deepEqual(told, [["The database does not answer.", { first: "requests", reason: "refused" }]]);
  isUp = true;
  await vi.waitUntil(() => told.length > 1, { interval: 5 });
  assert.deepEqual(told.slice(1), [["The database answers again.", { seconds: 0, requests: 4, jobs: 2 }]]);
  outages.met("elections");
  assert.deepEqual(told.slice(2), [["The database does not answer.", { first: "elections" }]]);
  outages.close();
});

test("nothing is told of the end of an outage when the process has closed", async () => {
  const told: string[] = [];
  const log = { ...silentLog, warn: (says: string) => void told.push(says) };
  const outages = createOutageLog({ log, ping: () => Promise.resolve(), askEvery: 5 });
  outages.met("streams");
  outages.close();
  await turn();
  assert.deepEqual(told, ["The database does not answer."]);
});
