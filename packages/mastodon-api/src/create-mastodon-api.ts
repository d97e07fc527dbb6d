import type { Social } from "@trunkline/social";
import { Hono } from "hono";
import { allowAnyOrigin } from "./cors.ts";
import { serveDocumentation } from "./documentation.ts";
import { endpoints } from "./endpoints/index.ts";
import type { MastodonApiOptions } from "./options.ts";
import { mount } from "./router.ts";

/**
 * The Mastodon HTTP API over a domain's use cases, to be mounted at the root of a server: it answers under
 * `/api/`, `/oauth/token`, `/oauth/revoke` and `/.well-known/oauth-authorization-server`, and nothing else.
 * What it answers is described at `/api/openapi.json`, and for people at `/api/docs`.
 * Addresses in answers come from the settings of the instance, never from the request.
 */
export function createMastodonApi(social: Social, options: MastodonApiOptions = {}): Hono {
  const app = new Hono();
  allowAnyOrigin(app);
  mount(app, endpoints, { social, options });
  serveDocumentation(app, social);
  app.get("/api/v1/streaming/health", (context) => context.text("OK"));
  const { streaming, address } = options;
  if (streaming !== undefined) {
    app.get("/api/v1/streaming/*", (context) =>
      streaming.sse(context.req.raw, address?.(context) ?? "unknown"),
    );
  }
  app.all("/api/*", (context) => context.json({ error: "Not Found" }, 404));
  return app;
}
