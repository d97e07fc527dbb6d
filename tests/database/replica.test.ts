import assert from "node:assert/strict";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@trunkline/storage-adapters/embedded";
import { connect, type Connection } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, test } from "vitest";
import { dataFolder } from "../support/postgres.ts";
import { type TestReplica, testReplica } from "../support/replica.ts";
import { addPerson, openServer, until } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";

let folder: Awaited<ReturnType<typeof dataFolder>>;
let primary: EmbeddedPostgres;
let replica: TestReplica;
let overReplica: Connection;
let server: TestServer;
let ana: Person;

beforeAll(async () => {
  folder = await dataFolder();
  primary = await startEmbeddedPostgres({ dataDir: folder.path });
  replica = await testReplica(primary);
  overReplica = connect({ ...replica.admin, poolSize: 1 });
  const { user, password, database, host } = primary.connection;
  const { port } = replica.options;
  server = await openServer({
    DATABASE_URL: `postgresql://${user}:${password}@localhost/${database}?host=${encodeURIComponent(host)}`,
    REPLICA_DATABASE_URL: `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`,
  });
  ana = await addPerson(server, "ana");
});

afterAll(async () => {
  await server.stop();
  await overReplica.end({ timeout: 1 });
  await replica.close();
  await primary.stop();
  await folder.remove();
});

async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
  const headers = { authorization: `Bearer ${ana.token}` };
  const answer = await fetch(`${server.origin}${path}`, { headers, ...init });
  assert.equal(answer.status, 200, path);
  return answer.json();
}

const post = async (status: string): Promise<string> => {
  const made = await ask("/api/v1/statuses", { method: "POST", body: new URLSearchParams({ status }) });
  return (made as { id: string }).id; // a status
};

const home = async (): Promise<readonly string[]> => {
  const statuses = (await ask("/api/v1/timelines/home")) as readonly { id: string }[]; // statuses
  return statuses.map(({ id }) => id);
};

/** What the server's connections to the replica asked last. */
async function askedThere(): Promise<readonly string[]> {
  const rows = await overReplica<{ query: string }[]>`
    select query from pg_stat_activity where application_name = 'trunkline-replica'`;
  return rows.map(({ query }) => query);
}

test("timelines are read from a replica, and show what was written as soon as it has it", async () => {
  const first = await post("to the replica");
  await until("the replica shows it", async () => (await home()).includes(first) || undefined);
  const asked = await askedThere();
  assert.ok(
    asked.some((query) => query.includes("from statuses")),
    String(asked),
  );
});

test("S-168: what the server asks of a replica has the time of a request", async () => {
  const [set] = await overReplica<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity where application_name = 'trunkline-replica'`;
  assert.ok((set?.count ?? 0) > 0);
  const { replica: copy } = server.running.composition.database.pools;
  assert.deepEqual([...((await copy?.unsafe("show statement_timeout")) ?? [])], [{ statementTimeout: "5s" }]);
});

test("R-018: a replica that falls behind is not asked, and is asked again when it is near", async () => {
  await overReplica`select pg_wal_replay_pause()`;
  const second = await post("behind its back");
  await until("the database itself shows it", async () => (await home()).includes(second) || undefined);
  await overReplica`select pg_wal_replay_resume()`;
  const third = await post("near again");
  await until("the replica has it", async () => {
    const [row] = await overReplica.unsafe<{ near: boolean }[]>(
      `select pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() as near`,
    );
    return row?.near === true || undefined;
  });
  await until("timelines show it", async () => (await home()).includes(third) || undefined);
  assert.deepEqual((await home()).slice(0, 2), [third, second]);
});

test("R-018: without its replica the server goes on with the database, and fails no request", async () => {
  await replica.kill();
  const last = await post("alone");
  assert.ok((await home()).includes(last));
  assert.ok(Array.isArray(await ask("/api/v1/timelines/public")));
  assert.ok(await ask("/api/v2/search?q=ana"));
});
