import { Hono } from "hono";
import type { Context } from "hono";

export interface Health {
  /** Whether the database answers. */
  isReady(): Promise<boolean>;
  /** Whether the server has begun to stop. */
  isStopping(): boolean;
}

/** Probes. They say yes or no and nothing else: details are for the operator alone (S-193). */
export function createHealth({ isReady, isStopping }: Health): Hono {
  const app = new Hono();
  app.get("/livez", yes);
  for (const path of ["/health", "/readyz"]) {
    app.get(path, async (context) => (!isStopping() && (await isReady()) ? yes(context) : no(context)));
  }
  return app;
}

function yes(context: Context): Response {
  return context.text("OK", 200, { "cache-control": "no-store" });
}

function no(context: Context): Response {
  return context.text("unavailable", 503, { "cache-control": "no-store", "retry-after": "5" });
}
