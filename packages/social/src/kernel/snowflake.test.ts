import { expect, test } from "vitest";
import { compareIds } from "./id.ts";
import { createIds, snowflakeTime } from "./snowflake.ts";

/** A clock that the test moves, and randomness that always says the same. */
function make(random: (bytes: number) => Uint8Array = (bytes) => new Uint8Array(bytes).fill(0xff)) {
  const clock = { milliseconds: Date.UTC(2026, 2, 1) };
  return { clock, ids: createIds({ now: () => new Date(clock.milliseconds), random }) };
}

test("ids rise, within a millisecond and beyond what one holds", () => {
  const { ids } = make();
  const made = Array.from({ length: 100_000 }, () => ids.next());
  expect(new Set(made).size).toBe(made.length);
  expect(made.every((id, index) => index === 0 || compareIds(made[index - 1] ?? "", id) < 0)).toBe(true);
});

test("ids rise when the clock steps back", () => {
  const { clock, ids } = make();
  const before = ids.next();
  clock.milliseconds -= 300_000;
  expect(compareIds(before, ids.next())).toBeLessThan(0);
});

test("an id tells its time, also one that was made for a given time", () => {
  const { clock, ids } = make();
  expect(snowflakeTime(ids.next()).getTime()).toBe(clock.milliseconds);
  const at = new Date("2017-05-05T05:05:05.555Z");
  expect(snowflakeTime(ids.next(at))).toEqual(at);
  expect(compareIds(ids.next(at), ids.next())).toBeLessThan(0);
  expect(snowflakeTime(ids.next(new Date("1960-01-01"))).getTime()).toBe(0);
});

test("processes that start in the same millisecond make different ids", () => {
  const now = () => new Date(0);
  const made = Array.from({ length: 20 }, () => createIds({ now }).next());
  expect(new Set(made).size).toBeGreaterThan(15);
});

test("a secret is 256 bits that do not repeat", () => {
  const ids = createIds({ now: () => new Date(0) });
  expect(ids.secret()).toMatch(/^[\w-]{43}$/);
  expect(ids.secret()).not.toBe(ids.secret());
});
