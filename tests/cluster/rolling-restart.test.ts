import assert from "node:assert/strict";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, test } from "vitest";
import { WebSocket } from "ws";
import { createNode } from "../../scripts/cluster/node.ts";
import type { Node } from "../../scripts/cluster/node.ts";
import { openProxy } from "../../scripts/cluster/proxy.ts";
import type { Proxy } from "../../scripts/cluster/proxy.ts";
import { testDatabase } from "../support/postgres.ts";
import type { TestDatabase } from "../support/postgres.ts";
import { environmentFor, freePort, run, until } from "../support/server.ts";

let database: TestDatabase;
let nodes: readonly Node[];
let proxy: Proxy;
let origin: string;
let token: string;
let folder: string;

/** Two processes that answer, one that streams and one that works, over one database and behind one proxy. */
beforeAll(async () => {
  database = await testDatabase();
  const port = await freePort();
  origin = `http://localhost:${port}`;
  const { environment, folder: made } = await environmentFor({
    ...databaseSettings(database),
    LOCAL_DOMAIN: `localhost:${port}`,
    TRUSTED_PROXY_IP: "127.0.0.1",
    DRAIN_SECONDS: "1",
    LOG_LEVEL: "error",
  });
  folder = made;
  const roles = ["web", "web", "streaming", "worker"] as const;
  nodes = await Promise.all(
    roles.map((role, index) => createNode(`${role} ${index}`, { role, env: environment })),
  );
  await Promise.all(nodes.map((node) => node.start()));
  proxy = await openProxy(port, nodes);
  const admin = async (...args: string[]) => {
    const { code, stdout, stderr } = await run("packages/cli/src/main.ts", args, { env: environment }).ended;
    assert.equal(code, 0, stderr);
    return stdout;
  };
  await admin("accounts", "create", "ana", "--email", "ana@mail.example", "--confirmed");
  token = JSON.parse(await admin("tokens", "create", "ana", "--scopes", "read write", "--json")).access_token;
});

afterAll(async () => {
  await proxy.close();
  await Promise.all(nodes.map((node) => node.stop()));
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

function databaseSettings({ options }: TestDatabase): Readonly<Record<string, string>> {
  if (options.url !== undefined) return { DATABASE_URL: options.url };
  const { host = "", port = 5432, user = "", password = "", database: name = "" } = options;
  return { DB_HOST: host, DB_PORT: String(port), DB_USER: user, DB_PASS: password, DB_NAME: name };
}

async function post(text: string): Promise<number> {
  const answer = await fetch(`${origin}/api/v1/statuses`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams({ status: text }),
  });
  await answer.text();
  return answer.status;
}

test("R-017, R-030: processes that are replaced one after the other fail no request, lose no post, and end with 0", async () => {
  const statuses: number[] = [];
  let isOver = false;
  const client = async (name: string): Promise<void> => {
    for (let count = 0; !isOver; count += 1) {
      statuses.push(await post(`${name} ${count}`));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const clients = Promise.all(["one", "two", "three"].map(client));
  try {
    for (const node of nodes.filter(({ role }) => role === "web")) {
      const { code, milliseconds } = await node.stop();
      assert.equal(code, 0, node.name);
      assert.ok(milliseconds < 30_000, `${node.name}: ${milliseconds} ms`);
      await node.start();
    }
  } finally {
    isOver = true;
    await clients;
  }
  assert.deepEqual([...new Set(statuses)], [200]);
  const [kept] = await database.open()<{ count: number }[]>`
    select count(*)::int as count from statuses where local and deleted_at is null`;
  assert.equal(kept?.count, statuses.length);
}, 60_000);

test("R-017: a process that streams lets its sockets go with 1001, and answers nothing but streams", async () => {
  const streaming = nodes.find(({ role }) => role === "streaming");
  assert.ok(streaming);
  const socket = new WebSocket(
    `${origin.replace("http", "ws")}/api/v1/streaming?stream=user&access_token=${token}`,
  );
  await once(socket, "open");
  // What was posted before may still be on its way.
  const heard = new Promise<string>((resolve) => {
    socket.on("message", (data) => {
      const text = Buffer.isBuffer(data) ? data.toString() : "";
      if (text.includes("heard across processes")) resolve(text);
    });
  });
  await post("heard across processes");
  assert.match(await heard, /"event":"update"/);
  const host = { headers: { "x-forwarded-host": new URL(origin).host } };
  assert.equal((await fetch(`http://127.0.0.1:${streaming.port}/api/v2/instance`, host)).status, 404);
  const closed = once(socket, "close");
  assert.equal((await streaming.stop()).code, 0);
  assert.equal((await closed)[0], 1001);
  await streaming.start();
  await until("streams open again", async () => {
    const again = new WebSocket(`${origin.replace("http", "ws")}/api/v1/streaming?access_token=${token}`);
    const [event] = await Promise.race([
      once(again, "open").then(() => ["open"]),
      once(again, "error").then(() => ["error"]),
    ]);
    again.close();
    return event === "open" || undefined;
  });
}, 60_000);
