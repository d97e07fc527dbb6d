import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, test } from "vitest";
import { adminProgram, environmentFor, run } from "../support/server.ts";

let environment: Readonly<Record<string, string>>;
let folder: string;

beforeAll(async () => {
  ({ environment, folder } = await environmentFor());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const admin = (...args: string[]) => run(adminProgram, args, { env: environment }).ended;

test("R-027: commands at once without a server share one database, and none stops it under another", async () => {
  const first = await admin("accounts", "create", "zoe", "--email", "zoe@mail.example", "--confirmed");
  assert.equal(first.code, 0, first.stderr);
  const names = ["ana", "ben", "cleo", "dan"];
  const ended = await Promise.all(
    names.map((name) => admin("accounts", "create", name, "--email", `${name}@mail.example`, "--confirmed")),
  );
  for (const { code, stderr } of ended) assert.equal(code, 0, stderr);
  const { stdout, code } = await admin("accounts", "list", "--json");
  assert.equal(code, 0);
  const accounts = JSON.parse(stdout) as readonly { username?: string; acct?: string }[]; // as the command prints them
  const found = JSON.stringify(accounts);
  for (const name of [...names, "zoe"]) assert.ok(found.includes(`"${name}"`), name);
}, 120_000);
