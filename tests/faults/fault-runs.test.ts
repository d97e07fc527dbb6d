import assert from "node:assert/strict";
import { beforeAll, describe, test } from "vitest";
import type { Result } from "../../scripts/faults/perform.ts";
import { reached, troublesOf } from "../../scripts/faults/plan.ts";
import { problemsOf } from "../../scripts/faults/report.ts";
import { runAll } from "../../scripts/faults/run-all.ts";

// The short form of `npm run faults`: a fault of each kind once, on two servers that federate.
const names = [
  "before-inbox-commit",
  "mid-handler",
  "before-write-commit",
  "during-fan-out",
  "after-remote-success",
  "during-media-transcode",
  "during-scheduled-publish",
  "during-migration",
  "during-shutdown",
  "database",
];
let results: readonly Result[];

beforeAll(async () => {
  const [runs, onResult] = [1, () => undefined];
  // A machine that tests is busy, and recovers later than one that serves.
  results = await runAll({ names, runs, seed: 34, slowestMilliseconds: 180_000, onResult });
}, 600_000);

describe("a server that dies, or whose surroundings fail, while it works (R-001, R-002, R-034)", () => {
  test.each(names)("%s: nothing is lost, nothing is there twice, and every count is right", (name) => {
    const result = results.find(({ run }) => run.name === name);
    assert.ok(result);
    assert.deepEqual(problemsOf(result), []);
  });

  test("each fault did happen", () => {
    const missed = results.filter(({ happened }) => !happened).map(({ run }) => run.name);
    assert.deepEqual(missed, []);
  });

  test("what the long form knows is at least what is asked for (R-002)", () => {
    assert.ok(reached.length >= 14);
    assert.deepEqual(
      names.filter((name) => ![...reached, ...troublesOf("embedded")].includes(name)),
      [],
    );
  });
});
