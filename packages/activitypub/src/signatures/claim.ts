import type { Algorithm } from "../keys/fits.ts";
import type { Href } from "../objects/reference.ts";
import type { Verdict } from "../verdict.ts";
import type { DigestReason } from "./digest.ts";

/** Why a signature proves nothing, whosever key it names. */
export type ClaimReason =
  | DigestReason
  | "unsigned"
  | "malformed-signature"
  | "unknown-algorithm"
  | "not-covered"
  | "expired"
  | "wrong-host"
  | "malformed";

/**
 * What a signature claims, after everything about it was checked that needs no key: that it covers enough,
 * is fresh, is meant for this server, and that the body is the one whose digest it covers.
 */
export interface Claim {
  readonly keyId: Href;
  /** The texts of which one must have been signed; all mean the same request. */
  readonly texts: readonly string[];
  readonly signature: Buffer;
  /** How it says that it was signed; whether the key can do that is for the key to say. */
  readonly algorithm?: Algorithm | undefined;
}

export interface ClaimNeeds {
  /** Our own origin, whatever the request says of itself (S-010). */
  readonly origin: string;
  readonly now: Date;
}

export type ClaimVerdict = Verdict<Claim, ClaimReason>;

/** Longer signature headers are not read (S-012). */
export const MAX_HEADER_LENGTH: number = 8 * 1024;

/** Signatures in base64, of a length that some key could have made: 64 bytes of Ed25519, up to 1024 of RSA. */
export function readSignature(text: string): Buffer | undefined {
  const isBase64 = /^[A-Za-z0-9+/]{84,1400}={0,2}$/.test(text);
  return isBase64 ? Buffer.from(text, "base64") : undefined;
}
