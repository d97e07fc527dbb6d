import type { Cache } from "@trunkline/activitypub";
import { memoryRateLimiter } from "@trunkline/mastodon-api";
import type { RateLimiter } from "@trunkline/mastodon-api";
import type { Clock } from "@trunkline/social";
import { connectRedis, createRedisCache, createRedisRateLimiter } from "@trunkline/storage-adapters/redis";
import type { Config } from "./config/read.ts";
import type { Log } from "./log.ts";

/** What processes of one server share beside their database, and can do without. */
export interface SharedState {
  readonly cache: Cache;
  readonly limiter: RateLimiter;
  close(): void;
}

/**
 * Keeps it in Redis, where there is one. Without, the cache is the database's, and each process counts calls for
 * itself; so it is as well while a Redis that there is does not answer (R-004, S-166).
 */
export function openSharedState(
  config: Pick<Config, "redis" | "domain">,
  { cache, clock, log }: { readonly cache: Cache; readonly clock: Clock; readonly log: Log },
): SharedState {
  const fallback = memoryRateLimiter({ clock });
  if (config.redis === undefined) return { cache, limiter: fallback, close: () => undefined };
  const redis = connectRedis({
    ...config.redis,
    url: config.redis.url?.reveal(),
    sentinelPassword: config.redis.sentinelPassword?.reveal(),
    prefix: `trunkline:${config.domain}`,
    onError: (error) => log.debug("Redis does not answer; the server goes on without it.", { error }),
  });
  return {
    cache: createRedisCache(redis, clock.now),
    limiter: createRedisRateLimiter(redis, { now: clock.now, fallback }),
    close: () => redis.close(),
  };
}
