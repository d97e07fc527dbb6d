import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, test } from "vitest";
import { adminProgram, environmentFor, run } from "../support/server.ts";
import type { Ended } from "../support/server.ts";

let place: Awaited<ReturnType<typeof environmentFor>>;
beforeAll(async () => {
  place = await environmentFor();
});
afterAll(() => rm(place.folder, { recursive: true, force: true }));

function relays(...args: readonly string[]): Promise<Ended> {
  return run(adminProgram, ["relays", ...args], { env: place.environment }).ended;
}

test("F-105: relays are added, listed and removed from the command line", { timeout: 120_000 }, async () => {
  const inbox = "https://relay.example/inbox";
  assert.equal((await relays("add", inbox)).code, 0);
  const again = await relays("add", inbox);
  assert.deepEqual([again.code, again.stderr.includes("is there already")], [1, true]);
  assert.equal((await relays("add", "nonsense")).code, 1);
  const [listed, ...others] = JSON.parse((await relays("list", "--json")).stdout) as unknown[]; // as the command prints them
  assert.deepEqual(others, []);
  assert.partialDeepStrictEqual(listed, { inbox, kind: "mastodon", state: "requested" });
  assert.match((await relays("list")).stdout, /https:\/\/relay\.example\/inbox +mastodon +requested/);
  assert.equal((await relays("remove", inbox)).code, 0);
  assert.equal((await relays("remove", inbox)).code, 1);
  assert.equal((await relays("list", "--json")).stdout.trim(), "[]");
});
