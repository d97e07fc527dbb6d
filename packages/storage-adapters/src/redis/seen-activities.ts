import { createHash } from "node:crypto";
import type { SeenActivities } from "@trunkline/activitypub";
import { hours, type Milliseconds } from "@trunkline/social";
import type { RedisConnection } from "./connect.ts";

/** What a filter before the durable memory needs. */
export interface SeenFilterOptions {
  /** Names what is durable behind it: another name knows nothing of what was seen here. */
  readonly realm?: string;
  /** For how long a copy is turned away here (an hour). */
  readonly memory?: Milliseconds;
}

/**
 * Turns copies of an activity away before they reach the durable memory, which alone decides what is new. Only
 * what that memory has committed is remembered here, so that losing Redis costs a question and nothing else.
 *
 * After an older backup was restored, Redis would know more than the database: flush it, or change `realm`.
 */
export function filterSeen(
  durable: SeenActivities,
  redis: RedisConnection,
  { realm = "", memory = hours(1) }: SeenFilterOptions = {},
): SeenActivities {
  return {
    async keep(activity) {
      const digest = createHash("sha256")
        .update(`${realm}\n${activity.actor}\n${activity.id}`)
        .digest("base64url");
      const key = `${redis.prefix}:seen:${digest}`;
      const known = await redis.ask((commands) => commands.exists(key));
      if (known.isUp && known.value === 1) return "seen";
      const answer = await durable.keep(activity);
      await redis.ask((commands) => commands.set(key, "1", "PX", memory));
      return answer;
    },
  };
}
