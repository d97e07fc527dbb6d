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

  it("a key of another kind is refused", () => {
    const { publicKey } = generateKeyPairSync("ed25519");
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
