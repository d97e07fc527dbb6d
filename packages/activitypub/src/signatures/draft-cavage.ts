import type { Href } from "../objects/reference.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { MAX_HEADER_LENGTH, readSignature } from "./claim.ts";
import type { ClaimNeeds, ClaimReason, ClaimVerdict } from "./claim.ts";
import { checkDigest } from "./digest.ts";
import { readParameters } from "./parameters.ts";
import type { IncomingRequest } from "./request.ts";
import { isFresh } from "./window.ts";
import type { SignedTimes } from "./window.ts";

/** The parameters of a signature, checked for form. */
interface Parameters {
  readonly keyId: Href;
  readonly signature: Buffer;
  readonly names: readonly string[];
  readonly created: string | undefined;
  readonly expires: string | undefined;
}

const TARGET = "(request-target)";
const ALGORITHMS: ReadonlySet<string> = new Set(["hs2019", "rsa-sha256"]);
const MAX_NAMES = 32;

/**
 * Reads what a `Signature` header of the older draft claims.
 *
 * It must cover the target, the host, the time and, where there may be a body, its digest. Both algorithm
 * names mean RSA with SHA-256: a key of another kind signs by RFC 9421. The target is tried with its query and then
 * without (F-054), as some senders leave it out.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-cavage-http-signatures-12
 */
export function readCavageClaim(request: IncomingRequest, { origin, now }: ClaimNeeds): ClaimVerdict {
  const header = request.header("signature");
  if (header === undefined) return refuse("unsigned");
  const parameters = readCavageHeader(header);
  if (!parameters.ok) return parameters;
  const { keyId, signature, names } = parameters.value;
  if (!coversEnough(request.method, names)) return refuse("not-covered");
  const host = new URL(origin).host;
  if ((request.header("host") ?? host).toLowerCase() !== host) return refuse("wrong-host");
  if (!isFresh(timesOf(request, parameters.value), now.getTime())) return refuse("expired");
  const digest = names.includes("digest")
    ? checkDigest(request.header("digest") ?? "", request.body)
    : accept(true);
  if (!digest.ok) return digest;
  const [bare = ""] = request.path.split("?", 1);
  const paths = bare === request.path ? [bare] : [request.path, bare];
  const texts = paths.map((path) => signedText({ ...request, path }, parameters.value, host));
  const sound = texts.filter((text) => text !== undefined);
  if (sound.length === 0) return refuse("not-covered");
  return accept({ keyId, signature, texts: sound, algorithm: "rsa-v1_5-sha256" });
}

function readCavageHeader(header: string): Verdict<Parameters, ClaimReason> {
  if (header.length > MAX_HEADER_LENGTH) return refuse("malformed-signature");
  // Some senders repeat the name of the scheme.
  const found = readParameters(header.replace(/^Signature /i, ""));
  if (!found.ok) return found;
  const parameter = (name: string): string | undefined => found.value.get(name);
  const keyId = parameter("keyId");
  const signature = readSignature(parameter("signature") ?? "");
  if (keyId === undefined || keyId === "" || signature === undefined) return refuse("malformed-signature");
  const algorithm = parameter("algorithm") ?? "hs2019";
  if (!ALGORITHMS.has(algorithm)) return refuse("unknown-algorithm");
  const covered = parameter("headers") ?? (algorithm === "hs2019" ? "(created)" : "date");
  const names = covered.toLowerCase().split(" ");
  const [created, expires] = [parameter("created"), parameter("expires")];
  const isSound = names.length <= MAX_NAMES && new Set(names).size === names.length;
  const hasTimes = names.every(
    (name) =>
      (name !== "(created)" || (algorithm === "hs2019" && created !== undefined)) &&
      (name !== "(expires)" || (algorithm === "hs2019" && expires !== undefined)),
  );
  return isSound && hasTimes
    ? accept({ keyId, signature, names, created, expires })
    : refuse("malformed-signature");
}

/** S-009, S-010, F-052, F-053. */
function coversEnough(method: string, names: readonly string[]): boolean {
  const needsDigest = method !== "GET" && method !== "HEAD";
  const hasTime = names.includes("date") || names.includes("(created)");
  const hasBody = !needsDigest || names.includes("digest");
  return hasTime && hasBody && names.includes(TARGET) && names.includes("host");
}

/** Only times that are signed count. */
function timesOf(request: IncomingRequest, { names, created, expires }: Parameters): SignedTimes {
  return {
    created: names.includes("(created)") ? readSeconds(created) : readHttpDate(request.header("date")),
    expires: names.includes("(expires)") ? readSeconds(expires) : undefined,
  };
}

function readSeconds(text: string | undefined): number {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) * 1000 : NaN;
}

function readHttpDate(text: string | undefined): number {
  return text !== undefined && text.length <= 64 ? Date.parse(text) : NaN;
}

/** `undefined` when a header that is said to be covered was not sent. */
function signedText(request: IncomingRequest, parameters: Parameters, host: string): string | undefined {
  const lines: string[] = [];
  for (const name of parameters.names) {
    const value = coveredValue(name, request, parameters) ?? (name === "host" ? host : undefined);
    if (value === undefined) return undefined;
    lines.push(`${name}: ${value}`);
  }
  return lines.join("\n");
}

function coveredValue(name: string, request: IncomingRequest, parameters: Parameters): string | undefined {
  if (name === TARGET) return `${request.method.toLowerCase()} ${request.path}`;
  if (name === "(created)") return parameters.created;
  if (name === "(expires)") return parameters.expires;
  return request.header(name)?.trim();
}
