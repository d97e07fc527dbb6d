import { verify } from "node:crypto";
import type { KeyObject } from "node:crypto";

/** Algorithms of signatures, named as in RFC 9421. Which one it is says the key, and never the message alone (S-012). */
export type Algorithm = "rsa-v1_5-sha256" | "ed25519" | "ecdsa-p256-sha256" | "ecdsa-p384-sha384";

/** The algorithm of a key that `readPublicKey` let in. */
export function algorithmOf(key: KeyObject): Algorithm {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === "ed25519") return "ed25519";
  if (type !== "ec") return "rsa-v1_5-sha256";
  return details?.namedCurve === "secp384r1" ? "ecdsa-p384-sha384" : "ecdsa-p256-sha256";
}

const hashes: Readonly<Record<Algorithm, string | null>> = {
  "rsa-v1_5-sha256": "sha256",
  ed25519: null,
  "ecdsa-p256-sha256": "sha256",
  "ecdsa-p384-sha384": "sha384",
};

/**
 * Whether a key made a signature. At once and not in a pool, since the way there costs more than the arithmetic. OpenSSL itself refuses
 * Ed25519 signatures whose second half is not the smallest of its kind (S-013).
 */
export function fits(key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  const algorithm = algorithmOf(key);
  // The two numbers of an ECDSA signature stand one after the other, as RFC 9421 has them, and not in DER.
  const given = algorithm.startsWith("ecdsa") ? ({ key, dsaEncoding: "ieee-p1363" } as const) : key;
  return verify(hashes[algorithm], data, given, signature);
}
