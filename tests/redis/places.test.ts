import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
  type RedisPlace,
} from "@trunkline/storage-adapters/redis";
import { afterEach, beforeEach, expect, test } from "vitest";
import { end, freePort, startRedis } from "../support/redis.ts";

const clock = fixedClock();
const host = "127.0.0.1";
const patience = { timeout: 15_000 };
let folder: string;
let servers: ChildProcess[];
let redis: RedisConnection | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trunkline-redis-"));
  servers = [];
});
afterEach(async () => {
  redis?.close();
  await Promise.all(servers.map((server) => end(server)));
  rmSync(folder, { recursive: true, force: true });
});

async function start(args: readonly string[], sign?: string): Promise<void> {
  servers.push(await startRedis(["--dir", folder, ...args], sign));
}

/** What comes back of all that goes over Redis. */
async function use(place: RedisPlace): Promise<unknown> {
  redis = connectRedis(place);
  const connection = redis;
  await expect
    .poll(async () => (await connection.ask((commands) => commands.ping())).isUp, patience)
    .toBe(true);
  const cache = createRedisCache(redis, clock.now);
  await cache.set("key", "value", 60_000);
  const fallback = memoryRateLimiter({ clock });
  const limiter = createRedisRateLimiter(redis, { now: clock.now, fallback });
  const { limit } = await limiter.take("key", { calls: 10, within: 60_000 });
  let heard = 0;
  const wakeUps = createWakeUps({ redis });
  wakeUps.onWake("inbox", () => (heard += 1));
  wakeUps.wake("inbox");
  await expect.poll(() => heard, patience).toBe(1);
  await wakeUps.close();
  return { cached: await cache.get("key"), limit, heard };
}

/** A limit of five would be that of a process without Redis. */
const everything = { cached: "value", limit: 10, heard: 1 };

test("the master is found through a sentinel, and its password is the URL's", async () => {
  const [port, sentinel] = [await freePort(), await freePort()];
  await start(["--port", String(port), "--save", "", "--requirepass", "open sesame"]);
  const file = join(folder, "sentinel.conf");
  const watched = `sentinel monitor main ${host} ${port} 1\nsentinel auth-pass main "open sesame"\n`;
  writeFileSync(file, watched);
  servers.push(await startRedis([file, "--port", String(sentinel), "--sentinel"], "Sentinel ID is"));
  const url = `redis://:${encodeURIComponent("open sesame")}@nowhere.invalid`;
  const place = { url, sentinels: [{ host, port: sentinel }], master: "main" };
  expect(await use(place)).toEqual(everything);
});

test("a cluster is found through one of its nodes", async () => {
  const port = await freePort();
  const own = [
    "--cluster-port",
    String(await freePort()),
    "--cluster-config-file",
    "nodes.conf",
    "--cluster-announce-ip",
    host,
  ];
  await start(["--port", String(port), "--save", "", "--cluster-enabled", "yes", ...own]);
  const node = connectRedis({ url: `redis://${host}:${port}` });
  await node.ask((commands) => commands.call("CLUSTER", "ADDSLOTSRANGE", "0", "16383"));
  node.close();
  expect(await use({ cluster: [{ host, port }] })).toEqual(everything);
});
