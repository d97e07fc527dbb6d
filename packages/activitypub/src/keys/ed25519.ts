import { createPublicKey, generateKeyPair } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { readMultibase, writeMultibase } from "./multibase.ts";

/** Both halves of an Ed25519 key in PEM: SPKI and PKCS#8. */
export interface Ed25519KeyPair {
  readonly publicPem: string;
  readonly privatePem: string;
}

/** What stands before the 32 bytes of a public key: in a Multikey, and in SPKI. */
const MULTICODEC = Buffer.from("ed01", "hex");
const SPKI = Buffer.from("302a300506032b6570032100", "hex");
const KEY_BYTES = 32;

const generate = promisify(generateKeyPair);

/** Makes the key with which a new actor proves documents to be its own (FEP-8b32). */
export async function generateEd25519KeyPair(): Promise<Ed25519KeyPair> {
  const { publicKey, privateKey } = await generate("ed25519", {
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { publicPem: publicKey, privatePem: privateKey };
}

/**
 * Writes an Ed25519 public key as the `publicKeyMultibase` of a Multikey. Throws for a key of another kind.
 *
 * @param publicPem SPKI
 * @see https://www.w3.org/TR/cid-1.0/#Multikey
 */
export function writeMultikey(publicPem: string): string {
  const key = createPublicKey(publicPem);
  if (key.asymmetricKeyType !== "ed25519") throw new Error("Only Ed25519 keys are written as a Multikey.");
  const der = key.export({ type: "spki", format: "der" });
  return writeMultibase(Buffer.concat([MULTICODEC, der.subarray(SPKI.length)]));
}

/** Reads a `publicKeyMultibase`: Ed25519 alone, as SPKI in PEM. Anything else is `undefined`. */
export function readMultikey(multibase: string): string | undefined {
  const bytes = readMultibase(multibase);
  const isKey = bytes?.length === MULTICODEC.length + KEY_BYTES && bytes.indexOf(MULTICODEC) === 0;
  if (bytes === undefined || !isKey) return undefined;
  const der = Buffer.concat([SPKI, bytes.subarray(MULTICODEC.length)]);
  const key: KeyObject = createPublicKey({ key: der, format: "der", type: "spki" });
  return key.export({ type: "spki", format: "pem" }).toString();
}
