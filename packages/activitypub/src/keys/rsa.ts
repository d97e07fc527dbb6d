import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";

/** Both halves of a key in PEM: SPKI and PKCS#8. */
export interface RsaKeyPair {
  readonly publicPem: string;
  readonly privatePem: string;
}

const BITS = 2048;

const generate = promisify(generateKeyPair);

/** Makes the key of a new actor: RSA of 2048 bits, which every server of the network can check. */
export async function generateRsaKeyPair(): Promise<RsaKeyPair> {
  const { publicKey, privateKey } = await generate("rsa", {
    modulusLength: BITS,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { publicPem: publicKey, privatePem: privateKey };
}
