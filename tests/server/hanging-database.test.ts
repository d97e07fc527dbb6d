import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { addPerson, freePort, openServer, until } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";
import { processesOf } from "../support/processes.ts";

let server: TestServer;
let ana: Person;
let metricsPort: number;

beforeAll(async () => {
  metricsPort = await freePort();
  // What is logged in an outage is no news here.
  server = await openServer({ LOG_LEVEL: "error", METRICS_PORT: String(metricsPort) });
  ana = await addPerson(server, "ana");
});

afterAll(() => server.stop());

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(`${server.origin}${path}`, {
    headers: { authorization: `Bearer ${ana.token}`, accept: "text/html" },
    ...init,
  });
  await answer.text();
  return answer;
}

const post = () => ({
  method: "POST",
  headers: { authorization: `Bearer ${ana.token}` },
  body: new URLSearchParams({ status: "into the silence" }),
});

test("R-018: while its database hangs the server says so within a second, on every route, and goes on afterwards", async () => {
  const [head] = (await readFile(join(server.folder, "postgres", "postmaster.pid"), "utf8")).split("\n");
  const all = await processesOf(Number(head));
  assert.ok(all.length > 1);
  for (const pid of all) process.kill(pid, "SIGSTOP");
  try {
    const asked: readonly (readonly [string, RequestInit])[] = [
      ["/readyz", {}],
      ["/", {}],
      ["/@ana", {}],
      ["/api/v1/timelines/home", {}],
      ["/api/v2/instance", {}],
      [`/.well-known/webfinger?resource=acct:ana@${server.domain}`, {}],
      ["/api/v1/statuses", post()],
    ];
    const spans = await Promise.all(
      asked.map(async ([path, init]) => {
        const began = performance.now();
        const answer = await ask(path, init);
        assert.equal(answer.status, 503, path);
        assert.ok(answer.headers.get("retry-after"), path);
        return performance.now() - began;
      }),
    );
    assert.ok(Math.max(...spans) < 1200, String(spans));
    const began = performance.now();
    assert.equal((await ask("/api/v1/timelines/home")).status, 503);
    assert.equal((await ask("/livez")).status, 200);
    assert.equal((await ask("/assets/site.css")).status, 200);
    assert.ok(performance.now() - began < 500);
    const told = await fetch(`http://127.0.0.1:${metricsPort}/readyz`);
    assert.match(await told.text(), /the database does not answer/);
  } finally {
    for (const pid of all) process.kill(pid, "SIGCONT");
  }
  await until("all is well", async () => (await ask("/api/v1/timelines/home")).ok || undefined, 10_000);
  assert.equal((await ask("/readyz")).status, 200);
});

test("R-018: a transaction that its database dies under is a failure of that request, and of nothing else", async () => {
  const [head] = (await readFile(join(server.folder, "postgres", "postmaster.pid"), "utf8")).split("\n");
  const { storage } = server.running.composition;
  const inside = Promise.withResolvers<void>();
  const died = Promise.withResolvers<void>();
  const failed = storage
    .transact(async (work) => {
      await work.users.count();
      inside.resolve();
      await died.promise;
      await work.users.count();
    })
    .then(
      () => "stood",
      () => "failed",
    );
  await inside.promise;
  process.kill(Number(head), "SIGKILL");
  await until("nobody answers", async () => (await ask("/readyz")).status === 503 || undefined);
  died.resolve();
  assert.equal(await failed, "failed");
  await until("all is well", async () => (await ask("/readyz")).ok || undefined, 15_000);
  // A connection of the pool may learn only by being used that the old database is gone.
  await until("home is read", async () => (await ask("/api/v1/timelines/home")).ok || undefined, 10_000);
});

test("R-031, S-193: metrics are on a listener of their own, and tell queues, pool, loop and requests", async () => {
  assert.equal((await ask("/metrics")).status, 404);
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  for (const line of [
    'trunkline_queue_waiting{queue="events"}',
    'trunkline_queue_oldest_seconds{queue="deliveries"}',
    'trunkline_queue_dead{queue="inbox"}',
    'trunkline_hosts{host_class="open"} 0',
    'trunkline_deliveries_waiting{host_class="healthy"} 0',
    'trunkline_deliveries_oldest_seconds{host_class="gone"} 0',
    "trunkline_database_pool_size 10",
    'trunkline_database_connections{state="active"}',
    "trunkline_database_pool_wait_seconds",
    "trunkline_event_loop_delay_p99_seconds",
    'trunkline_http_request_duration_seconds_bucket{le="0.1",class="reads",method="GET"',
  ])
    assert.ok(text.includes(line), line);
});
