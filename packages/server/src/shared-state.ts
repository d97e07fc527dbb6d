import type { Cache } from "@trunkline/activitypub";
import { memoryRateLimiter } from "@trunkline/mastodon-api";
import type { RateLimiter } from "@trunkline/mastodon-api";
import type { Clock, Stream } from "@trunkline/social";
import type { Wakes } from "@trunkline/storage-adapters/postgres";
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
 * What a process has without a Redis: the cache is the database's, the database wakes and announces, and each process
 * counts calls for itself.
 */
export function unsharedState({ clock }: Pick<SharedNeeds, "clock">): SharedState {
  const close = (): Promise<void> => Promise.resolve();
  const limiter = memoryRateLimiter({ clock });
  return { limiter, wakes: undefined, over: (kept) => kept, relay: undefined, close };
}
