import type { ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryRateLimiter } from "@trunkline/mastodon-api";
import { fixedClock } from "@trunkline/social/memory";
import { createWakeUps } from "@trunkline/storage-adapters/bullmq";
import {
  connectRedis,
  createRedisCache,
  createRedisRateLimiter,
  type RedisConnection,
} from "@trunkline/storage-adapters/redis";
import { afterEach, beforeEach, expect, test } from "vitest";
import { end, freePort, startRedis } from "../support/redis.ts";

const clock = fixedClock();
const host = "127.0.0.1";
const patience = { timeout: 30_000, interval: 100 };
const rule = { calls: 10, within: 60_000 };
let folder: string;
let servers: ChildProcess[];
let connections: RedisConnection[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trunkline-redis-"));
  servers = [];
  connections = [];
});
afterEach(async () => {
  for (const connection of connections) connection.close();
  await Promise.all(servers.map((server) => end(server)));
  rmSync(folder, { recursive: true, force: true });
});

function open(place: Parameters<typeof connectRedis>[0]): RedisConnection {
  const connection = connectRedis(place);
  connections.push(connection);
  return connection;
}

/** A port that was free a moment ago may be somebody else's by now: then another is tried. */
async function onFreePort<Value>(start: (port: number) => Promise<Value>, tries = 5): Promise<Value> {
  try {
    return await start(await freePort());
  } catch (error) {
    if (tries <= 1) throw error;
    return onFreePort(start, tries - 1);
  }
}

function startNode(
  args: readonly string[],
): Promise<{ readonly port: number; readonly server: ChildProcess }> {
  return onFreePort(async (port) => {
    const dir = join(folder, String(port));
    mkdirSync(dir, { recursive: true });
    const server = await startRedis(["--port", String(port), "--save", "", "--dir", dir, ...args]);
    servers.push(server);
    return { port, server };
  });
}

/** A sentinel that takes a master for dead after a second without an answer. */
async function startSentinel(master: number): Promise<{ readonly host: string; readonly port: number }> {
  const port = await freePort();
  const file = join(folder, `sentinel-${port}.conf`);
  const lines = [
    `sentinel monitor main ${host} ${master} 2`,
    "sentinel down-after-milliseconds main 1000",
    "sentinel failover-timeout main 5000",
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  const sign = "Sentinel ID is";
  servers.push(await startRedis([file, "--port", String(port), "--dir", folder, "--sentinel"], sign));
  return { host, port };
}

/** A limit of ten is counted in Redis; while it is away it would be five, and this process's own. */
function limitOf(redis: RedisConnection): (key: string) => Promise<number> {
  const limiter = createRedisRateLimiter(redis, { now: clock.now, fallback: memoryRateLimiter({ clock }) });
  return async (key) => (await limiter.take(key, rule)).limit;
}

test("R-004, R-018: when the master dies its replica is found through the sentinels, and wakes and limits go on there", async () => {
  const master = await startNode([]);
  const replica = await startNode(["--replicaof", `${host} ${master.port}`]);
  const sentinels = [
    await startSentinel(master.port),
    await startSentinel(master.port),
    await startSentinel(master.port),
  ];
  const place = { sentinels, master: "main" };
  const redis = open(place);
  const limit = limitOf(redis);
  const cache = createRedisCache(redis, clock.now);
  let heard = 0;
  const listener = createWakeUps({ redis: open(place) });
  listener.onWake("inbox", () => (heard += 1));
  const wakeUps = createWakeUps({ redis });
  await expect.poll(() => limit("before"), patience).toBe(10);
  await cache.set("key", "value", 60_000);
  wakeUps.wake("inbox");
  await expect.poll(() => heard, patience).toBe(1);
  const known = open({ url: `redis://${host}:${sentinels[0]?.port}` });
  await expect
    .poll(async () => {
      const answer = await known.ask((commands) => commands.call("SENTINEL", "replicas", "main"));
      return answer.isUp && Array.isArray(answer.value) ? answer.value.length : 0;
    }, patience)
    .toBe(1);

  await end(master.server, "SIGKILL");
  expect(await limit("during")).toBe(5);
  await expect.poll(() => limit("after"), patience).toBe(10);
  const info = await redis.ask((commands) => commands.info("replication"));
  expect(info.isUp && info.value.includes("role:master")).toBe(true);
  const there = open({ url: `redis://${host}:${replica.port}` });
  const kept = await there.ask((commands) => commands.exists("trunkline:limit:after"));
  expect(kept).toEqual({ isUp: true, value: 1 });
  await expect.poll(() => (wakeUps.wake("inbox"), heard), patience).toBeGreaterThan(1);
  await Promise.all([wakeUps.close(), listener.close()]);
}, 90_000);

test("R-004, R-018: a cluster of three nodes carries all, and goes on with the others' keys when one dies", async () => {
  const own = [
    "--cluster-enabled",
    "yes",
    "--cluster-announce-ip",
    host,
    "--cluster-require-full-coverage",
    "no",
  ];
  const nodes: { port: number; server: ChildProcess }[] = [];
  const buses: number[] = [];
  for (let index = 0; index < 3; index += 1) {
    await onFreePort(async (bus) => {
      nodes.push(await startNode([...own, "--cluster-port", String(bus), "--cluster-node-timeout", "2000"]));
      buses.push(bus);
    });
  }
  const slots = [
    ["0", "5460"],
    ["5461", "10922"],
    ["10923", "16383"],
  ] as const;
  const each = nodes.map(({ port }) => open({ url: `redis://${host}:${port}` }));
  for (const [index, node] of each.entries())
    await node.ask((commands) => commands.call("CLUSTER", "ADDSLOTSRANGE", ...(slots[index] ?? [])));
  const [first] = nodes;
  for (const node of each.slice(1))
    await node.ask((commands) =>
      commands.call("CLUSTER", "MEET", host, String(first?.port), String(buses[0])),
    );
  for (const node of each)
    await expect
      .poll(async () => {
        const answer = await node.ask((commands) => commands.call("CLUSTER", "INFO"));
        const text = answer.isUp ? String(answer.value) : "";
        return /cluster_state:ok/.test(text) && /cluster_size:3/.test(text);
      }, patience)
      .toBe(true);

  const place = { cluster: nodes.map(({ port }) => ({ host, port })) };
  const redis = open(place);
  const cache = createRedisCache(redis, clock.now);
  const keys = Array.from({ length: 60 }, (_, index) => `key ${index}`);
  await expect.poll(async () => (await redis.ask((commands) => commands.ping())).isUp, patience).toBe(true);
  for (const key of keys) await cache.set(key, key, 60_000);
  const values = async () =>
    (await Promise.all(keys.map((key) => cache.get(key)))).filter((value) => value !== undefined);
  expect(await values()).toEqual(keys);
  const sizes = await Promise.all(each.map((node) => node.ask((commands) => commands.dbsize())));
  expect(sizes.every((size) => size.isUp && size.value > 0)).toBe(true);
  let heard = 0;
  const listener = createWakeUps({ redis: open(place) });
  listener.onWake("inbox", () => (heard += 1));
  const wakeUps = createWakeUps({ redis });
  wakeUps.wake("inbox");
  await expect.poll(() => heard, patience).toBe(1);
  await Promise.all([wakeUps.close(), listener.close()]);

  const last = nodes[2];
  if (last !== undefined) await end(last.server, "SIGKILL");
  const left = sizes.slice(0, 2).reduce((sum, size) => sum + (size.isUp ? size.value : 0), 0);
  await expect.poll(async () => (await values()).length, patience).toBe(left);
  expect(left).toBeGreaterThan(0);
}, 90_000);
