import type { Federation } from "@trunkline/activitypub";
import { Hono } from "hono";

/** Hono speaks the web's own requests: what is the protocol's is answered, all else goes on. */
export function withHono(federation: Federation): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    const response = await federation.handle(context.req.raw);
    return response ?? next();
  });
  app.get("/hello", (context) => context.text("Hello from Hono"));
  return app;
}
