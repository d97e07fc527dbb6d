import { memoryRateLimiter } from "@trunkline/mastodon-api";
import { createWakeUps } from "@trunkline/storage-adapters/bullmq";
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
import type { SharedNeeds, SharedState } from "./shared-state.ts";

type RedisConfig = NonNullable<Config["redis"]>;

/**
 * What processes share over a Redis. While it does not answer each is as without one, but for the cache, which is empty
 * then, and workers, which look by themselves (R-004, S-166).
 */
export function openRedisState(
  config: Pick<Config, "domain" | "roles"> & { readonly redis: RedisConfig },
  { clock, log }: SharedNeeds,
): SharedState {
  const redis = openRedis(config, config.redis, log);
  const fallback = memoryRateLimiter({ clock });
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
  { url, sentinelPassword, ...place }: RedisConfig,
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
