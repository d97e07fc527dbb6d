import type { Cache } from "@trunkline/activitypub";
import { after } from "@trunkline/social";
import type { RedisConnection } from "./connect.ts";

/** Deletions that wait for Redis at most; beyond that the oldest are left to their expiry. */
const maxOwed = 10_000;

/**
 * A cache that all processes share. While Redis is down it is empty and keeps nothing; what was to be deleted
 * meanwhile is hidden by this process, and deleted when it is asked for again.
 */
export function createRedisCache(redis: RedisConnection, now: () => Date): Cache {
  const owed = new Set<string>();
  const keyOf = (key: string): string => `${redis.prefix}:cache:${key}`;
  const remove = async (key: string): Promise<void> => {
    const { isUp } = await redis.ask((commands) => commands.del(keyOf(key)));
    if (isUp) owed.delete(key);
    else owed.add(key);
    for (const oldest of owed) {
      if (owed.size <= maxOwed) break;
      owed.delete(oldest);
    }
  };
  return {
    async get(key) {
      if (owed.has(key)) {
        await remove(key);
        return undefined;
      }
      const answer = await redis.ask((commands) => commands.get(keyOf(key)));
      return answer.isUp && answer.value !== null ? readEntry(answer.value, now()) : undefined;
    },
    async set(key, value, ttlMilliseconds) {
      const entry = `${after(now(), ttlMilliseconds).getTime()} ${value}`;
      const life = Math.max(1, Math.ceil(ttlMilliseconds));
      const { isUp } = await redis.ask((commands) => commands.set(keyOf(key), entry, "PX", life));
      if (isUp) owed.delete(key);
      // An older value may stand there, which this one was to replace.
      else await remove(key);
    },
    delete: remove,
  };
}

/** An entry says itself when it ends: Redis' clock only clears it away. */
function readEntry(entry: string, now: Date): string | undefined {
  const end = entry.indexOf(" ");
  return Number(entry.slice(0, end)) > now.getTime() ? entry.slice(end + 1) : undefined;
}
