import type { Context } from "hono";
import type { RateLimiter } from "./limits.ts";
import type { Streaming } from "./streaming/streaming.ts";

/** What an embedder decides about the API. Each has a default. */
export interface MastodonApiOptions {
  /** Counts calls. Left out: nothing is limited. */
  readonly limiter?: RateLimiter;
  /** The client's address, behind whatever proxies are trusted. Left out: all anonymous callers count as one. */
  readonly address?: (context: Context) => string | undefined;
  /** Addresses whose calls are not counted. Left out: none. */
  readonly exempt?: (address: string) => boolean;
  /** Open streams. Left out: there are none, and their addresses answer 404. */
  readonly streaming?: Streaming;
  /** Names a request in answers and logs. Left out: a random UUID. */
  readonly requestId?: (context: Context) => string;
  /** Checks every answer against its schema: for tests and development. Left out: no. */
  readonly checkReplies?: boolean;
  /** Whether an error means that something behind the API does not answer (503, not 500). Left out: none does. */
  readonly isOutage?: (error: unknown) => boolean;
  /** Told of each answer that failed, by a fault of ours or an outage. Left out: nobody is. */
  readonly onError?: (error: unknown, request: { readonly id: string; readonly route: string }) => void;
}
