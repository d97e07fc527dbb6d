import { describe, expect, it } from "vitest";
import { MAX_TRIES, readRetryAfter, retryWait, SHORTEST_LIFE, shortestAge } from "./retry.ts";

const DAY = 24 * 3_600_000;

describe("retryWait (R-009)", () => {
  it("comes back within seconds after the first failure", () => {
    expect([retryWait(1, 0), retryWait(1, 0.5), retryWait(1, 1)]).toEqual([0, 2500, 5000]);
  });

  it("F-208: doubles up to a day", () => {
    expect([2, 3, 4, 5].map((failures) => retryWait(failures, 1))).toEqual([10_000, 20_000, 40_000, 80_000]);
    expect(retryWait(24, 1)).toBe(DAY);
  });

  it("F-208: spreads each wait over half of its step", () => {
    expect([retryWait(5, 0), retryWait(5, 0.5), retryWait(5, 1)]).toEqual([40_000, 60_000, 80_000]);
  });

  it("F-208 T6: tries at least 16 times over at least seven days, even where every wait is the shortest", () => {
    expect(MAX_TRIES).toBeGreaterThanOrEqual(16);
    expect(shortestAge(MAX_TRIES)).toBeGreaterThanOrEqual(SHORTEST_LIFE);
    expect(SHORTEST_LIFE).toBe(7 * DAY);
  });
});

describe("readRetryAfter", () => {
  const now = new Date("2026-03-01T12:00:00Z");

  it.each([
    ["120", 120_000],
    ["Sun, 01 Mar 2026 12:05:00 GMT", 300_000],
    ["Sun, 01 Mar 2026 11:00:00 GMT", 0],
    ["999999999", DAY],
    ["soon", 0],
    [undefined, 0],
  ])("reads %s as %i milliseconds, a day at most", (header, wait) => {
    expect(readRetryAfter(header, now)).toBe(wait);
  });
});
