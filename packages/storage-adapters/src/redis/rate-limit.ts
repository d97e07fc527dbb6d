import type { RedisConnection } from "./connect.ts";

/** So many calls in so many milliseconds. */
export interface RateRule {
  readonly calls: number;
  readonly within: number;
}

/** How much of a limit is left. */
export interface RateAllowance {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAt: Date;
  readonly resetInSeconds: number;
}

/** Counts calls. The port is that of `@trunkline/mastodon-api`, written down here because it stands beside. */
export interface RateLimiter {
  take(key: string, rule: RateRule): Promise<RateAllowance>;
}

/** What a limiter over Redis needs. */
export interface RedisRateLimiterOptions {
  readonly now: () => Date;
  /** Counts in this process alone while Redis is down, by half of each limit (S-166). */
  readonly fallback: RateLimiter;
}

/** Counts, and begins a window with its first call; by Redis' own clock, so that every process sees one window. */
const script = `
local taken = redis.call("INCR", KEYS[1])
local left = redis.call("PTTL", KEYS[1])
if left < 0 then
  left = tonumber(ARGV[1])
  redis.call("PEXPIRE", KEYS[1], left)
end
return {taken, left}`;

/**
 * Counts for all processes of a server together, in fixed windows. It never lets a call pass uncounted: while
 * Redis is down each process counts for itself. A flush of Redis begins every window anew.
 */
export function createRedisRateLimiter(
  redis: RedisConnection,
  options: RedisRateLimiterOptions,
): RateLimiter {
  const { now, fallback } = options;
  return {
    async take(key, { calls, within }) {
      const name = `${redis.prefix}:limit:${key}`;
      const answer = await redis.ask((commands) => commands.eval(script, 1, name, Math.ceil(within)));
      if (!answer.isUp) return fallback.take(key, { calls: Math.max(1, Math.floor(calls / 2)), within });
      const [taken, left] = answer.value as [number, number]; // what the script returns
      return {
        allowed: taken <= calls,
        limit: calls,
        remaining: Math.max(calls - taken, 0),
        resetAt: new Date(now().getTime() + left),
        resetInSeconds: Math.ceil(left / 1000),
      };
    },
  };
}
