import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, test } from "vitest";
import { adminProgram, environmentFor, freePort, run, serverProgram, until } from "../support/server.ts";
import type { Program } from "../support/server.ts";

let environment: Readonly<Record<string, string>>;
let folder: string;
let server: Program;
let origin: string;
let token: string;
let metrics: string;

beforeAll(async () => {
  const port = await freePort();
  metrics = `http://127.0.0.1:${port}`;
  // What is logged under load is no news here.
  const few = { DB_POOL: "4", DB_POOL_QUEUE: "20", LOG_LEVEL: "error", METRICS_PORT: String(port) };
  ({ environment, folder } = await environmentFor(few));
  origin = `http://localhost:${environment["PORT"]}`;
  server = run(serverProgram, [], { env: environment });
  const isReady = async () =>
    fetch(`${origin}/readyz`).then(
      ({ ok }) => ok || undefined,
      () => undefined,
    );
  await until("the server is ready", isReady, 60_000);
  const admin = (...args: string[]) => run(adminProgram, args, { env: environment }).ended;
  await admin("accounts", "create", "ana", "--email", "ana@mail.example", "--confirmed");
  token = (await admin("tokens", "create", "ana", "--scopes", "read write follow push")).stdout.trim();
}, 120_000);

afterAll(async () => {
  server.child.kill("SIGINT");
  await server.ended;
  await rm(folder, { recursive: true, force: true });
});

interface Tally {
  readonly statuses: Map<number, number>;
  readonly accepted: Map<string, string>;
  readonly untold: string[];
}

let number = 0;

/** Reads and posts, one after the other, until it is over. */
async function client(tally: Tally, isOver: () => boolean): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  while (!isOver()) {
    number += 1;
    const text = `number ${number}`;
    const body = new URLSearchParams({ status: text });
    const asked =
      number % 3 === 0
        ? fetch(`${origin}/api/v1/statuses`, { method: "POST", headers, body })
        : fetch(`${origin}/api/v1/timelines/home`, { headers });
    const answer = await asked;
    tally.statuses.set(answer.status, (tally.statuses.get(answer.status) ?? 0) + 1);
    if (answer.status === 503 && answer.headers.get("retry-after") === null) tally.untold.push(answer.url);
    const said: unknown = await answer.json();
    if (answer.status === 200 && isPost(said)) tally.accepted.set(said.id, text);
  }
}

function isPost(said: unknown): said is { readonly id: string } {
  return typeof said === "object" && said !== null && !Array.isArray(said) && "id" in said;
}

/** So many clients for so long, and what health said meanwhile. */
async function load(
  clients: number,
  seconds: number,
): Promise<Tally & { readonly health: readonly number[] }> {
  const tally: Tally = { statuses: new Map(), accepted: new Map(), untold: [] };
  const health: number[] = [];
  let isOver = false;
  const ending = setTimeout(() => (isOver = true), seconds * 1000);
  const probe = async (): Promise<void> => {
    while (!isOver) {
      const answer = await fetch(`${origin}/livez`, { signal: AbortSignal.timeout(5000) });
      await answer.text();
      health.push(answer.status);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  await Promise.all([probe(), ...Array.from({ length: clients }, () => client(tally, () => isOver))]);
  clearTimeout(ending);
  return { ...tally, health };
}

async function residentBytes(): Promise<number> {
  const text = await (await fetch(`${metrics}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]);
}

test("R-019: ten times the load that it has room for is shed with Retry-After, health answers, no accepted post is lost, and it recovers", async () => {
  const steady = await load(24, 4);
  const before = await residentBytes();
  assert.ok((steady.statuses.get(200) ?? 0) > 0);
  const { statuses, accepted, untold, health } = await load(240, 10);
  const after = await residentBytes();
  assert.deepEqual(
    [...statuses.keys()].filter((status) => status !== 200 && status !== 503),
    [],
  );
  assert.ok((statuses.get(503) ?? 0) > 0);
  assert.ok((statuses.get(200) ?? 0) > 0);
  assert.deepEqual(untold, []);
  assert.ok(health.length > 0 && health.every((status) => status === 200));
  assert.ok(after <= 1.5 * before || after < 400 * 2 ** 20, `${before} and ${after} bytes`);
  const headers = { authorization: `Bearer ${token}` };
  await until(
    "it is at ease again",
    async () => {
      const answer = await fetch(`${origin}/api/v1/timelines/home`, { headers });
      await answer.text();
      return answer.ok || undefined;
    },
    60_000,
  );
  assert.ok(accepted.size > 0);
  for (const [id, text] of [...steady.accepted, ...accepted]) {
    const answer = await fetch(`${origin}/api/v1/statuses/${id}`, { headers });
    assert.equal(answer.status, 200, text);
    await answer.text();
  }
  assert.equal(server.child.exitCode, null);
}, 180_000);
