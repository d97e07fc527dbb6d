import type { Cache } from "@trunkline/activitypub";
import { memoryRateLimiter } from "@trunkline/mastodon-api";
import type { RateLimiter } from "@trunkline/mastodon-api";
import type { Clock, Stream } from "@trunkline/social";
import { createWakeUps } from "@trunkline/storage-adapters/bullmq";
import type { Wakes } from "@trunkline/storage-adapters/postgres";
import {
  connectRedis,
  createRedisCache,
  createRedisRateLimiter,
  createRedisStream,
  relayStream,
} from "@trunkline/storage-adapters/redis";
import type { RedisConnection } from "@trunkline/storage-adapters/redis";
import type { Config } from "./config/read.ts";
import type { Log } from "./log.ts";

/** What processes of one server share beside their database, and can do without. */
export interface SharedState {
  readonly limiter: RateLimiter;
  /** Carries wake-ups of workers; `undefined`: the database does. */
  readonly wakes: Wakes | undefined;
  /** What is kept in the place of the database's own. */
  over(kept: Shared): Shared;
  /** Hands announcements on to every process; to be done by one of them. The answer ends it. */
  readonly relay: ((source: Stream) => () => void) | undefined;
  close(): Promise<void>;
}

interface Shared {
  readonly cache: Cache;
  readonly stream: Stream;
}

export interface SharedNeeds {
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Keeps it in Redis, where there is one. Without, the cache is the database's, the database wakes and announces, and
 * each process counts calls for itself; so it is as well while a Redis that there is does not answer, but for the
 * cache, which is empty then, and workers, which look by themselves (R-004, S-166).
 */
export function openSharedState(
  config: Pick<Config, "redis" | "domain" | "roles">,
  { clock, log }: SharedNeeds,
): SharedState {
  const fallback = memoryRateLimiter({ clock });
  if (config.redis === undefined) {
    const close = (): Promise<void> => Promise.resolve();
    return { limiter: fallback, wakes: undefined, over: (kept) => kept, relay: undefined, close };
  }
  const redis = openRedis(config, config.redis, log);
  const wakeUps = createWakeUps({
    redis,
    onError: (error) => log.debug("A wake-up over Redis failed; workers look by themselves.", { error }),
  });
  const closing: (() => void)[] = [];
  return {
    limiter: createRedisRateLimiter(redis, { now: clock.now, fallback }),
    wakes: wakeUps,
    over(kept) {
      const cache = createRedisCache(redis, clock.now);
      // Whoever has no streams to show listens to nothing.
      if (!config.roles.has("streaming")) return { cache, stream: kept.stream };
      const stream = createRedisStream({ redis, fallback: kept.stream });
      closing.push(() => stream.close());
      return { cache, stream };
    },
    relay: (source) => relayStream({ redis, source }),
    async close() {
      for (const end of closing) end();
      await wakeUps.close();
      redis.close();
    },
  };
}

function openRedis(
  { domain }: Pick<Config, "domain">,
  { url, sentinelPassword, ...place }: NonNullable<Config["redis"]>,
  log: Log,
): RedisConnection {
  return connectRedis({
    ...place,
    url: url?.reveal(),
    sentinelPassword: sentinelPassword?.reveal(),
    prefix: `trunkline:${domain}`,
    onError: (error) => log.debug("Redis does not answer; the server goes on without it.", { error }),
  });
}
