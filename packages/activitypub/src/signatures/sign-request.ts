import { sign as signBytes } from "node:crypto";
import { promisify } from "node:util";
import { FOLLOWERS_HEADER } from "../delivery/followers-claim.ts";
import { ACTIVITY_TYPE } from "../fetching/media-type.ts";
import type { Href } from "../objects/reference.ts";
import type { SigningKey } from "../ports.ts";
import { writeDigest } from "./digest.ts";

const TARGET = "(request-target)";

/** A request as it is to be sent. */
export interface OutgoingRequest {
  readonly method: "GET" | "POST";
  readonly url: Href;
  /** Names in any case. `Content-Type` among them is signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Signs a request by the older draft, which every server understands: target with query, host, date, and
 * with a body its digest and type (F-063, F-064); also what is said of the sender's followers, where it is.
 *
 * @returns all headers to be sent, the given ones among them; names in lower case
 */
export function signRequest(request: OutgoingRequest, key: SigningKey, now: Date): Record<string, string> {
  const { headers, names, text } = prepare(request, now);
  const signature = signBytes("sha256", Buffer.from(text), key.privateKey);
  return { ...headers, signature: writeSignature(key, names, signature) };
}

const signElsewhere: (algorithm: string, data: Buffer, key: SigningKey["privateKey"]) => Promise<Buffer> =
  promisify(signBytes);

/** As `signRequest`, with the arithmetic in another thread: it takes longer than all the rest of a delivery. */
export async function signRequestAsync(
  request: OutgoingRequest,
  key: SigningKey,
  now: Date,
): Promise<Record<string, string>> {
  const { headers, names, text } = prepare(request, now);
  const signature = await signElsewhere("sha256", Buffer.from(text), key.privateKey);
  return { ...headers, signature: writeSignature(key, names, signature) };
}

interface Prepared {
  readonly headers: Record<string, string>;
  readonly names: readonly string[];
  readonly text: string;
}

function prepare({ method, url, headers: given, body }: OutgoingRequest, now: Date): Prepared {
  const { host, pathname, search } = new URL(url);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) headers[name.toLowerCase()] = value;
  headers["host"] = host;
  headers["date"] = now.toUTCString();
  if (body !== undefined) {
    headers["digest"] = writeDigest(body);
    headers["content-type"] ??= ACTIVITY_TYPE;
  }
  const ofBody = body === undefined ? [] : ["digest", "content-type"];
  const ofFollowers = headers[FOLLOWERS_HEADER] === undefined ? [] : [FOLLOWERS_HEADER];
  const names = [TARGET, "host", "date", ...ofBody, ...ofFollowers];
  const target = `${method.toLowerCase()} ${pathname}${search}`;
  const text = names.map((name) => `${name}: ${name === TARGET ? target : headers[name]}`).join("\n");
  return { headers, names, text };
}

function writeSignature({ keyId }: SigningKey, names: readonly string[], signature: Buffer): string {
  const covered = names.join(" ");
  return `keyId="${keyId}",algorithm="rsa-sha256",headers="${covered}",signature="${signature.toString("base64")}"`;
}
