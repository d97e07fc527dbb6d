import { expect, it } from "vitest";
import type { HostHealth } from "../ports.ts";
import { createHealth, createRecord } from "./health.ts";

const noon = new Date("2026-03-01T12:00:00Z");
const minutes = (count: number): number => count * 60_000;

interface World {
  readonly health: HostHealth;
  readonly now: () => Date;
  readonly pass: (milliseconds: number) => void;
  readonly fail: (times: number) => Promise<void>;
}

function setUp(): World {
  let time = noon.getTime();
  const now = (): Date => new Date(time);
  const health = createHealth(now);
  return {
    health,
    now,
    pass: (milliseconds) => (time += milliseconds),
    async fail(times) {
      for (let done = 0; done < times; done += 1) await health.failed("dead.example", false);
    },
  };
}

it("leaves a host alone for a minute after ten failures in a row (R-012)", async () => {
  const { health, fail } = setUp();
  await fail(9);
  expect(await health.permit("dead.example")).toEqual({ type: "go" });
  await fail(1);
  expect(await health.permit("dead.example")).toEqual({
    type: "wait",
    until: new Date("2026-03-01T12:01:00Z"),
  });
  expect(await health.permit("alive.example")).toEqual({ type: "go" });
});

it("counts failures in a row only", async () => {
  const { health, fail } = setUp();
  await fail(9);
  await health.succeeded("dead.example");
  await fail(9);
  expect((await health.permit("dead.example")).type).toBe("go");
});

it("lets one probe through after the pause, and the others wait for its outcome", async () => {
  const { health, fail, pass } = setUp();
  await fail(10);
  pass(minutes(1));
  expect((await health.permit("dead.example")).type).toBe("go");
  expect((await health.permit("dead.example")).type).toBe("wait");
  await health.succeeded("dead.example");
  expect((await health.permit("dead.example")).type).toBe("go");
});

it("waits twice as long after each failed probe, up to six hours", async () => {
  const { health, fail, pass } = setUp();
  await fail(10);
  const pauses: number[] = [];
  for (let probe = 0; probe < 11; probe += 1) {
    pass(minutes(6 * 60));
    await health.permit("dead.example");
    const before = await health.permit("dead.example");
    await fail(1);
    const after = await health.permit("dead.example");
    if (before.type === "wait" && after.type === "wait") {
      pauses.push(after.until.getTime() - before.until.getTime() + minutes(1));
    }
  }
  expect(pauses.map((pause) => pause / minutes(1))).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
});

it("does not lengthen the pause for failures of tries that were under way already", async () => {
  const { health, fail } = setUp();
  await fail(17);
  expect(await health.permit("dead.example")).toEqual({
    type: "wait",
    until: new Date("2026-03-01T12:01:00Z"),
  });
});

it("leaves a host alone of whose last twenty tries in five minutes more than half failed (R-012)", async () => {
  const { health, now, pass } = setUp();
  const record = createRecord(now);
  const host = "shaky.example";
  for (let tries = 1; tries <= 19; tries += 1) {
    const isFailure = tries % 5 !== 0;
    const isUnsteady = record.note(host, isFailure);
    expect(isUnsteady).toBe(false);
    await (isFailure ? health.failed(host, isUnsteady) : health.succeeded(host));
    pass(1000);
  }
  await health.failed(host, record.note(host, true));
  expect((await health.permit(host)).type).toBe("wait");
});

it("does not count tries of more than five minutes ago, nor those of a host that is mostly there", async () => {
  const { now, pass } = setUp();
  const record = createRecord(now);
  const noted = Array.from({ length: 60 }, () => {
    pass(16_000);
    return record.note("slow.example", true);
  });
  const mixed = Array.from({ length: 60 }, (_, index) => record.note("mixed.example", index % 2 === 0));
  expect([...noted, ...mixed]).not.toContain(true);
});

it("F-210: takes a host for gone after failures on seven distinct days, until it answers", async () => {
  const { health, fail, pass } = setUp();
  for (let day = 1; day <= 6; day += 1) {
    await fail(3);
    pass(minutes(24 * 60));
  }
  expect((await health.permit("dead.example")).type).toBe("go");
  await fail(1);
  expect(await health.permit("dead.example")).toEqual({ type: "stop" });
  await health.succeeded("dead.example");
  expect(await health.permit("dead.example")).toEqual({ type: "go" });
});
