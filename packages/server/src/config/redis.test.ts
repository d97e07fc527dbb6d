import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./read.ts";
import type { Environment } from "./read.ts";

const redisOf = (env: Environment) => readConfig(env, tmpdir()).redis;

test("without a setting that names one there is no Redis", () => {
  expect(redisOf({ REDIS_SENTINEL_MASTER: "main" })).toBe(undefined);
});

test("a URL names one server, and is a secret", () => {
  const redis = redisOf({ REDIS_URL: "rediss://user:password@redis.example:6380/2" });
  expect(redis?.url?.reveal()).toBe("rediss://user:password@redis.example:6380/2");
  expect(JSON.stringify(redis)).not.toContain("password@");
});

test("sentinels and nodes of a cluster are hosts with or without a port", () => {
  const redis = redisOf({
    REDIS_SENTINELS: "one.example, two.example:26380 [::1]:5",
    REDIS_SENTINEL_MASTER: "main",
    REDIS_CLUSTER: "10.0.0.1,10.0.0.2:7000",
  });
  expect(redis?.sentinels).toEqual([
    { host: "one.example", port: 26_379 },
    { host: "two.example", port: 26_380 },
    { host: "::1", port: 5 },
  ]);
  expect(redis?.master).toBe("main");
  expect(redis?.cluster).toEqual([
    { host: "10.0.0.1", port: 6379 },
    { host: "10.0.0.2", port: 7000 },
  ]);
});

test.each(["redis://one", "user@one", "one:port", "one/2"])("%s is no host", (given) => {
  const read = () => redisOf({ REDIS_SENTINELS: given });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow("REDIS_SENTINELS holds");
});
