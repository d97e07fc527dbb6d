import type { pki } from "node-forge";

/**
 * Reads an RSA key that the runtime does not: one that says it is SPKI and is PKCS#1, or the other way round; one whose lines are indented,
 * or have become one. Some servers of long ago have written such keys, and whoever has one is shut out without this.
 *
 * Only the key's two numbers are taken from it. They are written anew, so that the runtime judges the key and does all arithmetic with
 * it (S-013). The library is loaded when it is first needed, which on most servers is never.
 *
 * @returns SPKI in PEM, or `undefined` for what is no RSA key
 */
export async function readOddPem(pem: string): Promise<string | undefined> {
  const { default: forge } = await import("node-forge");
  const key = parse(forge.pki, pem);
  return key === undefined ? undefined : forge.pki.publicKeyToPem(key).replaceAll("\r\n", "\n");
}

function parse(reader: typeof pki, pem: string): pki.rsa.PublicKey | undefined {
  try {
    return reader.publicKeyFromPem(pem);
  } catch (error) {
    // The library throws plain errors, of its own and of its parts, about what it is fed; nothing else runs here.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
