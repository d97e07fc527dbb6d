import assert from "node:assert/strict";
import { test } from "vitest";
import { watchDatabase } from "./database-watch.ts";

const never = new Promise<never>(() => undefined);
const quick = { askAfter: 10, patience: 50, askAgain: 10 };

test("R-018: work that waits for a database that hangs is an outage within a second", async () => {
  const began = performance.now();
  const watch = watchDatabase({ ping: () => never });
  assert.equal(await watch.during(never), "outage");
  assert.ok(performance.now() - began < 1000);
  assert.equal(watch.isOut(), true);
});

test("work that takes long while the database answers is left alone", async () => {
  let pings = 0;
  const watch = watchDatabase({
    ...quick,
    ping: async () => {
      pings += 1;
    },
  });
  const slow = new Promise((resolve) => setTimeout(() => resolve("done"), 120));
  assert.equal(await watch.during(slow), "done");
  assert.ok(pings >= 2);
});

test("nothing is asked while all is answered quickly, and a failure passes through", async () => {
  let pings = 0;
  const watch = watchDatabase({
    ...quick,
    ping: async () => {
      pings += 1;
    },
  });
  assert.equal(await watch.during(Promise.resolve("at once")), "at once");
  await assert.rejects(watch.during(Promise.reject(new Error("ours"))), /ours/);
  assert.equal(pings, 0);
});

test("R-018: during an outage work is turned away at once, and let through again when it is over", async () => {
  const back = Promise.withResolvers<void>();
  const watch = watchDatabase({ ...quick, patience: 30, ping: () => back.promise });
  assert.equal(await watch.during(never), "outage");
  const began = performance.now();
  assert.equal(await watch.during(never), "outage");
  assert.ok(performance.now() - began < 100);
  assert.equal(await watch.during(Promise.resolve("needs none")), "needs none");
  back.resolve();
  while (watch.isOut()) await new Promise((resolve) => setTimeout(resolve, 5));
  const slow = new Promise((resolve) => setTimeout(() => resolve("done"), 60));
  assert.equal(await watch.during(slow), "done");
});
