import assert from "node:assert/strict";
import { afterAll, beforeAll, test } from "vitest";
import { adminProgram, openServer, run } from "../support/server.ts";
import type { Ended, TestServer } from "../support/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
  const made = await admin(["accounts", "create", "ana", "--email", "ana@mail.example", "--confirmed"]);
  assert.equal(made.code, 0, made.stderr);
});
afterAll(() => server.stop());

function admin(args: readonly string[]): Promise<Ended> {
  return run(adminProgram, args, { env: server.environment, input: "" }).ended;
}

const patient = { timeout: 90_000 };

const account = () => server.running.composition.social.accounts.lookup("ana");

test("an account is suspended and limited by the operator, and both are taken back", patient, async () => {
  const unsure = await admin(["accounts", "suspend", "ana"]);
  assert.equal(unsure.code, 2, unsure.stderr);
  for (const [verb, expected] of [
    ["limit", [[], ["moderator"]]],
    ["suspend", [["moderator"], ["moderator"]]],
    ["unsuspend", [[], ["moderator"]]],
    ["unlimit", [[], []]],
  ] as const) {
    const { code, stderr } = await admin(["accounts", verb, "ana", ...(verb === "suspend" ? ["--yes"] : [])]);
    assert.equal(code, 0, stderr);
    const { suspendedBy, limitedBy } = await account();
    assert.deepEqual([suspendedBy, limitedBy], expected);
  }
});

test(
  "S-049: servers are blocked, let in and listed by the operator, in every spelling",
  patient,
  async () => {
    const blocked = await admin([
      "domains",
      "block",
      "BÜCHER.example",
      "--reject-media",
      "--comment",
      "spam",
      "--yes",
    ]);
    assert.equal(blocked.code, 0, blocked.stderr);
    assert.equal((await admin(["domains", "allow", "friends.example"])).code, 0);
    const listed = JSON.parse((await admin(["domains", "list", "--json"])).stdout);
    assert.deepEqual(
      listed.rules.map(({ domain, severity, rejectsMedia }: Record<string, unknown>) => [
        domain,
        severity,
        rejectsMedia,
      ]),
      [["xn--bcher-kva.example", "suspend", true]],
    );
    assert.deepEqual(listed.allowed, ["friends.example"]);
    assert.ok((await admin(["domains", "list"])).stdout.includes("spam"));
    assert.equal((await admin(["domains", "unblock", "bücher.example"])).code, 0);
    assert.equal((await admin(["domains", "disallow", "friends.example"])).code, 0);
    assert.deepEqual(JSON.parse((await admin(["domains", "list", "--json"])).stdout), {
      rules: [],
      allowed: [],
    });
  },
);

test("what makes no sense is refused, with a sentence", patient, async () => {
  for (const [args, code] of [
    [["domains", "block", "no domain", "--yes"], 1],
    [["domains", "block", "x.example", "--severity", "king"], 2],
    [["accounts", "limit", "nobody"], 1],
  ] as const) {
    const ended = await admin(args);
    assert.equal(ended.code, code, ended.stderr);
    assert.ok(!ended.stderr.includes("    at "), ended.stderr);
  }
});

test("reports are listed, and marked as dealt with", patient, async () => {
  const made = await admin(["accounts", "create", "ben", "--email", "ben@mail.example", "--confirmed"]);
  assert.equal(made.code, 0, made.stderr);
  const { social } = server.running.composition;
  const [ana, ben] = [await account(), await social.accounts.lookup("ben")];
  const report = { target: ben.id, statuses: [], comment: "look at this", category: "spam" } as const;
  const { report: filed } = await social.reports.file(ana.id, { ...report, forward: false });
  const listed = JSON.parse((await admin(["reports", "list", "--json"])).stdout);
  assert.deepEqual(
    listed.map(({ id, from, target, comment, state }: Record<string, unknown>) => [
      id,
      from,
      target,
      comment,
      state,
    ]),
    [[filed.id, "ana", "ben", "look at this", "open"]],
  );
  assert.equal((await admin(["reports", "resolve", filed.id])).code, 0);
  assert.deepEqual(JSON.parse((await admin(["reports", "list", "--json"])).stdout), []);
  assert.equal((await admin(["reports", "resolve", "x"])).code, 2);
});
