import assert from "node:assert/strict";
import { afterAll, beforeAll, test } from "vitest";
import { type TestPooler, testPooler } from "../support/pgbouncer.ts";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";
import { addPerson, openServer, until } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";

let database: TestDatabase;
let pooler: TestPooler;
let server: TestServer;
let ana: Person;
let bob: Person;

beforeAll(async () => {
  database = await testDatabase();
  pooler = await testPooler(database.options);
  const { port, user, database: name } = pooler.options;
  server = await openServer({
    DATABASE_URL: `postgresql://${user}@127.0.0.1:${port}/${name}`,
    PREPARED_STATEMENTS: "false",
    DATABASE_DIRECT_URL: urlOf(database.options),
    LOG_LEVEL: "error",
  });
  ana = await addPerson(server, "ana");
  bob = await addPerson(server, "bob");
});

afterAll(async () => {
  await server.stop();
  await pooler.close();
  await database.close();
});

function urlOf({ url, user, password, host, port, database: name }: TestDatabase["options"]): string {
  if (url !== undefined) return url;
  return `postgresql://${user}:${password}@localhost:${port}/${name}?host=${encodeURIComponent(host ?? "")}`;
}

async function ask(person: Person, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${person.token}` };
  return fetch(`${server.origin}${path}`, { headers, ...init });
}

const post = async (status: string): Promise<string> => {
  const answer = await ask(ana, "/api/v1/statuses", {
    method: "POST",
    body: new URLSearchParams({ status }),
  });
  assert.equal(answer.status, 200);
  return ((await answer.json()) as { id: string }).id; // a status
};

test("the whole server works behind PgBouncer, in transaction mode and with four connections", async () => {
  const followed = await ask(bob, `/api/v1/accounts/${ana.id}/follow`, { method: "POST" });
  assert.equal(followed.status, 200);
  const ids = await Promise.all(Array.from({ length: 40 }, (_, index) => post(`number ${index}`)));
  const answer = await ask(bob, "/api/v1/timelines/home?limit=40");
  const home = (await answer.json()) as readonly { id: string }[]; // statuses
  assert.deepEqual(new Set(home.map(({ id }) => id)), new Set(ids));
  const liked = await ask(bob, `/api/v1/statuses/${ids[0]}/favourite`, { method: "POST" });
  assert.equal(liked.status, 200);
  await until("the jobs have told ana", async () => {
    const told = (await (await ask(ana, "/api/v1/notifications")).json()) as readonly { type: string }[]; // notifications
    return told.some(({ type }) => type === "favourite") || undefined;
  });
});

test("streams are heard past the pooler", async () => {
  const leaving = new AbortController();
  const stream = await ask(bob, "/api/v1/streaming/user", { signal: leaving.signal });
  assert.equal(stream.status, 200);
  const reader = (stream.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  const listening = (async () => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      heard += value;
    }
  })().catch(() => undefined); // left on purpose
  await until("the stream is open", async () => heard !== "" || undefined);
  const id = await post("live");
  await until("bob hears it", async () => heard.includes(id) || undefined);
  leaving.abort();
  await listening;
});

test("R-018: with the pooler gone requests are told so, and nothing crashes", async () => {
  await pooler.close();
  const answer = await ask(ana, "/api/v1/timelines/home");
  assert.equal(answer.status, 503);
  assert.ok(answer.headers.get("retry-after"));
  assert.equal((await fetch(`${server.origin}/livez`)).status, 200);
});
