import assert from "node:assert/strict";
import { connect } from "@trunkline/storage-adapters/postgres";
import { connectEmbedded } from "@trunkline/storage-adapters/embedded";
import { afterAll, beforeAll, describe, test } from "vitest";
import { addPerson, adminProgram, openServer, run } from "../support/server.ts";
import type { Ended, TestServer } from "../support/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
  await addPerson(server, "ana");
});
afterAll(() => server.stop());

const admin = (...args: readonly string[]): Promise<Ended> =>
  run(adminProgram, args, { env: server.environment }).ended;

async function breakCounter(): Promise<void> {
  const sql = connect({ ...(await connectEmbedded(server.folder)), poolSize: 1 });
  await sql`update accounts set statuses_count = 9 where username = 'ana'`;
  await sql.end();
}

function findingsOf({ stdout }: Ended): ReadonlyMap<string, { result: string; says: string }> {
  const findings: readonly { check: string; result: string; says: string }[] = JSON.parse(stdout);
  return new Map(findings.map((each) => [each.check, each]));
}

describe("the doctor (R-033)", () => {
  test("passes each invariant of a server that is whole", async () => {
    const { code, stdout } = await admin("doctor");
    assert.equal(code, 0, stdout);
    for (const name of ["events are followed up", "private keys open", "accounts' counters equal a recount"])
      assert.ok(stdout.includes(`pass  ${name}: yes`), stdout);
  });

  test("exits with 1 where a counter is wrong, and says which command sets it right", async () => {
    await breakCounter();
    const told = await admin("doctor", "--json");
    assert.equal(told.code, 1);
    const finding = findingsOf(told).get("accounts' counters equal a recount");
    assert.equal(finding?.result, "fail");
    assert.match(finding?.says ?? "", /^not of 1 \(\d+\); run trunkline cache recount accounts$/);
  });

  test(
    "`cache recount` sets it right, and so does `doctor --repair` (R-023)",
    { timeout: 60_000 },
    async () => {
      const recounted = await admin("cache", "recount", "accounts");
      assert.equal(recounted.stdout, "1 accounts had a counter that was wrong.\n");
      assert.equal((await admin("doctor")).code, 0);
      await breakCounter();
      const repaired = await admin("doctor", "--repair");
      assert.equal(repaired.code, 0, repaired.stdout);
      assert.match(repaired.stderr, /Counted anew: 1 accounts had a counter that was wrong\./);
    },
  );

  test("what cannot be counted is wrong usage", async () => {
    assert.equal((await admin("cache", "recount", "emojis")).code, 2);
  });
});
