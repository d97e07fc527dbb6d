import { randomUUID } from "node:crypto";
import type { Federation } from "@trunkline/activitypub";
import { Refusal } from "@trunkline/social";
import type { RateLimiter } from "@trunkline/mastodon-api";
import type { MediaFiles, RefusalCode } from "@trunkline/social";
import { Hono } from "hono";
import type { Context } from "hono";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { currentRequest, inRequest, readRequestId } from "../correlation.ts";
import type { Log } from "../log.ts";
import type { OutageLog } from "../outage-log.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { authorizeRoutes } from "../pages/authorize-routes.ts";
import { interactRoutes } from "../pages/interact-routes.ts";
import { notFound, publicRoutes } from "../pages/public-routes.ts";
import type { PageNeeds } from "../pages/scene.ts";
import { manifestRoutes } from "../pages/manifest.ts";
import { passwordRoutes } from "../pages/password-routes.ts";
import { secondFactorRoutes } from "../pages/second-factor-routes.ts";
import { settingsRoutes } from "../pages/settings-routes.ts";
import { signUpRoutes } from "../pages/sign-up-routes.ts";
import { sessionRoutes } from "../pages/session-routes.ts";
import { assetRoutes } from "./assets.ts";
import type { DatabaseWatch } from "./database-watch.ts";
import { guard, isFromTrusted } from "./guard.ts";
import type { Env, GuardOptions } from "./guard.ts";
import { secure } from "./headers.ts";
import { createHealth } from "./health.ts";
import type { Health } from "./health.ts";
import { mediaProxyRoutes } from "./media-proxy.ts";
import { mediaRoutes } from "./media.ts";
import { bodyLimitOf, classOf } from "./request-class.ts";
import { shedding } from "./shedding.ts";

export interface AppNeeds {
  readonly federation: Pick<Federation, "handle">;
  /** The client API. */
  readonly api: Hono;
  readonly pages: PageNeeds;
  readonly media: MediaFiles;
  /** Counts what is fetched from other servers. Left out: nothing is limited. */
  readonly limiter?: RateLimiter;
  readonly health: Health;
  readonly guard: GuardOptions;
  readonly origin: string;
  readonly log: Log;
  /** Whether an error means that the database does not answer. */
  readonly isOutage: (error: unknown) => boolean;
  readonly watch: DatabaseWatch;
  readonly outages: OutageLog;
  readonly metrics: Pick<Metrics, "requests" | "shed">;
  /** Whether too many wait for the database to let in one more. */
  readonly isCrowded?: () => boolean;
  /** How late the process comes to what is due, in milliseconds. */
  readonly delay: () => number;
  /** Whether the server is about to go, so that connections should not be kept. */
  readonly isStopping: () => boolean;
  /** What this process answers besides its health: everything, all but the streams, or the streams alone. */
  readonly answers: Answers;
}

export type Answers = "all" | "web" | "streaming";

/** Everything that the server answers, in the order in which it is asked: protocol, API, pages, files. */
export function createApp(needs: AppNeeds): Hono<Env> {
  const { federation, api, pages, health } = needs;
  // Some clients, toot among them, end addresses with a slash.
  const app = new Hono<Env>({ strict: false });
  app.use(observed(needs));
  app.route("/", createHealth(health));
  app.use(guard(needs.guard));
  app.use(shedding(needs));
  app.use(limited());
  app.use(whileTheDatabaseAnswers(needs));
  if (needs.answers === "streaming") app.use(streamsAlone);
  app.use(async (context, next) => {
    const answer = await federation.handle(context.req.raw);
    return answer ?? next();
  });
  app.route("/", api);
  app.route("/", assetRoutes());
  app.route("/", mediaRoutes(needs));
  app.route("/", mediaProxyRoutes({ ...needs, ...pages }));
  app.route("/", sessionRoutes(pages));
  app.route("/", signUpRoutes(pages));
  app.route("/", passwordRoutes(pages));
  app.route("/", settingsRoutes(pages));
  app.route("/", secondFactorRoutes(pages));
  app.route("/", manifestRoutes(pages));
  app.route("/", authorizeRoutes(pages));
  app.route("/", interactRoutes(pages));
  app.route("/", publicRoutes(pages));
  app.notFound((context) =>
    wantsPage(context) ? notFound(context, pages) : context.json({ error: "Record not found" }, 404),
  );
  app.onError((error, context) => answerError(context, error, needs));
  return app;
}

/** Names a request, tells and measures how it went, and puts on the headers that every answer has. */
function observed(needs: AppNeeds): MiddlewareHandler<Env> {
  const { origin, log, metrics } = needs;
  const isHttps = origin.startsWith("https:");
  return (context, next) => {
    const given = isFromTrusted(context, needs.guard) ? context.req.header("x-request-id") : undefined;
    const id = readRequestId(given) ?? randomUUID();
    const began = performance.now();
    return inRequest(id, async () => {
      await next();
      const { method, path } = context.req;
      const { headers, status } = context.res;
      secure(headers, isHttps);
      headers.set("x-request-id", id);
      if (needs.isStopping()) headers.set("connection", "close");
      const seconds = (performance.now() - began) / 1000;
      const labels = { class: classOf(method, path), method, status: `${Math.floor(status / 100)}xx` };
      metrics.requests.observe(labels, seconds);
      log.debug("Answered.", { method, path, status, milliseconds: Math.round(seconds * 1000) });
    });
  };
}

function limited(): MiddlewareHandler<Env> {
  const byLimit = new Map<number, MiddlewareHandler>();
  return (context, next) => {
    const maxSize = bodyLimitOf(context.req.method, context.req.path);
    const limit = byLimit.get(maxSize) ?? bodyLimit({ maxSize, onError: tooLarge });
    byLimit.set(maxSize, limit);
    return limit(context, next);
  };
}

/** Answers in the place of whatever waits for a database that hangs. */
function whileTheDatabaseAnswers({ watch, outages }: AppNeeds): MiddlewareHandler<Env> {
  return async (context, next) => {
    if ((await watch.during(next())) !== "outage") return undefined;
    outages.met("requests");
    return notAvailable(context);
  };
}

function notAvailable(context: Context): Response {
  return context.json({ error: "The server is not available just now." }, 503, { "retry-after": "5" });
}

const streamsAlone: MiddlewareHandler = async (context, next) =>
  /^\/api\/v1\/streaming(\/|$)/.test(context.req.path) ? next() : context.json({ error: "Not Found" }, 404);

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
  overtaken: 409,
  unreachable: 503,
  "too-large": 413,
  unavailable: 503,
};

/** Refusals are answers. All else is logged under an id, and the id is all that the client learns (S-006). */
function answerError(context: Context, error: Error, needs: AppNeeds): Promise<Response> | Response {
  if (error instanceof Refusal) return context.json({ error: error.message }, statusOf[error.code]);
  if (needs.isOutage(error)) {
    needs.outages.met("requests", error);
    return notAvailable(context);
  }
  const request = currentRequest();
  const { method, path } = context.req;
  needs.log.error("A request failed.", { request, method, path, error });
  if (!wantsPage(context)) return context.json({ error: "Something went wrong.", request_id: request }, 500);
  return context.text(`Something went wrong. The server's log knows it as ${request}.`, 500);
}
