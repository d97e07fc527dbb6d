import { expect, test } from "vitest";
import { faultsOf } from "./source-rules.ts";

const inDomain = (text: string) => faultsOf("packages/social/src/x.ts", text).length;

test.each([
  ["the clock without a port", "const a = new Date();", 1],
  ["the clock by its other name", "const a = Date.now();", 1],
  ["a clock handed on", "const clock = { now: Date.now };", 1],
  ["a date made from a value", "const a = new Date(0);", 0],
  ["the environment", "const a = process.env.HOME;", 1],
  ["the environment, imported", 'import { env } from "node:process";', 1],
  ["a nameless export", 'export * from "./a.ts";', 1],
  ["a named export", 'export { a } from "./a.ts";', 0],
  ["a cast without a reason", "const a = b as string;", 1],
  ["a cast with its reason", "const a = b as string; // checked above", 0],
  ["a constant", "const a = [1] as const;", 0],
  ["words in a comment", "// new Date() and process.env", 0],
])("%s: %s", (_name, text, faults) => {
  expect(inDomain(text)).toBe(faults);
});

test("the clock and the environment have homes", () => {
  expect(faultsOf("packages/server/src/compose.ts", "const a = new Date();")).toEqual([]);
  expect(faultsOf("packages/server/src/config/read.ts", "const a = process.env;")).toEqual([]);
});
