import { memoryRateLimiter } from "@trunkline/mastodon-api";
import { fixedClock } from "@trunkline/social/memory";
import {
  connectRedis,
  createRedisCache,
  createRedisRateLimiter,
  type RedisConnection,
} from "@trunkline/storage-adapters/redis";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestRedis, testRedis } from "../support/redis.ts";

const clock = fixedClock();
const hour = 3_600_000;
let server: TestRedis;
let redis: RedisConnection;

beforeEach(async () => {
  server = await testRedis();
  redis = server.open();
});
afterEach(() => server.close());

const isBack = () => expect.poll(async () => (await redis.ask((commands) => commands.ping())).isUp, patience);
const patience = { timeout: 10_000 };

test("with Redis down the cache is empty, answers at once, and keeps nothing (R-018)", async () => {
  const cache = createRedisCache(redis, clock.now);
  await cache.set("key", "value", hour);
  await server.kill();
  const started = performance.now();
  for (let calls = 0; calls < 200; calls += 1) expect(await cache.get("key")).toBe(undefined);
  await cache.set("key", "other", hour);
  await cache.delete("key");
  expect(performance.now() - started).toBeLessThan(2000);
});

test("what was to be deleted while Redis was out of reach stays deleted when it is back", async () => {
  const cache = createRedisCache(redis, clock.now);
  await cache.set("gone", "1", hour);
  await cache.set("replaced", "old", hour);
  await cache.set("kept", "1", hour);
  server.freeze();
  await cache.delete("gone");
  await cache.set("replaced", "new", hour);
  server.thaw();
  await isBack().toBe(true);
  const values = [await cache.get("gone"), await cache.get("replaced"), await cache.get("kept")];
  expect(values).toEqual([undefined, undefined, "1"]);
});

test("with Redis down each process limits by half, and by the whole again when it is back (S-166)", async () => {
  const fallback = memoryRateLimiter({ clock });
  const limiter = createRedisRateLimiter(redis, { now: clock.now, fallback });
  const rule = { calls: 10, within: hour };
  const allowed = async (key: string) => {
    const calls = Array.from({ length: 20 }, () => limiter.take(key, rule));
    return (await Promise.all(calls)).filter((allowance) => allowance.allowed).length;
  };
  expect(await allowed("up")).toBe(10);
  await server.kill();
  expect(await allowed("down")).toBe(5);
  expect(await allowed("down")).toBe(0);
  await server.restart();
  await isBack().toBe(true);
  expect(await allowed("back")).toBe(10);
});

test("a limit of one call stays one with Redis down (S-166)", async () => {
  await server.kill();
  const fallback = memoryRateLimiter({ clock });
  const limiter = createRedisRateLimiter(redis, { now: clock.now, fallback });
  const rule = { calls: 1, within: hour };
  expect((await limiter.take("key", rule)).allowed).toBe(true);
  expect((await limiter.take("key", rule)).allowed).toBe(false);
});

test("two processes share one limit", async () => {
  const other = server.open();
  await other.ask((commands) => commands.ping());
  const fallback = memoryRateLimiter({ clock });
  const limiters = [redis, other].map((each) => createRedisRateLimiter(each, { now: clock.now, fallback }));
  const calls = limiters.flatMap((limiter) =>
    Array.from({ length: 10 }, () => limiter.take("key", { calls: 12, within: hour })),
  );
  const allowances = await Promise.all(calls);
  expect(allowances.filter(({ allowed }) => allowed)).toHaveLength(12);
});

test("a server that was never there fails no caller", async () => {
  const nowhere = connectRedis({ url: "redis://127.0.0.1:1" });
  const cache = createRedisCache(nowhere, clock.now);
  await cache.set("key", "value", hour);
  expect(await cache.get("key")).toBe(undefined);
  nowhere.close();
});
