import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { addPerson, openServer, until } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";

let server: TestServer;
let ana: Person;

beforeAll(async () => {
  // What is logged in an outage is no news here.
  server = await openServer({ LOG_LEVEL: "error" });
  ana = await addPerson(server, "ana");
});

afterAll(() => server.stop());

async function ask(path: string): Promise<Response> {
  const answer = await fetch(`${server.origin}${path}`, {
    headers: { authorization: `Bearer ${ana.token}`, accept: "text/html" },
  });
  await answer.text();
  return answer;
}

test("without its database the server says so at once, and goes on when it is back", async () => {
  const file = join(server.folder, "postgres", "postmaster.pid");
  const [pid] = (await readFile(file, "utf8")).split("\n");
  process.kill(Number(pid), "SIGKILL");
  const began = Date.now();
  for (const path of ["/readyz", "/", "/api/v1/timelines/home"]) {
    const answer = await ask(path);
    assert.equal(answer.status, 503, path);
    assert.ok(answer.headers.get("retry-after"), path);
  }
  assert.ok(Date.now() - began < 1000);
  assert.equal((await ask("/livez")).status, 200);
  await until(
    "the server is ready again",
    async () => ((await ask("/readyz")).ok ? true : undefined),
    10_000,
  );
  assert.equal((await ask("/api/v1/timelines/home")).status, 200);
});
