import { forSeeds } from "@trunkline/activitypub/testing";
import { expect, test } from "vitest";
import { simulate } from "./simulation/simulate.ts";

const storm = {
  latency: [50, 300_000],
  loss: 0.05,
  lostAnswers: 0.05,
  duplication: 0.2,
  reordering: 0.3,
} as const;

test(
  "R-008: likes, boosts, follows, edits and deletions of ten servers end the same, whatever the network does",
  { timeout: 60_000 },
  async () => {
    await forSeeds([1, 2], async (seed) => {
      const report = await simulate({ seed, peers: 10, activities: 400, faults: storm });
      expect(report.differences).toEqual([]);
      expect(report.lost).toBe(0);
      expect(Math.min(report.likes, report.boosts, report.follows, report.notes)).toBeGreaterThan(0);
    });
  },
);
