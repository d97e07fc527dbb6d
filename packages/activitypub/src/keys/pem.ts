import { createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";

const MIN_BITS = 2048;
const MAX_BITS = 8192;
const MIN_EXPONENT = 3n;
const MAX_EXPONENT = 2n ** 32n;
const MAX_PEM_LENGTH = 8192;
const CURVES: ReadonlySet<string> = new Set(["prime256v1", "secp384r1"]);

/**
 * Reads a stranger's public key: RSA of 2048 to 8192 bits with a public exponent from 3 to 2^32, Ed25519, or ECDSA on P-256 and P-384
 * (S-013). Anything else is `undefined`: shorter keys are weak, and longer ones cost whoever checks them.
 *
 * @param pem SPKI or PKCS#1
 */
export function readPublicKey(pem: string): KeyObject | undefined {
  if (pem.length > MAX_PEM_LENGTH || !pem.includes("PUBLIC KEY-----")) return undefined;
  const key = parse(pem);
  return key !== undefined && isFit(key) ? key : undefined;
}

function isFit({ asymmetricKeyType: type, asymmetricKeyDetails: details = {} }: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n, namedCurve = "" } = details;
  if (type === "ed25519") return true;
  if (type === "ec") return CURVES.has(namedCurve);
  const isLong = modulusLength >= MIN_BITS && modulusLength <= MAX_BITS;
  return type === "rsa" && isLong && publicExponent >= MIN_EXPONENT && publicExponent <= MAX_EXPONENT;
}

/** Whatever the runtime finds wrong with a key, it throws an error with a code. */
function parse(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}
