import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { WebSocketServer } from "ws";
import { startEmbeddedPostgres } from "@trunkline/storage-adapters/embedded";
import type { Load } from "./api-load.ts";
import { type ApiTown, fillTown, settled } from "./api-town.ts";
import { readConfig } from "../src/compose.ts";
import { type Running, start } from "../src/start.ts";

const ports = { web: 3951, counted: 3952, bare: 3953 };
const atOnce = 8;

interface Case {
  readonly name: string;
  readonly path: string;
  readonly method?: "POST";
  readonly body?: string;
}

const casesOf = ({ account, root }: ApiTown): readonly Case[] => [
  { name: "home timeline, 20", path: "/api/v1/timelines/home?limit=20" },
  { name: "home timeline, 40", path: "/api/v1/timelines/home?limit=40" },
  { name: "context of 200 replies", path: `/api/v1/statuses/${root}/context` },
  { name: "notifications, 40", path: "/api/v1/notifications?limit=40" },
  { name: "account statuses, 20", path: `/api/v1/accounts/${account}/statuses?limit=20` },
  { name: "search, 20 statuses", path: "/api/v2/search?q=mine&type=statuses" },
  {
    name: "post a status",
    path: "/api/v1/statuses",
    method: "POST",
    body: JSON.stringify({ status: "hello" }),
  },
];

/** How fast, and at what cost for the serving process. */
interface Speed {
  readonly perSecond: number;
  readonly cpuMilliseconds: number;
}

type Asker = (port: number, one: Case) => Promise<Speed>;

/**
 * Prints what calls of the API cost, each beside a bare Hono route that answers the same bytes, in one run.
 *
 * @param counterModule the address of the module that counts statements, in the process of the load
 */
export async function printApi(seconds: number, counterModule: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "trunkline-bench-"));
  await chmod(folder, 0o755);
  const database = await startEmbeddedPostgres({ dataDir: join(folder, "database") });
  const { host, port, user, password, database: name } = database.connection;
  const loader = fork(new URL("api-load.ts", import.meta.url), { execArgv: process.execArgv });
  const socketPath = join(host, `.s.PGSQL.${port}`);
  const counter = await told<{ port: number }>(loader, { type: "count", module: counterModule, socketPath });
  const open = (own: number, role: string): Promise<Running> => {
    const settings = {
      PORT: String(own),
      BIND: "127.0.0.1",
      LOCAL_DOMAIN: `localhost:${own}`,
      DATA_DIR: folder,
      DATABASE_URL: `postgresql://${user}:${password}@127.0.0.1:${counter.port}/${name}`,
      RATE_LIMIT_EXEMPT: "127.0.0.0/8 ::1",
      LOG_LEVEL: "warn",
      ROLE: role,
    };
    return start(readConfig(settings, folder));
  };
  try {
    const all = await open(ports.web, "all");
    const town = await fillTown(all);
    await all.stop();
    await printCalls(town, { loader, open, seconds });
    await printStreams(town, { loader, open });
  } finally {
    loader.disconnect();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Bench {
  readonly loader: ChildProcess;
  readonly open: (port: number, role: string) => Promise<Running>;
}

interface Calls extends Bench {
  readonly seconds: number;
}

async function printCalls(town: ApiTown, { loader, open, seconds }: Calls): Promise<void> {
  // Both without jobs, so that nothing is counted but requests.
  const web = await open(ports.web, "web");
  const headers = { authorization: `Bearer ${town.token}`, "content-type": "application/json" };
  const ask: Asker = async (port, { path, method = "GET", body }) => {
    const load: Load = {
      type: "calls",
      url: `http://127.0.0.1:${port}${path}`,
      method,
      headers,
      body,
      seconds,
      atOnce,
    };
    await told(loader, { ...load, seconds: 0.5 }); // warm
    const [before, began] = [process.cpuUsage(), performance.now()];
    const { done } = await told<{ done: number }>(loader, load);
    const { user, system } = process.cpuUsage(before);
    const perSecond = done / ((performance.now() - began) / 1000);
    return { perSecond, cpuMilliseconds: (user + system) / 1000 / done };
  };
  console.log(head);
  for (const one of casesOf(town)) {
    const url = `http://127.0.0.1:${ports.web}${one.path}`;
    const init = {
      method: one.method ?? "GET",
      headers,
      ...(one.body === undefined ? {} : { body: one.body }),
    };
    await (await fetch(url, init)).arrayBuffer();
    await told(loader, { type: "take" });
    const bytes = await (await fetch(url, init)).arrayBuffer();
    const { taken: statements } = await told<{ taken: number }>(loader, { type: "take" });
    const ours = await ask(ports.web, one);
    const stop = await serveBare(new Uint8Array(bytes));
    const bare = await ask(ports.bare, one);
    await stop();
    console.log(rowOf(one.name, { ours, bare, bytes: bytes.byteLength, statements }));
  }
  await web.stop();
}

async function serveBare(bytes: Uint8Array<ArrayBuffer>): Promise<() => Promise<unknown>> {
  const app = new Hono();
  app.all("*", (context) => context.body(bytes, 200, { "Content-Type": "application/json; charset=utf-8" }));
  const server = serve({ fetch: app.fetch, port: ports.bare, hostname: "127.0.0.1" });
  await once(server, "listening");
  return () => new Promise((resolve) => void server.close(resolve));
}

const head = [
  "call".padEnd(24),
  "requests/s".padStart(11),
  "bare".padStart(8),
  "ratio".padStart(7),
  "CPU ms".padStart(8),
  "bare".padStart(7),
  "ratio".padStart(7),
  "statements".padStart(11),
  "bytes".padStart(8),
].join(" ");

interface Figures {
  readonly ours: Speed;
  readonly bare: Speed;
  readonly bytes: number;
  readonly statements: number;
}

function rowOf(name: string, { ours, bare, bytes, statements }: Figures): string {
  return [
    name.padEnd(24),
    ours.perSecond.toFixed(0).padStart(11),
    bare.perSecond.toFixed(0).padStart(8),
    (ours.perSecond / bare.perSecond).toFixed(2).padStart(7),
    ours.cpuMilliseconds.toFixed(2).padStart(8),
    bare.cpuMilliseconds.toFixed(2).padStart(7),
    (ours.cpuMilliseconds / bare.cpuMilliseconds).toFixed(1).padStart(7),
    String(statements).padStart(11),
    String(bytes).padStart(8),
  ].join(" ");
}

const perListener = 10;
const rounds = 10;

/** One public status to a thousand open sockets of a hundred people, beside a bare server that sends the same bytes. */
async function printStreams(town: ApiTown, { loader, open }: Bench): Promise<void> {
  const server = await open(ports.web, "all");
  // What was posted before is told first, to nobody.
  await settled(server);
  const url = `ws://127.0.0.1:${ports.web}/api/v1/streaming?stream=public`;
  const load: Load = { type: "sockets", url, tokens: town.listeners, each: perListener };
  loader.send(load);
  await heard(loader);
  const ours = await timed(async () => {
    for (let round = 0; round < rounds; round += 1) {
      const all = heard(loader);
      const headers = { authorization: `Bearer ${town.token}`, "content-type": "application/json" };
      const body = JSON.stringify({ status: `round ${round}` });
      const path = `http://127.0.0.1:${ports.web}/api/v1/statuses`;
      const posted = await fetch(path, { method: "POST", headers, body });
      if (!posted.ok) throw new Error(`A post was answered ${posted.status}.`);
      await all;
    }
  });
  await server.stop();
  const bare = await bareStreams(load, loader);
  console.log(
    `\na public status to ${town.listeners.length * perListener} open sockets, post included: ` +
      `${ours.wall.toFixed(0)} ms (bare ${bare.wall.toFixed(0)} ms), ` +
      `CPU ${ours.cpu.toFixed(0)} ms (bare ${bare.cpu.toFixed(0)} ms, ratio ${(ours.cpu / bare.cpu).toFixed(1)})`,
  );
}

/** Asks the process of the load, and waits for what it says. */
async function told<Said>(loader: ChildProcess, load: Load): Promise<Said> {
  const said = once(loader, "message");
  loader.send(load);
  return (await said)[0];
}

async function heard(loader: ChildProcess): Promise<void> {
  await once(loader, "message");
}

async function timed(run: () => Promise<void>): Promise<{ readonly wall: number; readonly cpu: number }> {
  const [before, began] = [process.cpuUsage(), performance.now()];
  await run();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - began) / rounds, cpu: (user + system) / 1000 / rounds };
}

async function bareStreams(load: Extract<Load, { type: "sockets" }>, loader: ChildProcess) {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  http.listen(ports.bare, "127.0.0.1");
  await once(http, "listening");
  loader.send({ ...load, url: `ws://127.0.0.1:${ports.bare}/` });
  await heard(loader);
  const frame = JSON.stringify({ stream: ["public"], event: "update", payload: "x".repeat(1800) });
  const result = await timed(async () => {
    for (let round = 0; round < rounds; round += 1) {
      const all = heard(loader);
      for (const socket of sockets.clients) socket.send(frame);
      await all;
    }
  });
  for (const socket of sockets.clients) socket.terminate();
  await new Promise((resolve) => void http.close(resolve));
  return result;
}
