import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readPublicKey } from "./pem.ts";
import { generateRsaKeyPair } from "./rsa.ts";

const spki = { type: "spki", format: "pem" } as const;

describe("S-013 which keys are accepted", () => {
  it("a key that we make is accepted, in both of its encodings", async () => {
    const { publicPem } = await generateRsaKeyPair();
    const pkcs1 = createPublicKey(publicPem).export({ type: "pkcs1", format: "pem" }).toString();
    expect(readPublicKey(publicPem)?.asymmetricKeyDetails).toEqual({
      modulusLength: 2048,
      publicExponent: 65537n,
    });
    expect(readPublicKey(pkcs1)?.asymmetricKeyType).toBe("rsa");
  });

  it("a shorter key is refused", () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    expect(readPublicKey(publicKey.export(spki).toString())).toBeUndefined();
  });

  it("S-013 Ed25519 and ECDSA on P-256 and P-384 are accepted", () => {
    const keys = [
      generateKeyPairSync("ed25519"),
      generateKeyPairSync("ec", { namedCurve: "P-256" }),
      generateKeyPairSync("ec", { namedCurve: "P-384" }),
    ];
    const read = keys.map(({ publicKey }) => readPublicKey(publicKey.export(spki).toString()));
    expect(read.map((key) => key?.asymmetricKeyType)).toEqual(["ed25519", "ec", "ec"]);
  });

  it("S-013 a key of another kind is refused", () => {
    const keys = [generateKeyPairSync("ec", { namedCurve: "secp256k1" }), generateKeyPairSync("x25519")];
    for (const { publicKey } of keys)
      expect(readPublicKey(publicKey.export(spki).toString())).toBeUndefined();
  });

  it("a private key, rubbish and a very long text are refused", async () => {
    const { privatePem, publicPem } = await generateRsaKeyPair();
    expect(readPublicKey(privatePem)).toBeUndefined();
    expect(
      readPublicKey("-----BEGIN PUBLIC KEY-----\nbm90IGEga2V5\n-----END PUBLIC KEY-----\n"),
    ).toBeUndefined();
    expect(readPublicKey(publicPem + " ".repeat(8192))).toBeUndefined();
  });
});
