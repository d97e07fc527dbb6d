import assert from "node:assert/strict";
import { describe, test } from "vitest";
import { ConfigError, readConfig } from "../config/read.ts";
import { createHit, InjectedFault, readFailPoints } from "./fail-point.ts";

describe("the form of a fail-point (R-034)", () => {
  test("a point, an action, a span and a hit are read", () => {
    assert.deepEqual(readFailPoints("mid-handler:crash@3, after-remote-success:delay:250"), [
      { point: "mid-handler", action: "crash", milliseconds: 1000, nth: 3 },
      { point: "after-remote-success", action: "delay", milliseconds: 250, nth: undefined },
    ]);
  });

  test("a point that does not exist is named, beside those that do", () => {
    assert.throws(() => readFailPoints("nowhere:crash"), /"nowhere" is none of after-body-read, /);
  });

  test("another form is refused", () => {
    for (const text of ["mid-handler", "mid-handler:explode", "mid-handler:crash@", "mid-handler:delay:x"])
      assert.throws(() => readFailPoints(text), /is not of the form/);
  });
});

describe("what happens at a point", () => {
  test("an error is thrown at the hit that was asked for, and at no other", async () => {
    const hit = createHit(() => "mid-handler:error@2");
    await hit("mid-handler");
    await hit("during-fan-out");
    await assert.rejects(hit("mid-handler"), InjectedFault);
    await hit("mid-handler");
  });

  test("without a number it is thrown at every hit", async () => {
    const hit = createHit(() => "mid-handler:error");
    await assert.rejects(hit("mid-handler"), InjectedFault);
    await assert.rejects(hit("mid-handler"), InjectedFault);
  });

  test("what is asked for may change, and hits are counted anew from there", async () => {
    let asked = "mid-handler:error@2";
    const hit = createHit(() => asked);
    await hit("mid-handler");
    asked = "mid-handler:error@2,during-fan-out:error";
    await hit("mid-handler");
    await assert.rejects(hit("during-fan-out"), InjectedFault);
    asked = "";
    await hit("during-fan-out");
  });
});

describe("a server that is no test build", () => {
  const faultsOf = (env: Readonly<Record<string, string>>): readonly string[] => {
    try {
      readConfig(env, import.meta.dirname);
      return [];
    } catch (error) {
      assert.ok(error instanceof ConfigError);
      return error.faults;
    }
  };

  test("refuses fail-points and another clock in a sentence each (R-034)", () => {
    const env = { FAILPOINT: "mid-handler:crash", CLOCK_OFFSET_FILE: "clock" };
    const sentence = (name: string) =>
      `${name} breaks a server on purpose, and is refused unless NODE_ENV=test.`;
    assert.deepEqual(faultsOf(env), [sentence("FAILPOINT"), sentence("CLOCK_OFFSET_FILE")]);
    assert.deepEqual(faultsOf({ ...env, NODE_ENV: "production" }).length, 2);
    assert.deepEqual(faultsOf({ ...env, NODE_ENV: "test" }), []);
  });

  test("a fail-point that cannot be read is a fault of the settings", () => {
    const [fault] = faultsOf({ NODE_ENV: "test", FAILPOINT: "nowhere:crash" });
    assert.match(fault ?? "", /^FAILPOINT cannot be read: "nowhere" is none of/);
  });
});
