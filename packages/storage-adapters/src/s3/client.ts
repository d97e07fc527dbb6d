import { createHash, randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { ByteSource, Milliseconds } from "@trunkline/social";
import { MediaFilesError } from "@trunkline/social";
import { signedHeaders } from "./sign.ts";
import type { Signing } from "./sign.ts";
import { textIn } from "./xml.ts";

/** One request to the bucket. */
export interface S3Request {
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** The object; the bucket itself without one. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer<ArrayBuffer>;
  /** Whether the body of the answer is wanted piece by piece. */
  readonly streams?: boolean;
}

/** What the service said: with `source` where it was asked for and the answer is a good one, else with `text`. */
export interface S3Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly source?: ByteSource;
}

/** What requests go out through, as far as it is used here. */
export type S3Fetch = (url: URL, init: RequestInit) => Promise<Response>;

export interface S3ClientOptions extends Signing {
  /** The address of the bucket, with a slash at the end. */
  readonly bucket: URL;
  /** How long an attempt may take before the service has answered; more for a body, by its size. */
  readonly timeout: Milliseconds;
  /** How long all attempts may take together, before a last one is over. */
  readonly patience: Milliseconds;
  readonly attempts: number;
  readonly fetch: S3Fetch;
}

/**
 * Sends a request, and again after a while when nobody answers or the service asks for patience. Rejects with
 * `unavailable` when it stays so, and with `full` when there is no place; resolves to every other answer.
 */
export type S3Client = (request: S3Request) => Promise<S3Answer>;

/** Bodies are given the time that they take at this rate. */
const slowestBytesPerSecond = 256 * 1024;
const firstPause: Milliseconds = 100;

export function createS3Client(options: S3ClientOptions): S3Client {
  return async (request) => {
    const begunAt = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await attemptOnce(options, request);
      const isLast = attempt >= options.attempts || performance.now() - begunAt > options.patience;
      if (!(outcome instanceof MediaFilesError)) return outcome;
      if (isLast || outcome.reason !== "unavailable") throw outcome;
      await pause(randomInt(firstPause * 2 ** attempt));
    }
  };
}

async function attemptOnce(
  options: S3ClientOptions,
  request: S3Request,
): Promise<S3Answer | MediaFilesError> {
  const { url, headers } = await prepare(options, request);
  const stop = new AbortController();
  const transfer = ((request.body?.length ?? 0) / slowestBytesPerSecond) * 1000;
  const alarm = setTimeout(() => stop.abort(), options.timeout + transfer);
  try {
    const { method, body = null } = request;
    const init: RequestInit = { method, headers, body, signal: stop.signal, redirect: "manual" };
    const response = await options.fetch(url, init);
    const streams = request.streams === true && response.ok && response.body !== null;
    if (streams) return { ...said(response), text: "", source: sourceOf(response.body, stop, options) };
    const text = await response.text();
    return faultOf(response.status, text) ?? { ...said(response), text };
  } catch (error) {
    return notAnswered(error);
  } finally {
    clearTimeout(alarm);
  }
}

const said = ({ status, headers }: Response): Pick<S3Answer, "status" | "headers"> => ({ status, headers });

async function prepare(
  options: S3ClientOptions,
  { method, key = "", query = {}, headers = {}, body }: S3Request,
): Promise<{ readonly url: URL; readonly headers: Headers }> {
  const url = new URL(key, options.bucket);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const digest = createHash("sha256")
    .update(body ?? "")
    .digest("hex");
  const wanted = { ...headers, "x-amz-content-sha256": digest };
  return { url, headers: await signedHeaders(options, { method, url, headers: wanted }) };
}

/** Whatever `fetch` throws: it has no words of its own for a network that fails, and its causes are many. */
function notAnswered(cause: unknown): MediaFilesError {
  return new MediaFilesError("unavailable", "The S3 service does not answer.", { cause });
}

function faultOf(status: number, text: string): MediaFilesError | undefined {
  const code = textIn(text, "Code") ?? "";
  const told = `The S3 service answered ${status} ${code}.`;
  // 507 is MinIO's for full disks.
  if (status === 507 || code === "QuotaExceeded") return new MediaFilesError("full", told);
  const isPassing = status === 408 || status === 429 || (status >= 500 && status !== 501);
  return isPassing || code === "RequestTimeout" ? new MediaFilesError("unavailable", told) : undefined;
}

/** The body of an answer. It may take as long as it likes, but not stand still. */
function sourceOf(
  body: ReadableStream<Uint8Array>,
  stop: AbortController,
  { timeout }: S3ClientOptions,
): ByteSource {
  const reader = body.getReader();
  return {
    async read() {
      const alarm = setTimeout(() => stop.abort(), timeout);
      try {
        const { value } = await reader.read();
        return value;
      } catch (error) {
        throw notAnswered(error);
      } finally {
        clearTimeout(alarm);
      }
    },
    async close() {
      stop.abort();
    },
  };
}
