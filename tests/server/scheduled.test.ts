import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readConfig } from "@trunkline/server/compose";
import { start } from "@trunkline/server/start";
import { minutes } from "@trunkline/social";
import { afterAll, test } from "vitest";
import { addPerson, environmentFor, run, serverProgram, until } from "../support/server.ts";
import type { Person } from "../support/server.ts";

const { environment: common, folder } = await environmentFor();
const clock = join(folder, "clock-offset");
const environment = { ...common, NODE_ENV: "test", CLOCK_OFFSET_FILE: clock };
const origin = `http://${common["LOCAL_DOMAIN"] ?? ""}`;

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Posted {
  readonly id: string;
  readonly content?: string;
}

async function call<Reply>(person: Person, path: string, body?: URLSearchParams): Promise<Reply> {
  const headers = { authorization: `Bearer ${person.token}` };
  const method = body === undefined ? "GET" : "POST";
  const answer = await fetch(`${origin}${path}`, { headers, method, ...(body && { body }) });
  assert.equal(answer.status, 200);
  return (await answer.json()) as Reply; // its shape is the API's own, checked there
}

async function listening(): Promise<ReturnType<typeof run>> {
  const server = run(serverProgram, [], { env: environment });
  await until("the server answers", () =>
    fetch(`${origin}/readyz`).then(
      ({ ok }) => ok || undefined,
      () => undefined,
    ),
  );
  return server;
}

test("R-022: scheduled posts whose time comes while the server is dead are published once, soon after its start", async () => {
  const running = await start(readConfig(environment, folder));
  const ana = await addPerson({ running }, "ana");
  await running.stop();
  let server = await listening();
  const scheduled_at = new Date(Date.now() + minutes(6)).toISOString();
  for (const status of ["one", "two", "three"])
    await call<Posted>(ana, "/api/v1/statuses", new URLSearchParams({ status, scheduled_at }));
  server.child.kill("SIGKILL");
  await server.ended;
  await writeFile(clock, String(minutes(7)));
  server = await listening();
  const published = () => call<Posted[]>(ana, `/api/v1/accounts/${ana.id}/statuses`);
  await until("all are published", async () => ((await published()).length >= 3 ? true : undefined), 60_000);
  const all = await published();
  assert.equal(all.length, 3);
  const contents = new Set(all.map(({ content }) => content));
  assert.deepEqual(contents, new Set(["<p>one</p>", "<p>two</p>", "<p>three</p>"]));
  assert.deepEqual(await call(ana, "/api/v1/scheduled_statuses"), []);
  server.child.kill("SIGTERM");
  await server.ended;
}, 120_000);
