import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { adminProgram, environmentFor, run } from "../support/server.ts";
import type { Ended } from "../support/server.ts";

let place: Awaited<ReturnType<typeof environmentFor>>;
beforeAll(async () => {
  place = await environmentFor();
});
afterAll(() => rm(place.folder, { recursive: true, force: true }));

const trunkline = (...args: readonly string[]): Promise<Ended> =>
  run(adminProgram, args, { env: place.environment }).ended;

test("an operator sets texts and rules from the command line", { timeout: 180_000 }, async () => {
  const file = join(place.folder, "terms.txt");
  await writeFile(file, "Be good.");
  assert.equal((await trunkline("instance", "set", "extended-description", "--file", file)).code, 0);
  assert.equal((await trunkline("instance", "set", "show-domain-blocks", "users")).code, 0);
  const wrong = await trunkline("instance", "set", "show-domain-blocks", "perhaps");
  assert.deepEqual([wrong.code, wrong.stderr.includes("all, users or disabled")], [1, true]);
  const settings: unknown = JSON.parse((await trunkline("instance", "show", "--json")).stdout);
  assert.partialDeepStrictEqual(settings, {
    extendedDescription: { text: "Be good." },
    showDomainBlocks: "users",
  });
  assert.equal((await trunkline("rules", "add", "No spam", "--hint", "None.")).code, 0);
  const rules: unknown = JSON.parse((await trunkline("rules", "list", "--json")).stdout);
  assert.deepEqual(rules, [{ id: "1", text: "No spam", hint: "None." }]);
  assert.equal((await trunkline("terms", "publish", file, "--effective", "2026-01-01")).code, 0);
  const again = await trunkline("terms", "publish", file, "--effective", "2026-01-01");
  assert.deepEqual([again.code, again.stderr.includes("already")], [1, true]);
});
