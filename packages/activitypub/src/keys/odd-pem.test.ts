import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createNormalise } from "../jsonld/normalise.ts";
import { withContext } from "../jsonld/with-context.ts";
import { writeActor } from "../objects/actor-writing.ts";
import { fakePeer } from "../testing/fake-peer.ts";
import { memoryPorts } from "../testing/memory-ports.ts";
import { readOddPem } from "./odd-pem.ts";
import { readPublicKey } from "./pem.ts";
import { createKeyResolver } from "./resolver.ts";

const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const spki = publicKey.export({ type: "spki", format: "pem" }).toString();
const pkcs1 = publicKey.export({ type: "pkcs1", format: "pem" }).toString();

const odd: readonly (readonly [string, string])[] = [
  ["PKCS#1 that says it is SPKI", pkcs1.replaceAll("RSA PUBLIC", "PUBLIC")],
  ["SPKI that says it is PKCS#1", spki.replaceAll("PUBLIC", "RSA PUBLIC")],
  ["one line", spki.replaceAll("\n", "")],
  ["spaces in the place of lines", spki.replaceAll("\n", " ")],
  ["indented lines", spki.replaceAll("\n", "\n\t  ")],
];

describe("keys as some servers of long ago write them", () => {
  it.each(odd)("%s is refused by the runtime, and read all the same (F-067)", async (_, pem) => {
    expect(readPublicKey(pem)).toBeUndefined();
    expect(await readOddPem(pem)).toBe(spki);
  });

  it.each([
    "",
    "-----BEGIN PUBLIC KEY-----",
    pkcs1.slice(0, 200),
    "x".repeat(8000),
    spki.replaceAll("A", "B"),
  ])("what is none is none, whoever reads it (S-007)", async (pem) => {
    expect(await readOddPem(pem)).toBeUndefined();
  });

  it("S-013 a key that is too short is refused however it is written", async () => {
    const short = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey;
    const pem = short.export({ type: "spki", format: "pem" }).toString().replaceAll("\n", " ");
    expect(readPublicKey((await readOddPem(pem)) ?? "")).toBeUndefined();
  });

  it.each(odd)("an actor with %s is proved by it (F-067)", async (_, pem) => {
    const peer = await fakePeer({
      actor: { publicKeys: [{ id: "https://peer.example/users/friend#main-key", pem }] },
    });
    const { cache, now } = memoryPorts();
    const document = withContext(writeActor(peer.actor));
    const needs = {
      fetchDocument: async () => ({ ok: true, value: document }) as const,
      normalise: createNormalise(),
      cache,
      isLocal: () => false,
      now,
    };
    for (const keys of [createKeyResolver(needs), createKeyResolver(needs)]) {
      const found = await keys.resolve("https://peer.example/users/friend#main-key");
      expect(found.ok && found.value.key.equals(publicKey)).toBe(true);
    }
  });
});
