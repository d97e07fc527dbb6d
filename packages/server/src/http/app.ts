import { randomUUID } from "node:crypto";
import type { Federation } from "@trunkline/activitypub";
import { Refusal } from "@trunkline/social";
import type { RefusalCode } from "@trunkline/social";
import { Hono } from "hono";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Log } from "../log.ts";
import { authorizeRoutes } from "../pages/authorize-routes.ts";
import { notFound, publicRoutes } from "../pages/public-routes.ts";
import type { PageNeeds } from "../pages/scene.ts";
import { sessionRoutes } from "../pages/session-routes.ts";
import { assetRoutes } from "./assets.ts";
import { guard } from "./guard.ts";
import type { Env, GuardOptions } from "./guard.ts";
import { secure } from "./headers.ts";
import { createHealth } from "./health.ts";
import type { Health } from "./health.ts";

export interface AppNeeds {
  readonly federation: Pick<Federation, "handle">;
  /** The client API. */
  readonly api: Hono;
  readonly pages: PageNeeds;
  readonly health: Health;
  readonly guard: GuardOptions;
  readonly origin: string;
  readonly log: Log;
  /** Whether an error means that the database does not answer. */
  readonly isOutage: (error: unknown) => boolean;
}

const maxBodyBytes = 1024 * 1024;

/** Everything that the server answers, in the order in which it is asked: protocol, API, pages, files. */
export function createApp(needs: AppNeeds): Hono<Env> {
  const { federation, api, pages, health, origin, log } = needs;
  const isHttps = origin.startsWith("https:");
  // Some clients, toot among them, end addresses with a slash.
  const app = new Hono<Env>({ strict: false });
  app.use(async (context, next) => {
    await next();
    secure(context.res.headers, isHttps);
    log.debug("Answered.", {
      method: context.req.method,
      path: context.req.path,
      status: context.res.status,
    });
  });
  app.route("/", createHealth(health));
  app.use(guard(needs.guard));
  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: tooLarge }));
  app.use(async (context, next) => {
    const answer = await federation.handle(context.req.raw);
    return answer ?? next();
  });
  app.route("/", api);
  app.route("/", assetRoutes());
  app.route("/", sessionRoutes(pages));
  app.route("/", authorizeRoutes(pages));
  app.route("/", publicRoutes(pages));
  app.notFound((context) =>
    wantsPage(context) ? notFound(context, pages) : context.json({ error: "Record not found" }, 404),
  );
  app.onError((error, context) => answerError(context, error, needs));
  return app;
}

function tooLarge(context: Context): Response {
  context.header("connection", "close");
  return context.json({ error: "The request is too large." }, 413);
}

function wantsPage(context: Context): boolean {
  const isApi = /^\/(api|oauth\/(token|revoke|userinfo)|\.well-known|nodeinfo)(\/|$)/.test(context.req.path);
  return !isApi && (context.req.header("accept") ?? "").includes("text/html");
}

const statusOf: Readonly<Record<RefusalCode, ContentfulStatusCode>> = {
  "not-found": 404,
  gone: 410,
  "not-allowed": 403,
  invalid: 422,
  "limit-reached": 422,
  conflict: 409,
  unreachable: 503,
};

/** Refusals are answers. All else is logged under an id, and the id is all that the client learns (S-006). */
function answerError(context: Context, error: Error, needs: AppNeeds): Promise<Response> | Response {
  if (error instanceof Refusal) return context.json({ error: error.message }, statusOf[error.code]);
  if (needs.isOutage(error)) {
    needs.log.warn("The database does not answer.", { path: context.req.path, error });
    return context.json({ error: "The server is not available just now." }, 503, { "retry-after": "5" });
  }
  const request = randomUUID();
  const { method, path } = context.req;
  needs.log.error("A request failed.", { request, method, path, error });
  if (!wantsPage(context)) return context.json({ error: "Something went wrong.", request_id: request }, 500);
  return context.text(`Something went wrong. The server's log knows it as ${request}.`, 500);
}
