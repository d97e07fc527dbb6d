import assert from "node:assert/strict";
import { connectEmbedded } from "@trunkline/storage-adapters/embedded";
import { connect } from "@trunkline/storage-adapters/postgres";
import type { Connection } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, test } from "vitest";
import { addPerson, openServer, until } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";

let server: TestServer;
let ana: Person;
let sql: Connection;

beforeAll(async () => {
  // What is logged while nothing can be written is no news here.
  server = await openServer({ LOG_LEVEL: "error" });
  ana = await addPerson(server, "ana");
  sql = connect({ ...(await connectEmbedded(server.folder)), poolSize: 1 });
});

afterAll(async () => {
  await sql.end();
  await server.stop();
});

async function post(status: string): Promise<Response> {
  const headers = { authorization: `Bearer ${ana.token}` };
  const answer = await fetch(`${server.origin}/api/v1/statuses`, {
    method: "POST",
    headers,
    body: new URLSearchParams({ status }),
  });
  await answer.text();
  return answer;
}

async function textsOfAna(): Promise<string[]> {
  const rows = await sql<
    { text: string }[]
  >`select text from statuses where local and boost_of is null order by id`;
  return rows.map(({ text }) => text);
}

/** Makes every write of a status fail as PostgreSQL fails when the system gives it no room, until it is undone. */
async function refuseWrites(code: string): Promise<() => Promise<void>> {
  await sql.unsafe(`
    create function refuse_writes() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file' using errcode = '${code}'; end $$;
    create trigger refuse_writes before insert on statuses for each row execute function refuse_writes()`);
  return async () => void (await sql.unsafe("drop function refuse_writes cascade"));
}

test.each([
  ["full", "53100"],
  ["broken", "58030"],
  ["for reading alone", "25006"],
])(
  "R-028: while the disk is %s, writes are refused with 503, and work again without a restart",
  async (_state, code) => {
    const before = await textsOfAna();
    const undo = await refuseWrites(code);
    const refused = await post(`lost ${code}`);
    assert.equal(refused.status, 503);
    assert.ok(refused.headers.get("retry-after"));
    await undo();
    assert.equal((await post(`kept ${code}`)).status, 200);
    assert.deepEqual(await textsOfAna(), [...before, `kept ${code}`]);
  },
);

test("R-028: reading goes on while nothing can be written", async () => {
  const undo = await refuseWrites("53100");
  const headers = { authorization: `Bearer ${ana.token}` };
  const answer = await fetch(`${server.origin}/api/v1/timelines/home`, { headers });
  await answer.text();
  assert.equal(answer.status, 200);
  assert.equal((await fetch(`${server.origin}/readyz`)).status, 200);
  await undo();
});

test("R-018, R-028: the invariants hold afterwards", async () => {
  const broken = await until("nothing waits", async () => {
    const found = (await server.running.composition.storage.invariants()).filter(
      ({ broken: count }) => count > 0,
    );
    return found.length === 0 ? found : undefined;
  });
  assert.deepEqual(broken, []);
});
