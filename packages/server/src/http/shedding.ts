import type { MiddlewareHandler } from "hono";
import type { Metrics } from "../metrics/metrics.ts";
import { classOf } from "./request-class.ts";
import type { RequestClass } from "./request-class.ts";

/** The delay of the event loop from which a class of requests is turned away, in milliseconds (S-167). */
const delays: Readonly<Record<RequestClass, number>> = {
  previews: 200,
  media: 200,
  inbox: 250,
  writes: 300,
  reads: 400,
  auth: 800,
  health: Infinity,
};

/** How many requests may be under way in a process before one more of a class is turned away. */
const crowds: Readonly<Record<RequestClass, number>> = {
  previews: 250,
  media: 300,
  inbox: 500,
  writes: 600,
  reads: 800,
  auth: 1000,
  health: Infinity,
};

export interface SheddingNeeds {
  /** How late the process comes to what is due, in milliseconds. */
  readonly delay: () => number;
  readonly metrics: Pick<Metrics, "shed">;
  /** Whether too many wait for the database to let in one more who will ask it. */
  readonly isCrowded?: () => boolean;
}

/**
 * Turns requests away while there is more to do than can be done, the least important first. What is turned away
 * was not begun, so that nothing that was accepted is ever dropped.
 */
export function shedding({ delay, metrics, isCrowded }: SheddingNeeds): MiddlewareHandler {
  let underWay = 0;
  return async (context, next) => {
    const { method, path } = context.req;
    const kind = classOf(method, path);
    const why =
      delay() >= delays[kind]
        ? "delay"
        : underWay >= crowds[kind]
          ? "crowd"
          : kind !== "health" && isCrowded?.() === true
            ? "database"
            : undefined;
    if (why !== undefined) {
      metrics.shed.inc({ class: kind, why });
      return context.json({ error: "The server has too much to do just now." }, 503, { "retry-after": "5" });
    }
    underWay += 1;
    try {
      return await next();
    } finally {
      underWay -= 1;
    }
  };
}
