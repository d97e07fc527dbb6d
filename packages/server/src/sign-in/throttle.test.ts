import assert from "node:assert/strict";
import { test } from "vitest";
import { minutes } from "@trunkline/social";
import { createThrottle } from "./throttle.ts";

function movable(): { now: () => Date; pass: (span: number) => void } {
  let at = Date.UTC(2026, 0, 1);
  return { now: () => new Date(at), pass: (span) => void (at += span) };
}

test("an account takes ten wrong tries in ten minutes, from wherever they come", () => {
  const clock = movable();
  const throttle = createThrottle(clock);
  for (let tries = 0; tries < 10; tries += 1) {
    const attempt = { account: "ana@mail.example", client: `192.0.2.${tries}` };
    assert.ok(throttle.begins(attempt));
  }
  for (const account of ["Ana@mail.example", " ana@mail.example", "ana@mail.example\t"])
    assert.equal(throttle.begins({ account, client: "198.51.100.1" }), false);
  assert.equal(throttle.begins({ account: "ben@mail.example", client: "198.51.100.1" }), true);
  clock.pass(minutes(11));
  assert.equal(throttle.begins({ account: "ana@mail.example", client: "198.51.100.1" }), true);
});

test("a try that succeeded does not count", () => {
  const throttle = createThrottle(movable());
  const attempt = { account: "ana@mail.example", client: "192.0.2.1" };
  for (let tries = 0; tries < 40; tries += 1) {
    assert.ok(throttle.begins(attempt));
    throttle.succeeded(attempt);
  }
  assert.ok(throttle.begins(attempt));
});

test("a client takes twenty-five in five minutes, whomever it tries", () => {
  const throttle = createThrottle(movable());
  for (let tries = 0; tries < 25; tries += 1)
    assert.ok(throttle.begins({ account: `${tries}@mail.example`, client: "192.0.2.1" }));
  assert.equal(throttle.begins({ account: "new@mail.example", client: "192.0.2.1" }), false);
});

test("one that is exempt is never held up", () => {
  const throttle = createThrottle(movable());
  for (let tries = 0; tries < 50; tries += 1)
    assert.ok(throttle.begins({ account: "ana@mail.example", client: undefined }));
  assert.ok(throttle.begins({ account: "ana@mail.example", client: undefined }));
});
