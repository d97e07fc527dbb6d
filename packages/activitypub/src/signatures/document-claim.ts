import type { Href, JsonObject } from "../objects/reference.ts";
import { readDate } from "../objects/wire.ts";
import type { Verdict } from "../verdict.ts";

/** Why what is signed into a document proves nothing, whosever key it names. */
export type DocumentReason =
  | "no-signature"
  | "unknown-signature"
  | "signature-expired"
  /** Its meaning could be another one than what was signed. */
  | "unsafe-document";

/** What a signature or proof in a document claims, after everything about it was checked that needs no key. */
export interface DocumentClaim {
  readonly keyId: Href;
  readonly signature: Buffer;
  /** The bytes of which one must have been signed. */
  readonly data: readonly Buffer[];
  /** Of what kind the key has to be. */
  readonly kind: "rsa" | "ed25519";
}

export type DocumentClaimVerdict = Verdict<DocumentClaim, DocumentReason>;

/** How far clocks may be apart. */
const SKEW = 3_600_000;

/** Whether something was signed by now and has not expired. What is given as a time and is none is as good as expired. */
export function isInTime({ created, expires }: JsonObject, now: Date): boolean {
  const time = now.getTime();
  const instant = (value: unknown): number =>
    value === undefined ? time : (readDate(value)?.getTime() ?? NaN);
  return instant(created) <= time + SKEW && instant(expires) >= time;
}

/** Without fractions, as most write it. */
export function writeSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
