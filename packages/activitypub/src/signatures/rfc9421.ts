import type { Algorithm } from "../keys/fits.ts";
import type { Href } from "../objects/reference.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import { MAX_HEADER_LENGTH, readSignature } from "./claim.ts";
import type { ClaimNeeds, ClaimReason, ClaimVerdict } from "./claim.ts";
import { checkContentDigest } from "./digest.ts";
import type { DigestReason } from "./digest.ts";
import type { IncomingRequest } from "./request.ts";
import { readDictionary } from "./structured-fields.ts";
import type { Member } from "./structured-fields.ts";
import { isFresh } from "./window.ts";

/** More signatures than this are refused rather than tried (S-012). */
const MAX_LABELS = 2;
const MAX_COMPONENTS = 32;
const algorithms = ["rsa-v1_5-sha256", "ed25519", "ecdsa-p256-sha256", "ecdsa-p384-sha384"] as const;

interface Parameters {
  readonly keyId: Href;
  readonly signature: Buffer;
  readonly names: readonly string[];
  readonly created: number;
  readonly expires: number | undefined;
  readonly algorithm: Algorithm | undefined;
  /** The list of what is covered, as written. */
  readonly raw: string;
}

/**
 * Reads what the `Signature-Input` and `Signature` headers of RFC 9421 claim, of the first signature among
 * them: RSA with SHA-256 (PKCS #1 v1.5), Ed25519 (F-061), and ECDSA on P-256 and P-384.
 *
 * It must cover the method, the whole target or host and path, and with a body its digest (S-010, F-059),
 * and say when it was made and by which key (F-058).
 *
 * @see https://www.rfc-editor.org/rfc/rfc9421#section-3.2
 */
export function readMessageClaim(request: IncomingRequest, { origin, now }: ClaimNeeds): ClaimVerdict {
  const parameters = readHeaders(request);
  if (!parameters.ok) return parameters;
  const { keyId, signature, names, created, expires, algorithm } = parameters.value;
  if (!coversEnough(request, names)) return refuse("not-covered");
  if (!isFresh({ created, expires }, now.getTime())) return refuse("expired");
  const digest = names.includes("content-digest") ? checkBody(request) : accept(true);
  if (!digest.ok) return digest;
  const text = signedText(request, parameters.value, origin);
  return text === undefined ? refuse("not-covered") : accept({ keyId, signature, texts: [text], algorithm });
}

function readHeaders(request: IncomingRequest): Verdict<Parameters, ClaimReason> {
  const [input, values] = [request.header("signature-input"), request.header("signature")];
  if (input === undefined || values === undefined) return refuse("unsigned");
  if (input.length > MAX_HEADER_LENGTH || values.length > MAX_HEADER_LENGTH)
    return refuse("malformed-signature");
  const inputs = readDictionary(input);
  const signatures = readDictionary(values);
  if (inputs === undefined || signatures === undefined) return refuse("malformed-signature");
  const [first, ...more] = inputs;
  if (first === undefined || more.length >= MAX_LABELS) return refuse("malformed-signature");
  const [label, member] = first;
  const signature = readSignature(signatures.get(label)?.base64 ?? "");
  return signature === undefined ? refuse("malformed-signature") : readInput(member, signature);
}

function readInput(member: Member, signature: Buffer): Verdict<Parameters, ClaimReason> {
  const { items: names, parameters, raw } = member;
  const keyId = parameters.get("keyid");
  const created = readSeconds(parameters.get("created"));
  if (names === undefined || keyId === undefined || keyId === "" || created === undefined) {
    return refuse("malformed-signature");
  }
  const isSound = names.length <= MAX_COMPONENTS && new Set(names).size === names.length;
  if (!isSound) return refuse("malformed-signature");
  const named = parameters.get("alg");
  const algorithm = algorithms.find((known) => known === named);
  if (named !== undefined && algorithm === undefined) return refuse("unknown-algorithm");
  const end = parameters.get("expires");
  const expires = end === undefined ? undefined : (readSeconds(end) ?? NaN);
  return accept({ keyId, signature, names, created, expires, algorithm, raw });
}

function readSeconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) * 1000 : undefined;
}

function coversEnough({ method }: IncomingRequest, names: readonly string[]): boolean {
  const hasTarget =
    names.includes("@target-uri") || (names.includes("@authority") && names.includes("@path"));
  const needsDigest = method !== "GET" && method !== "HEAD";
  return names.includes("@method") && hasTarget && (!needsDigest || names.includes("content-digest"));
}

/** One that cannot be read at all is the request's fault, not the signature's (F-060). */
function checkBody({ header, body }: IncomingRequest): Verdict<true, DigestReason | "malformed"> {
  const digest = checkContentDigest(header("content-digest") ?? "", body);
  const isUnreadable = !digest.ok && digest.reason !== "wrong-digest";
  return isUnreadable ? refuse("malformed") : digest;
}

/** `undefined` when something is covered that is not there or not understood. */
function signedText(
  request: IncomingRequest,
  { names, raw }: Parameters,
  origin: string,
): string | undefined {
  const lines: string[] = [];
  for (const name of names) {
    const value = componentOf(name, request, origin);
    if (value === undefined) return undefined;
    lines.push(`"${name}": ${value}`);
  }
  return [...lines, `"@signature-params": ${raw}`].join("\n");
}

/** What the request says by our own reckoning: its host is ours, not what a header claims. */
const derived: Readonly<Record<string, (request: IncomingRequest, origin: URL) => string>> = {
  "@method": ({ method }) => method.toUpperCase(),
  "@target-uri": ({ path }, { origin }) => origin + path,
  "@authority": (_, { host }) => host,
  "@scheme": (_, { protocol }) => protocol.slice(0, -1),
  "@request-target": ({ path }) => path,
  "@path": ({ path }) => path.split("?", 1)[0] ?? "",
  "@query": ({ path }) => (path.includes("?") ? path.slice(path.indexOf("?")) : "?"),
};

function componentOf(name: string, request: IncomingRequest, origin: string): string | undefined {
  if (!name.startsWith("@")) return name === name.toLowerCase() ? request.header(name)?.trim() : undefined;
  return Object.hasOwn(derived, name) ? derived[name]?.(request, new URL(origin)) : undefined;
}
