import type { ReceivedActivity, SeenActivities } from "@trunkline/activitypub";
import { memoryRateLimiter } from "@trunkline/mastodon-api";
import { fixedClock } from "@trunkline/social/memory";
import {
  connectRedis,
  createRedisCache,
  createRedisRateLimiter,
  filterSeen,
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

/** The durable memory, as far as it matters here, with a note of how often it was asked. */
function durable(): SeenActivities & { readonly asked: string[] } {
  const kept = new Set<string>();
  const asked: string[] = [];
  return {
    asked,
    async keep({ id }) {
      asked.push(id);
      if (kept.has(id)) return "seen";
      kept.add(id);
      return "new";
    },
  };
}

const like = (id: string): ReceivedActivity => ({
  id,
  actor: "https://there.example/users/ana",
  type: "Like",
  body: "{}",
  recipient: undefined,
});

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

test("a copy that Redis knows does not reach the durable memory, and each new activity does", async () => {
  const memory = durable();
  const seen = filterSeen(memory, redis);
  expect(await seen.keep(like("1"))).toBe("new");
  expect([await seen.keep(like("1")), await seen.keep(like("1"))]).toEqual(["seen", "seen"]);
  expect(await seen.keep(like("2"))).toBe("new");
  expect(memory.asked).toEqual(["1", "2"]);
});

test("the durable memory decides alone what is new: after a flush, and with Redis down (R-004, R-018)", async () => {
  const seen = filterSeen(durable(), redis);
  expect(await seen.keep(like("1"))).toBe("new");
  await server.flush();
  expect(await seen.keep(like("1"))).toBe("seen");
  await server.kill();
  expect([await seen.keep(like("1")), await seen.keep(like("2"))]).toEqual(["seen", "new"]);
});

test("an activity that could not be committed is not known to Redis either (R-003)", async () => {
  const broken: SeenActivities = { keep: () => Promise.reject(new Error("no database")) };
  await expect(filterSeen(broken, redis).keep(like("1"))).rejects.toThrow("no database");
  expect(await filterSeen(durable(), redis).keep(like("1"))).toBe("new");
});

test("a server that was never there fails no caller", async () => {
  const nowhere = connectRedis({ url: "redis://127.0.0.1:1" });
  const cache = createRedisCache(nowhere, clock.now);
  await cache.set("key", "value", hour);
  expect(await cache.get("key")).toBe(undefined);
  nowhere.close();
});
