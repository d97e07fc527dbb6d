import assert from "node:assert/strict";
import { test } from "vitest";
import { silentLog } from "../log.ts";
import { createOutage } from "./outage.ts";

test("an outage is told of once, whatever the jobs and tries, until the last job has come through", () => {
  const told: string[] = [];
  const tell = (says: string): void => void told.push(says);
  const outage = createOutage({ ...silentLog, info: tell, warn: tell });
  outage.cameThrough("send");
  outage.met("send", new Error("no answer"));
  outage.met("receive", new Error("no answer"));
  outage.met("send", new Error("no answer"));
  outage.cameThrough("send");
  outage.cameThrough("other");
  assert.deepEqual(told, ["The jobs wait for the database."]);
  outage.cameThrough("receive");
  outage.met("send", new Error("no answer"));
  assert.deepEqual(told.slice(1), [
    "The jobs wait for the database no longer.",
    "The jobs wait for the database.",
  ]);
});
