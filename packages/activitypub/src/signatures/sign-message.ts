import { sign as signBytes } from "node:crypto";
import { promisify } from "node:util";
import type { SigningKey } from "../ports.ts";
import type { OutgoingRequest } from "./sign-request.ts";

const signElsewhere: (algorithm: string, data: Buffer, key: SigningKey["privateKey"]) => Promise<Buffer> =
  promisify(signBytes);

/**
 * Signs a request without a body by RFC 9421, in the form that Mastodon sends: method and whole target.
 *
 * @returns all headers to be sent, the given ones among them
 * @see https://www.rfc-editor.org/rfc/rfc9421#section-3.1
 */
export async function signMessage(
  { method, url, headers }: Omit<OutgoingRequest, "body">,
  { keyId, privateKey }: SigningKey,
  now: Date,
): Promise<Record<string, string>> {
  const created = Math.floor(now.getTime() / 1000);
  const parameters = `("@method" "@target-uri");created=${created};keyid="${keyId}"`;
  const lines = [
    `"@method": ${method}`,
    `"@target-uri": ${new URL(url).href}`,
    `"@signature-params": ${parameters}`,
  ];
  const signature = await signElsewhere("sha256", Buffer.from(lines.join("\n")), privateKey);
  return {
    ...headers,
    "signature-input": `sig1=${parameters}`,
    signature: `sig1=:${signature.toString("base64")}:`,
  };
}
