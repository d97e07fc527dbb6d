import { setTimeout as sleep } from "node:timers/promises";
import { memoryRateLimiter } from "@trunkline/mastodon-api";
import { fixedClock } from "@trunkline/social/memory";
import { cacheContract, rateLimitContract } from "@trunkline/storage-adapters/contracts";
import {
  createRedisCache,
  createRedisRateLimiter,
  type RedisConnection,
} from "@trunkline/storage-adapters/redis";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestRedis, testRedis } from "../support/redis.ts";

let server: TestRedis;
let redis: RedisConnection;

beforeAll(async () => {
  server = await testRedis();
  redis = server.open();
});
beforeEach(() => server.flush());
afterAll(() => server.close());

describe("the cache on Redis", () => {
  test.each(cacheContract)("$promise", async ({ prove }) => {
    const clock = fixedClock();
    const subject = { cache: createRedisCache(redis, clock.now), clock };
    await expect(prove(subject)).resolves.toBe(undefined);
  });
});

describe("the rate limiter on Redis (S-166)", () => {
  test.each(rateLimitContract)("$promise", async ({ prove }) => {
    const clock = fixedClock();
    const fallback = memoryRateLimiter({ clock });
    const limiter = createRedisRateLimiter(redis, { now: clock.now, fallback });
    const subject = { limiter, now: clock.now, pass: (milliseconds: number) => sleep(milliseconds) };
    await expect(prove(subject)).resolves.toBe(undefined);
  });
});

describe("the rate limiter in memory", () => {
  test.each(rateLimitContract)("$promise", async ({ prove }) => {
    const clock = fixedClock();
    const pass = async (milliseconds: number) => clock.advance(milliseconds);
    const subject = { limiter: memoryRateLimiter({ clock }), now: clock.now, pass };
    await expect(prove(subject)).resolves.toBe(undefined);
  });
});
