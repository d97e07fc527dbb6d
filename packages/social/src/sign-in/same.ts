import { createHash, timingSafeEqual } from "node:crypto";

/** Compares two secrets in a time that does not tell how much of them is the same. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(sha256(one), sha256(other));
}

/** Whether a verifier belongs to an S256 challenge; neither may come without the other (S-113, RFC 7636). */
export function provesChallenge(verifier: string | undefined, challenge: string | undefined): boolean {
  if (verifier === undefined || challenge === undefined) return verifier === challenge;
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false;
  return isSame(sha256(verifier).toString("base64url"), challenge);
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
