import { Hono } from "hono";
import type { Context } from "hono";

export interface Health {
  /** Why the process should get no requests; none when it should. */
  readonly whyNotReady: () => Promise<readonly string[]>;
}

/** Probes. They say yes or no and nothing else: details are for the operator alone (S-193). */
export function createHealth({ whyNotReady }: Health): Hono {
  const app = new Hono();
  app.get("/livez", yes);
  for (const path of ["/health", "/health.json", "/readyz"]) {
    app.get(path, async (context) => ((await whyNotReady()).length === 0 ? yes(context) : no(context)));
  }
  return app;
}

function yes(context: Context): Response {
  const headers = { "cache-control": "no-store", vary: "Accept" };
  const accepted = context.req.header("accept") ?? "";
  const wantsJson = context.req.path.endsWith(".json") || /\bapplication\/json\b/.test(accepted);
  return wantsJson ? context.json({ status: "OK" }, 200, headers) : context.text("OK", 200, headers);
}

function no(context: Context): Response {
  return context.text("unavailable", 503, { "cache-control": "no-store", "retry-after": "5" });
}
