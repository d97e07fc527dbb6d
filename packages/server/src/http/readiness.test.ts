import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { createReadiness } from "./readiness.ts";
import type { ReadinessNeeds } from "./readiness.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trunkline-ready-"));
});

afterAll(() => rm(folder, { recursive: true }));

const ask = (needs: Partial<ReadinessNeeds>) =>
  createReadiness({
    ping: async () => undefined,
    waiting: async () => [],
    folder,
    isStopping: () => false,
    ...needs,
  })();

test("R-031: a process is ready when database, schema and storage root are, and leaves nothing behind", async () => {
  assert.deepEqual(await ask({}), []);
  assert.deepEqual(await readdir(folder), []);
});

test("R-031: it says what it waits for", async () => {
  const broken = () => Promise.reject(new Error("gone"));
  const file = join(folder, "file");
  await writeFile(file, "");
  assert.deepEqual(await ask({ ping: broken }), ["the database does not answer"]);
  assert.deepEqual(await ask({ waiting: async () => ["0009_more.sql"] }), ["the schema is not up to date"]);
  assert.deepEqual(await ask({ folder: file }), ["the storage root cannot be written to (ENOTDIR)"]);
  assert.deepEqual(await ask({ isStopping: () => true, ping: broken }), ["it is stopping"]);
});

test("R-031: a database that hangs is told of within a second", async () => {
  const began = performance.now();
  assert.deepEqual(await ask({ ping: () => new Promise(() => undefined) }), ["the database does not answer"]);
  assert.ok(performance.now() - began < 1000);
});
