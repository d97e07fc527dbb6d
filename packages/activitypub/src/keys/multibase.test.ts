import { describe, expect, it } from "vitest";
import { generateEd25519KeyPair, readMultikey, writeMultikey } from "./ed25519.ts";
import { readMultibase, writeMultibase } from "./multibase.ts";
import { generateRsaKeyPair } from "./rsa.ts";

describe("base58btc", () => {
  it.each([
    ["00", "z1"],
    ["0000287fb4cd", "z11233QC4"],
    ["48656c6c6f20576f726c6421", "z2NEpo7TZRRrLZSi2U"],
  ])("%s is %s", (hex, text) => {
    expect(writeMultibase(Buffer.from(hex, "hex"))).toBe(text);
    expect(readMultibase(text)?.toString("hex")).toBe(hex);
  });

  it.each(["", "z", "zO0Il", "uAAAA", "m1", `z${"2".repeat(200)}`])("%j is none", (text) => {
    expect(readMultibase(text)).toBeUndefined();
  });
});

describe("Multikeys", () => {
  it("an Ed25519 key is read back as it was written (F-097)", async () => {
    const { publicPem } = await generateEd25519KeyPair();
    const multikey = writeMultikey(publicPem);
    expect(multikey).toMatch(/^z6Mk/);
    expect(readMultikey(multikey)).toBe(publicPem);
  });

  it("keys of other kinds and lengths are refused (S-013)", async () => {
    const { publicPem } = await generateRsaKeyPair();
    expect(() => writeMultikey(publicPem)).toThrow("Only Ed25519");
    expect(readMultikey(writeMultibase(Buffer.from(`ed01${"00".repeat(31)}`, "hex")))).toBeUndefined();
    expect(readMultikey(writeMultibase(Buffer.from(`8024${"00".repeat(32)}`, "hex")))).toBeUndefined();
  });
});
