import type { Context, Hono, Next } from "hono";

const exposed = [
  "Link",
  "X-RateLimit-Reset",
  "X-RateLimit-Limit",
  "X-RateLimit-Remaining",
  "X-Request-Id",
  "Deprecation",
  "Sunset",
  "Mastodon-Async-Refresh",
].join(", ");

const preflight = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
  "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key",
  "Access-Control-Max-Age": "86400",
};

async function open(context: Context, next: Next): Promise<Response | undefined> {
  if (context.req.method === "OPTIONS") return context.body(null, 204, preflight);
  await next();
  context.header("Access-Control-Allow-Origin", "*");
  context.header("Access-Control-Expose-Headers", exposed);
  return undefined;
}

/** Lets pages of any origin call what takes tokens rather than cookies. */
export function allowAnyOrigin(app: Hono): void {
  for (const path of ["/api/*", "/oauth/token", "/oauth/revoke", "/oauth/userinfo", "/.well-known/*"]) {
    app.use(path, (context, next) => open(context, next));
  }
}
