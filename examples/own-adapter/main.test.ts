import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fixedClock } from "@trunkline/social/memory";
import { cacheContract } from "@trunkline/storage-adapters/contracts";
import { afterAll, expect, test } from "vitest";
import { sqliteCache } from "./main.ts";

const folder = mkdtempSync(join(tmpdir(), "own-adapter-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(cacheContract)("$promise", async ({ prove }) => {
  const clock = fixedClock();
  const cache = sqliteCache(":memory:", clock.now);
  await expect(prove({ cache, clock })).resolves.toBe(undefined);
  cache.close();
});

test("keeps what it has when the program starts anew", async () => {
  const { now } = fixedClock();
  const before = sqliteCache(join(folder, "cache.sqlite"), now);
  await before.set("key", "value", 1000);
  before.close();
  const after = sqliteCache(join(folder, "cache.sqlite"), now);
  expect(await after.get("key")).toBe("value");
  after.close();
});
