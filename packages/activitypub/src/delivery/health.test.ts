import { expect, it } from "vitest";
import { createHealth } from "./health.ts";
import type { Health } from "./health.ts";

const noon = new Date("2026-03-01T12:00:00Z");
const minutes = (count: number): number => count * 60_000;

function setUp(): { health: Health; pass: (milliseconds: number) => void; fail: (times: number) => void } {
  let time = noon.getTime();
  const health = createHealth(() => new Date(time));
  return {
    health,
    pass: (milliseconds) => (time += milliseconds),
    fail: (times) => {
      for (let time = 0; time < times; time += 1) health.failed("dead.example");
    },
  };
}

it("leaves a host alone for a minute after ten failures in a row (R-012)", () => {
  const { health, fail } = setUp();
  fail(9);
  expect(health.permit("dead.example")).toEqual({ type: "go" });
  fail(1);
  expect(health.permit("dead.example")).toEqual({ type: "wait", until: new Date("2026-03-01T12:01:00Z") });
  expect(health.permit("alive.example")).toEqual({ type: "go" });
});

it("counts failures in a row only", () => {
  const { health, fail } = setUp();
  fail(9);
  health.succeeded("dead.example");
  fail(9);
  expect(health.permit("dead.example").type).toBe("go");
});

it("lets one probe through after the pause, and the others wait for its outcome", () => {
  const { health, fail, pass } = setUp();
  fail(10);
  pass(minutes(1));
  expect(health.permit("dead.example").type).toBe("go");
  expect(health.permit("dead.example").type).toBe("wait");
  health.succeeded("dead.example");
  expect(health.permit("dead.example").type).toBe("go");
});

it("waits twice as long after each failed probe, up to six hours", () => {
  const { health, fail, pass } = setUp();
  fail(10);
  const pauses: number[] = [];
  for (let probe = 0; probe < 11; probe += 1) {
    pass(minutes(6 * 60));
    health.permit("dead.example");
    const before = health.permit("dead.example");
    fail(1);
    const after = health.permit("dead.example");
    if (before.type === "wait" && after.type === "wait") {
      pauses.push(after.until.getTime() - before.until.getTime() + minutes(1));
    }
  }
  expect(pauses.map((pause) => pause / minutes(1))).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
});

it("does not lengthen the pause for failures of tries that were under way already", () => {
  const { health, fail } = setUp();
  fail(17);
  expect(health.permit("dead.example")).toEqual({ type: "wait", until: new Date("2026-03-01T12:01:00Z") });
});
