import { createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";

const MIN_BITS = 2048;
const MAX_BITS = 8192;
const MIN_EXPONENT = 3n;
const MAX_EXPONENT = 2n ** 32n;
const MAX_PEM_LENGTH = 8192;

/**
 * Reads a stranger's public key: RSA of 2048 to 8192 bits with a public exponent from 3 to 2^32 (S-013).
 * Anything else is `undefined`: shorter keys are weak, and longer ones cost whoever checks them.
 *
 * @param pem SPKI or PKCS#1
 */
export function readPublicKey(pem: string): KeyObject | undefined {
  if (pem.length > MAX_PEM_LENGTH || !pem.includes("PUBLIC KEY-----")) return undefined;
  const key = parse(pem);
  const { modulusLength = 0, publicExponent = 0n } = key?.asymmetricKeyDetails ?? {};
  const isFit =
    key?.asymmetricKeyType === "rsa" &&
    modulusLength >= MIN_BITS &&
    modulusLength <= MAX_BITS &&
    publicExponent >= MIN_EXPONENT &&
    publicExponent <= MAX_EXPONENT;
  return isFit ? key : undefined;
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
