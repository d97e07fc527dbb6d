import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "vitest";
import { migrationsFolder, readMigrations } from "./migrations.ts";

test("each migration has a number of its own, and they follow one another", async () => {
  const migrations = await readMigrations(migrationsFolder);
  const numbers = migrations.map(({ number }) => number);
  assert.ok(numbers.length > 9);
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => index + 1),
  );
});

test("two with one number are refused before anything is run", async () => {
  const folder = await mkdtemp(join(tmpdir(), "trunkline-migrations-"));
  for (const name of ["0001_one.sql", "0002_two.sql", "0002_three.sql"])
    await writeFile(join(folder, name), "select 1;\n");
  await assert.rejects(
    readMigrations(pathToFileURL(`${folder}/`)),
    /^Error: Two migrations have the number 0002\.$/,
  );
  await rm(folder, { recursive: true });
});
