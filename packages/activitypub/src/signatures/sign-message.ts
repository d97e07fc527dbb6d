import { sign as signBytes } from "node:crypto";
import { promisify } from "node:util";
import type { SigningKey } from "../ports.ts";
import type { Wanted } from "./accept-signature.ts";
import { writeContentDigest } from "./digest.ts";
import type { OutgoingRequest } from "./sign-request.ts";

const signElsewhere: (algorithm: string, data: Buffer, key: SigningKey["privateKey"]) => Promise<Buffer> =
  promisify(signBytes);

/**
 * Signs a request by RFC 9421. Without a wish it takes the form that Mastodon sends: method and whole target,
 * and of a body its digest.
 *
 * @param wanted what the other server said that it wants; a part that this request has not is left out
 * @returns all headers to be sent, the given ones among them
 * @see https://www.rfc-editor.org/rfc/rfc9421#section-3.1
 */
export async function signMessage(
  request: OutgoingRequest,
  { keyId, privateKey }: SigningKey,
  { now, wanted = usual(request) }: { readonly now: Date; readonly wanted?: Wanted | undefined },
): Promise<Record<string, string>> {
  const headers = withDigest(request, now, wanted.components);
  const parts = componentsOf(request, headers);
  const covered = wanted.components.filter((name) => parts.has(name));
  const parameters = writeParameters(covered, { keyId, now, wanted });
  const lines = covered.map((name) => `"${name}": ${parts.get(name)}`);
  const text = [...lines, `"@signature-params": ${parameters}`].join("\n");
  const signature = await signElsewhere("sha256", Buffer.from(text), privateKey);
  return {
    ...headers,
    "signature-input": `${wanted.label}=${parameters}`,
    signature: `${wanted.label}=:${signature.toString("base64")}:`,
  };
}

function usual({ body }: OutgoingRequest): Wanted {
  const components = ["@method", "@target-uri", ...(body === undefined ? [] : ["content-digest"])];
  return { label: "sig1", components, nonce: undefined, tag: undefined };
}

function withDigest(
  { headers: given, body }: OutgoingRequest,
  now: Date,
  names: readonly string[],
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) headers[name.toLowerCase()] = value;
  if (names.includes("date")) headers["date"] = now.toUTCString();
  if (body !== undefined) headers["content-digest"] = writeContentDigest(body);
  return headers;
}

/** Everything of a request that can be covered, by its name. */
function componentsOf(
  { method, url }: OutgoingRequest,
  headers: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const { href, host, protocol, pathname, search } = new URL(url);
  return new Map([
    ...Object.entries(headers),
    ["host", host],
    ["@method", method],
    ["@target-uri", href],
    ["@authority", host],
    ["@scheme", protocol.slice(0, -1)],
    ["@path", pathname],
    ["@query", search === "" ? "?" : search],
    ["@request-target", pathname + search],
  ]);
}

function writeParameters(
  covered: readonly string[],
  { keyId, now, wanted }: { readonly keyId: string; readonly now: Date; readonly wanted: Wanted },
): string {
  const { nonce, tag } = wanted;
  const created = Math.floor(now.getTime() / 1000);
  const names = covered.map((name) => `"${name}"`).join(" ");
  const more = `${nonce === undefined ? "" : `;nonce="${nonce}"`}${tag === undefined ? "" : `;tag="${tag}"`}`;
  return `(${names});created=${created};keyid="${keyId}"${more}`;
}
