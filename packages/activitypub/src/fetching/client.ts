import type { Dispatcher } from "undici";
import { hostOf } from "../objects/origin.ts";
import type { Href } from "../objects/reference.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { readRanges } from "./addresses.ts";
import type { AddressRange, Cidr } from "./addresses.ts";
import { ACCEPT_ENCODING, readBody } from "./body.ts";
import { readOutboundUrl, RefusedAddress, resolveName } from "./guard.ts";
import type { ResolveName } from "./guard.ts";
import { createLimiter } from "./limiter.ts";
import { createPool, DEFAULT_PATIENCE } from "./pool.ts";
import type { Patience } from "./pool.ts";

/** Why a request brought no answer. */
export type ClientReason =
  | "refused-address"
  | "unreachable"
  | "timed-out"
  | "too-large"
  | "malformed"
  | "too-many-redirects";

/** An answer of any status. */
export interface Answer {
  readonly status: number;
  /** Where it finally came from, after redirects. */
  readonly url: Href;
  /** Names in lower case; repeated headers are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed. Read for status 200 only, else empty. */
  readonly body: Buffer;
}

/** One request as it is about to be sent; a redirected one is sent several times. */
export interface Hop {
  readonly method: "GET" | "POST";
  readonly url: Href;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Signs a hop: resolves to all headers that shall be sent with it. */
export type SignHop = (hop: Hop) => Promise<Readonly<Record<string, string>>>;

/** A question to another host. Without `sign` nobody is said to ask. */
export interface GetRequest {
  readonly url: Href;
  readonly accept: string;
  /** One mebibyte by default. */
  readonly maxBytes?: number;
  /** For everything together; 30 seconds by default. */
  readonly deadlineMilliseconds?: number;
  readonly sign?: SignHop;
}

/** A body to be posted to another host, an inbox for one. */
export interface PostRequest {
  readonly url: Href;
  readonly contentType: string;
  /** Bytes are sent as they are; only text can be signed. */
  readonly body: string | Uint8Array;
  /** Further headers, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly deadlineMilliseconds?: number;
  readonly sign?: SignHop;
}

/** The only way out to other hosts (S-054). */
export interface Client {
  /** Follows up to three redirects, never from https to http. */
  get(request: GetRequest): Promise<Verdict<Answer, ClientReason>>;
  /** Follows 307 and 308 on the same origin, and no other redirect. */
  post(request: PostRequest): Promise<Verdict<Answer, ClientReason>>;
  close(): Promise<void>;
}

/** How a client calls itself, and what it may reach. */
export interface ClientOptions {
  readonly userAgent: string;
  /** None by default. */
  readonly allowedPrivateAddresses?: readonly Cidr[];
  /** The system's resolver by default. */
  readonly resolve?: ResolveName;
  readonly patience?: Partial<Patience>;
}

const MAX_REDIRECTS = 3;
const MAX_DOCUMENT_BYTES = 1024 * 1024;
const MAX_IGNORED_BYTES = 8 * 1024;
const DEADLINE_MILLISECONDS = 30_000;
/** Of documents (S-064). Deliveries are counted by their own limiter. */
const FETCH_CAPS = { perKey: 4, total: 128 };

/** Builds the client over a pool of guarded connections. */
export function createClient(options: ClientOptions): Client {
  const allowed = readRanges(options.allowedPrivateAddresses ?? []);
  const pool = createPool({
    allowed,
    resolve: options.resolve ?? resolveName,
    patience: { ...DEFAULT_PATIENCE, ...options.patience },
  });
  const limiter = createLimiter(FETCH_CAPS);
  const common = { "user-agent": options.userAgent, "accept-encoding": ACCEPT_ENCODING };
  const travel = (journey: Omit<Journey, "pool" | "allowed">): Promise<Verdict<Answer, ClientReason>> =>
    follow({ ...journey, pool, allowed });
  return {
    get: ({ url, accept: type, maxBytes = MAX_DOCUMENT_BYTES, deadlineMilliseconds, sign }) => {
      const first: Hop = { method: "GET", url, headers: { ...common, accept: type } };
      const signal = AbortSignal.timeout(deadlineMilliseconds ?? DEADLINE_MILLISECONDS);
      return limiter.run(hostOf(url), () => travel({ first, maxBytes, signal, sign }));
    },
    post: ({ url, contentType, body, headers: more, deadlineMilliseconds, sign }) => {
      const headers = { ...common, ...more, "content-type": contentType };
      const signal = AbortSignal.timeout(deadlineMilliseconds ?? DEADLINE_MILLISECONDS);
      const first: Hop = { method: "POST", url, headers, ...(typeof body === "string" ? { body } : {}) };
      return travel({ first, body, maxBytes: 0, signal, sign });
    },
    close: () => pool.destroy(),
  };
}

/** A request and what it may cost, redirects included. */
interface Journey {
  readonly pool: Dispatcher;
  readonly allowed: readonly AddressRange[];
  readonly first: Hop;
  /** What is posted on each hop. */
  readonly body?: string | Uint8Array;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  readonly sign: SignHop | undefined;
}

async function follow(journey: Journey): Promise<Verdict<Answer, ClientReason>> {
  const visited = new Set<Href>();
  let hop = journey.first;
  while (visited.size <= MAX_REDIRECTS && !visited.has(hop.url)) {
    visited.add(hop.url);
    const url = readOutboundUrl(hop.url, journey.allowed);
    if (url === undefined) return refuse("refused-address");
    const answer = await send(journey, hop, url);
    if (!answer.ok) return answer;
    const next = nextUrl(hop, url, answer.value);
    if (next === undefined) return answer;
    hop = { ...hop, url: next };
  }
  return refuse("too-many-redirects");
}

/** Where to go from an answer; `undefined` when it is the last one. */
function nextUrl(hop: Hop, from: URL, answer: Answer): Href | undefined {
  const { location } = answer.headers;
  const statuses = hop.method === "GET" ? [301, 302, 303, 307, 308] : [307, 308];
  if (!statuses.includes(answer.status) || location === undefined) return undefined;
  const next = URL.parse(location, from.href);
  if (next === null || (from.protocol === "https:" && next.protocol !== "https:")) return undefined;
  return hop.method === "POST" && next.origin !== from.origin ? undefined : next.href;
}

async function send(
  { pool, body: posted, maxBytes, signal, sign }: Journey,
  hop: Hop,
  url: URL,
): Promise<Verdict<Answer, ClientReason>> {
  try {
    const response = await pool.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: hop.method,
      headers: sign === undefined ? hop.headers : await sign(hop),
      body: posted ?? null,
      signal,
    });
    const headers = plainHeaders(response.headers);
    const answer = { status: response.statusCode, url: hop.url, headers };
    if (response.statusCode !== 200 || maxBytes === 0) {
      await response.body.dump({ limit: MAX_IGNORED_BYTES, signal });
      return accept({ ...answer, body: Buffer.alloc(0) });
    }
    const body = await readBody(response.body, headers["content-encoding"], maxBytes);
    return body.ok ? accept({ ...answer, body: body.value }) : body;
  } catch (error) {
    return refuse(reasonOf(error));
  }
}

function plainHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return plain;
}

/** Tells apart what can go wrong on the way. An error that names no code is ours, and thrown again. */
function reasonOf(error: unknown): ClientReason {
  if (error instanceof RefusedAddress) return "refused-address";
  if (!(error instanceof Error)) throw error;
  if (error.name === "TimeoutError") return "timed-out";
  if (!("code" in error) || typeof error.code !== "string") throw error;
  return /TIMEOUT|ETIMEDOUT/.test(error.code) ? "timed-out" : "unreachable";
}
