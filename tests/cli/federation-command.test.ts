import assert from "node:assert/strict";
import { afterAll, beforeAll, test } from "vitest";
import { addPerson, adminProgram, openServer, run } from "../support/server.ts";
import type { Ended, TestServer } from "../support/server.ts";

let here: TestServer;
let there: TestServer;

beforeAll(async () => {
  [here, there] = await Promise.all([openServer(), openServer()]);
  await Promise.all([addPerson(here, "ana"), addPerson(there, "ben")]);
});

afterAll(() => Promise.all([here.stop(), there.stop()]));

function admin(...args: readonly string[]): Promise<Ended> {
  return run(adminProgram, ["federation", ...args], { env: here.environment }).ended;
}

const looked = ({ stdout }: Ended): readonly string[] =>
  (JSON.parse(stdout) as { readonly check: string; readonly result: string }[]).map(
    ({ check, result }) => `${check} ${result}`,
  );

test("somebody of another server is looked up by handle and by address", async () => {
  const byHandle = await admin("lookup", `@ben@${there.domain}`);
  assert.equal(byHandle.code, 0, byHandle.stderr);
  const found = JSON.parse(byHandle.stdout) as { readonly id: string; readonly preferredUsername: string };
  assert.deepEqual([found.id, found.preferredUsername], [`${there.origin}/users/ben`, "ben"]);
  assert.deepEqual(JSON.parse((await admin("lookup", found.id)).stdout), found);
});

test("who is not found makes the command fail, with a way to look closer", async () => {
  const { code, stderr } = await admin("lookup", `@nobody@${there.domain}`);
  assert.equal(code, 1);
  assert.ok(stderr.includes("trunkline federation check"), stderr);
});

const all = ["actor pass", "signed request pass", "key pass", "inbox pass"];
const host = ["policy pass", "dns pass", "https pass", "clock pass", "software pass"];

test("a server that is well is found well, over real HTTP", async () => {
  const checked = await admin("check", `@ben@${there.domain}`, "--json");
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
  assert.deepEqual(looked(checked), [...host, "webfinger pass", ...all]);
});

test("this server is seen as others see it", async () => {
  const verified = await admin("verify", "ana", "--json");
  assert.equal(verified.code, 0, verified.stdout + verified.stderr);
  assert.deepEqual(looked(verified), [...host, "webfinger pass", ...all]);
});

test("a server that is not there is said to be, with what to do", async () => {
  const { code, stdout } = await admin("check", "localhost:1");
  assert.equal(code, 1);
  assert.match(stdout, /^fail {2}https: localhost:1 cannot be asked: /m);
});
