import { type AccountId, Refusal, type Social } from "@trunkline/social";
import type { Context, Hono } from "hono";
import { isAnswered } from "./answer.ts";
import { admit, bearerToken, callerOf } from "./bearer.ts";
import { readBody } from "./body.ts";
import type { AnyCall, Endpoint } from "./endpoint.ts";
import { Failure, failureOf, malformed, notAvailable, oauthFailure, recordNotFound } from "./failures.ts";
import { type Allowance, countedAddress, type LimitName, takeAll } from "./limits.ts";
import type { MastodonApiOptions } from "./options.ts";
import { isLinkedAnswer, linkHeader } from "./paging.ts";
import { type Parameters, readForm } from "./parameters.ts";
import { checked, checkedQuery } from "./validation.ts";

interface Needs {
  readonly social: Social;
  readonly options: MastodonApiOptions;
}

/** One request on its way through the router. */
interface Passage {
  readonly context: Context;
  readonly endpoint: Endpoint;
  readonly needs: Needs;
}

const pagingNames = ["max_id", "since_id", "min_id", "page"];

function isPaged({ search }: URL): boolean {
  return pagingNames.some((name) => new RegExp(`[?&]${name}=`).test(search));
}

function writeAllowance(context: Context, { limit, remaining, resetAt }: Allowance): void {
  context.header("X-RateLimit-Limit", String(limit));
  context.header("X-RateLimit-Remaining", String(remaining));
  context.header("X-RateLimit-Reset", resetAt.toISOString().replace("Z", "000Z"));
}

async function count({ context, endpoint, needs }: Passage, caller: CountedCaller): Promise<void> {
  const { limiter, exempt, address: addressOf } = needs.options;
  const address = addressOf?.(context) ?? "unknown";
  if (limiter === undefined || exempt?.(address) === true) return;
  const names: readonly LimitName[] = [
    "per token",
    "per user",
    "anonymous",
    ...(isPaged(new URL(context.req.url)) ? (["paging"] as const) : []),
    ...endpoint.limits,
  ];
  const allowance = await takeAll(names, { ...caller, address: countedAddress(address) }, limiter);
  if (allowance === undefined) return;
  writeAllowance(context, allowance);
  if (allowance.allowed) return;
  const retry = { "Retry-After": String(allowance.resetInSeconds) };
  throw new Failure(429, { error: "Too many requests" }, retry);
}

interface CountedCaller {
  readonly token: string | undefined;
  readonly user: string | undefined;
}

const nobody: CountedCaller = { token: undefined, user: undefined };

/** Who calls, counted and admitted: all that happens before anything but the headers is read. */
async function callerIn(passage: Passage): Promise<AnyCall["principal"]> {
  const { context, endpoint, needs } = passage;
  const token = bearerToken(context.req.header("authorization"));
  if (token === undefined) await count(passage, nobody);
  const principal = await callerOf(token, endpoint, needs.social.signIn).catch(async (error: unknown) => {
    if (token !== undefined) await count(passage, nobody);
    throw error;
  });
  if (principal !== undefined) {
    await count(passage, { token: principal.token, user: principal.user?.id });
  }
  admit(principal, endpoint);
  return principal;
}

function queryOf(context: Context): Parameters {
  const parsed = readForm(new URL(context.req.url).searchParams);
  if (!parsed.ok) throw malformed(parsed.reason);
  return parsed.value;
}

/** A part of an address that cannot be right names something that does not exist. */
function checkedParams({ context, endpoint }: Passage): unknown {
  if (endpoint.params === undefined) return undefined;
  const result = endpoint.params.safeParse(context.req.param());
  if (!result.success) throw recordNotFound();
  return result.data;
}

async function checkedBody({ context, endpoint }: Passage, query: Parameters): Promise<unknown> {
  if (endpoint.body === undefined) return undefined;
  return checked(endpoint.body, { ...query, ...(await readBody(context.req.raw, endpoint.maxBytes)) });
}

async function callIn(passage: Passage): Promise<AnyCall> {
  const { context, endpoint, needs } = passage;
  const principal = await callerIn(passage);
  const viewer: AccountId | undefined = principal?.account;
  const query = queryOf(context);
  return {
    params: checkedParams(passage),
    query: checkedQuery(endpoint.query, query),
    body: await checkedBody(passage, query),
    headers: checked(endpoint.headers, context.req.header()),
    principal,
    viewer,
    reader: { origin: needs.social.instance.settings.origin, viewer, links: needs.social.media.links },
    social: needs.social,
  };
}

function writeCaching({ context, endpoint }: Passage, principal: AnyCall["principal"]): void {
  const { cacheSeconds } = endpoint;
  const isPublic = cacheSeconds !== undefined && principal === undefined;
  context.header("Cache-Control", isPublic ? `public, max-age=${cacheSeconds}` : "private, no-store");
  if (cacheSeconds !== undefined) context.header("Vary", "Authorization", { append: true });
}

function checkReply({ endpoint, needs }: Passage, body: unknown): void {
  if (needs.options.checkReplies !== true) return;
  const result = endpoint.reply.safeParse(body);
  if (result.success) return;
  throw new Error(`${endpoint.method} ${endpoint.path} broke its own schema.`, { cause: result.error });
}

async function answer(passage: Passage): Promise<Response> {
  const { context, endpoint, needs } = passage;
  const call = await callIn(passage);
  const given = await endpoint.handle(call);
  const body = isLinkedAnswer(given) || isAnswered(given) ? given.body : given;
  checkReply(passage, body);
  if (isLinkedAnswer(given)) {
    const { pathname, search } = new URL(context.req.url);
    const link = linkHeader(new URL(pathname + search, needs.social.instance.settings.origin), given);
    if (link !== undefined) context.header("Link", link);
  }
  writeCaching(passage, call.principal);
  const status = isAnswered(given) ? given.status : 200;
  return context.body(JSON.stringify(body), status, { "Content-Type": "application/json; charset=utf-8" });
}

function refuse(context: Context, { status, body, headers }: Failure): Response {
  for (const [name, value] of Object.entries(headers)) context.header(name, value);
  context.header("Cache-Control", "private, no-store");
  context.header("Content-Type", "application/json; charset=utf-8");
  return context.newResponse(JSON.stringify(body), { status });
}

/** Libraries of OAuth read the codes of RFC 6749, and nothing else. */
function inWordsOf({ path }: Endpoint, failure: Failure): Failure {
  const isRight = !path.startsWith("/oauth/") || "error_description" in failure.body;
  return isRight || failure.status !== 400 ? failure : oauthFailure("invalid_request", failure.message);
}

async function serve(passage: Passage): Promise<Response> {
  const { context, endpoint, needs } = passage;
  const id = needs.options.requestId?.(context) ?? crypto.randomUUID();
  context.header("X-Request-Id", id);
  try {
    return await answer(passage);
  } catch (error) {
    if (error instanceof Failure) return refuse(context, inWordsOf(endpoint, error));
    if (error instanceof Refusal) return refuse(context, failureOf(error));
    needs.options.onError?.(error, { id, route: `${endpoint.method} ${endpoint.path}` });
    if (needs.options.isOutage?.(error) === true) return refuse(context, notAvailable());
    return refuse(context, new Failure(500, { error: `Something went wrong here (request ${id})` }));
  }
}

/** `lookup` comes before `:id`, or nobody would ever reach it. */
function byPrecision(one: Endpoint, other: Endpoint): number {
  const places = (path: string): string => path.replaceAll(/:[^/]+/g, "\uffff");
  return places(one.path) < places(other.path) ? -1 : 1;
}

/** Gives each endpoint its route. */
export function mount(app: Hono, endpoints: readonly Endpoint[], needs: Needs): void {
  for (const endpoint of [...endpoints].sort(byPrecision)) {
    // Mastodon.py 1.8 asks for `/api/v1/instance/`.
    const paths = [endpoint.path, `${endpoint.path}/`];
    app.on(endpoint.method, paths, (context) => serve({ context, endpoint, needs }));
  }
}
