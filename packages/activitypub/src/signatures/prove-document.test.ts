import {
  getDocumentLoader,
  signJsonLd as signByFedify,
  signObject as proveByFedify,
  verifyJsonLd as verifyByFedify,
  verifyObject as verifyProofByFedify,
} from "@fedify/fedify";
import { Create as FedifyCreate, Note as FedifyNote, PUBLIC_COLLECTION } from "@fedify/vocab";
import { createPrivateKey } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { createNormalise } from "../jsonld/normalise.ts";
import { withContext } from "../jsonld/with-context.ts";
import { generateEd25519KeyPair } from "../keys/ed25519.ts";
import { createKeyResolver } from "../keys/resolver.ts";
import { writeActor } from "../objects/actor-writing.ts";
import { PUBLIC } from "../objects/reference.ts";
import type { JsonObject } from "../objects/reference.ts";
import { fakeClock } from "../testing/clock.ts";
import { fakePeer } from "../testing/fake-peer.ts";
import type { FakePeer } from "../testing/fake-peer.ts";
import { memoryPorts } from "../testing/memory-ports.ts";
import { addProof } from "./integrity-proof.ts";
import { signLinkedData } from "./linked-data.ts";
import { createDocumentProver } from "./prove-document.ts";

const HOUR = 3_600_000;
const now = new Date();

let alice: FakePeer;
let bob: FakePeer;
beforeAll(async () => {
  const assertionPair = await generateEd25519KeyPair();
  alice = await fakePeer({ host: "there.example", username: "alice", assertionPair });
  const bobs = await generateEd25519KeyPair();
  bob = await fakePeer({ host: "there.example", username: "bob", assertionPair: bobs });
});

const documentOf = (peer: FakePeer): JsonObject => withContext(writeActor(peer.actor));

/** Whether a document proves to be its actor's, so many milliseconds later. */
async function prove(
  json: JsonObject | undefined,
  { actor = alice.actor.id, later = 0, blocked = "" } = {},
): Promise<unknown> {
  const clock = fakeClock(now);
  clock.pass(later);
  const keys = createKeyResolver({
    fetchDocument: async (url) => {
      const peer = [alice, bob].find(({ actor: { id } }) => url.startsWith(id));
      if (peer === undefined) throw new Error(`${url} was asked for.`);
      return { ok: true, value: documentOf(peer) };
    },
    normalise: createNormalise(),
    cache: memoryPorts({ clock }).cache,
    isLocal: () => false,
    now: clock.now,
  });
  const mayFetch = async (signer: string): Promise<boolean> => new URL(signer).host !== blocked;
  const verdict = await createDocumentProver({ keys, now: clock.now, mayFetch }).prove(json ?? {}, actor);
  return verdict.ok || verdict.reason;
}

const note = (): JsonObject =>
  withContext({
    id: "https://there.example/1/activity",
    type: "Create",
    actor: alice.actor.id,
    to: ["https://www.w3.org/ns/activitystreams#Public"],
    cc: [`${alice.actor.id}/followers`],
    published: "2026-03-01T12:00:00Z",
    object: {
      id: "https://there.example/1",
      type: "Note",
      attributedTo: alice.actor.id,
      content: "<p>Grüße 🐘</p>",
      contentMap: { de: "<p>Grüße 🐘</p>" },
      sensitive: false,
      tag: [{ type: "Hashtag", href: "https://there.example/tags/a", name: "#a" }],
    },
  });

const asKey = (pem: string, name: string): ReturnType<typeof crypto.subtle.importKey> =>
  crypto.subtle.importKey(
    "pkcs8",
    createPrivateKey(pem).export({ type: "pkcs8", format: "der" }),
    name === "Ed25519" ? name : { name, hash: "SHA-256" },
    true,
    ["sign"],
  );

/** What Fedify needs to know of the world: our actor, and pinned contexts. */
const world = {
  documentLoader: async (url: string) => ({
    document: documentOf(alice),
    documentUrl: url,
    contextUrl: null,
  }),
  contextLoader: getDocumentLoader(),
};

describe("Linked Data Signatures", () => {
  const signed = async (change: JsonObject = {}): Promise<JsonObject> => {
    const json = await signLinkedData({ ...note(), ...change }, alice.key, now);
    if (json === undefined) throw new Error("The document has no canonical form.");
    return json;
  };

  it("F-094 Fedify proves what we sign, and it carries the context of signatures and ends after two days", async () => {
    const json = await signed();
    expect(json["@context"]).toContain("https://w3id.org/security/v1");
    expect(await verifyByFedify(json, world)).toBe(true);
    expect(await prove(json, { later: 47 * HOUR })).toBe(true);
    expect(await prove(json, { later: 49 * HOUR })).toBe("signature-expired");
  });

  it("F-088 we prove what Fedify signs", async () => {
    const key = await asKey(alice.pair.privatePem, "RSASSA-PKCS1-v1_5");
    const json: unknown = await signByFedify(note(), key, new URL(alice.key.keyId), world);
    expect(await prove(json as JsonObject)).toBe(true); // it is the document with one member more
  });

  it("F-089 a document that was changed, or that somebody else has signed, is not proved", async () => {
    const json = await signed();
    const { object } = json;
    const changed = { ...json, object: { ...(object as JsonObject), content: "<p>Other</p>" } }; // it is one above
    expect(await prove(changed)).toBe("wrong-signature");
    const byBob = await signLinkedData(note(), bob.key, now);
    expect(await prove(byBob)).toBe("foreign-key");
    expect(await prove(await signed({ actor: bob.actor.id }), { actor: bob.actor.id })).toBe("foreign-key");
  });

  it("F-089 a key of another server is not even asked for", async () => {
    const json = await signed();
    const signature = { ...(json["signature"] as JsonObject), creator: "https://evil.example/#key" }; // made just now
    expect(await prove({ ...json, signature })).toBe("foreign-key");
  });

  it("F-089 whatever the signature says of itself is signed", async () => {
    const json = await signed();
    const signature = json["signature"] as JsonObject; // made just now
    const later = new Date(now.getTime() + 1000 * HOUR).toISOString();
    expect(await prove({ ...json, signature: { ...signature, expires: later } })).toBe("wrong-signature");
    const { expires: _, ...endless } = signature;
    expect(await prove({ ...json, signature: endless })).toBe("wrong-signature");
    expect(await prove({ ...json, signature: { ...signature, type: "Other" } })).toBe("unknown-signature");
  });

  it("F-091 a creator with whom there is nothing to do is not believed", async () => {
    expect(await prove(await signed(), { blocked: "there.example" })).toBe("blocked");
  });

  it.each<[string, (json: JsonObject) => JsonObject]>([
    ["@graph", (json) => ({ "@context": json["@context"], "@graph": [json], signature: json["signature"] })],
    ["@included", (json) => ({ ...json, "@included": [{ id: "https://there.example/9" }] })],
    [
      "@reverse",
      (json) => ({
        ...json,
        object: { ...(json["object"] as JsonObject), "@reverse": { object: "https://there.example/9" } },
      }),
    ],
    [
      "another name for one",
      (json) => ({
        ...json,
        "@context": [...(json["@context"] as unknown[]), { more: "@included" }],
        more: [],
      }),
    ],
    [
      "a term that turns around",
      (json) => ({
        ...json,
        "@context": [...(json["@context"] as unknown[]), { of: { "@reverse": "as:object" } }],
      }),
    ],
  ])("F-090 S-021 a document with %s is not believed for its signature", async (_, change) => {
    expect(await prove(change(await signed()))).toBe("unsafe-document");
  });

  it("S-021 a term that no context defines, which no signature covers, is not let in", async () => {
    expect(await prove({ ...(await signed()), unheardOf: "x" })).toBe("unsafe-document");
    expect(
      await prove({ ...(await signed()), proof: { type: "x", inside: { id: "https://there.example/9" } } }),
    ).toBe("unsafe-document");
  });

  it("S-021 S-024 the same statements, written from another end, are another document", async () => {
    const undo = withContext({
      id: "https://there.example/undo",
      type: "Undo",
      actor: alice.actor.id,
      object: {
        id: "https://there.example/like",
        type: "Like",
        actor: alice.actor.id,
        object: "https://ours.example/1",
      },
      target: "https://there.example/like",
    });
    const json = await signLinkedData(undo, alice.key, now);
    const { object, signature, ...rest } = json ?? {};
    const inner = object as JsonObject; // it is one above
    const turned = { "@context": rest["@context"], ...inner, "as:instrument": rest, signature };
    expect(await prove(turned)).not.toBe(true);
    const cyclic = await signLinkedData(
      { ...note(), result: "https://there.example/1/activity" },
      alice.key,
      now,
    );
    expect(await prove(cyclic)).toBe("unsafe-document");
  });

  it("S-023 a context that is not pinned is not fetched", async () => {
    const json = await signed();
    expect(await prove({ ...json, "@context": ["https://evil.example/context"] })).toBe("unsafe-document");
    expect(await signLinkedData({ ...note(), "@context": "https://evil.example/c" }, alice.key, now)).toBe(
      undefined,
    );
  });
});

describe("integrity proofs", () => {
  const proved = (change: JsonObject = {}, peer = alice): JsonObject => {
    if (peer.assertionKey === undefined) throw new Error("The peer has no such key.");
    return addProof({ ...note(), ...change }, peer.assertionKey, "2026-03-01T12:00:00Z");
  };
  const withProof = (change: JsonObject): JsonObject => {
    const json = proved();
    return { ...json, proof: { ...(json["proof"] as JsonObject), ...change } }; // made just now
  };

  it("F-097 Fedify proves what we have proved, also beside a Linked Data Signature that was made later", async () => {
    const json = proved();
    const actor = (document: JsonObject): Promise<unknown> =>
      verifyProofByFedify(FedifyCreate, document, world);
    expect(await actor(json)).toBeInstanceOf(FedifyCreate);
    expect(await prove(json)).toBe(true);
    const both = await signLinkedData(json, alice.key, now);
    expect(await verifyByFedify(both ?? {}, world)).toBe(true);
    expect(await prove(both)).toBe(true);
    const { signature: _, ...rest } = both ?? {};
    expect(await actor(rest)).toBeInstanceOf(FedifyCreate);
    const { proof: __, ...onlySigned } = both ?? {};
    expect(await prove(onlySigned)).toBe("wrong-signature");
  });

  it("F-098 we prove what Fedify has proved", async () => {
    const key = await asKey(
      alice.assertionKey?.privateKey.export({ type: "pkcs8", format: "pem" }).toString() ?? "",
      "Ed25519",
    );
    const activity = new FedifyCreate({
      id: new URL("https://there.example/1/activity"),
      actor: new URL(alice.actor.id),
      to: PUBLIC_COLLECTION,
      object: new FedifyNote({ id: new URL("https://there.example/1"), content: "<p>Hello</p>" }),
    });
    const object = await proveByFedify(activity, key, new URL(`${alice.actor.id}#ed25519-key`), world);
    const compact = await object.toJsonLd({ format: "compact", contextLoader: world.contextLoader });
    // Fedify proves, and sends, the long form of this address.
    const text = JSON.stringify(compact).replaceAll('"as:Public"', `"${PUBLIC}"`);
    const json = JSON.parse(text) as JsonObject; // an activity is an object
    expect(await prove(json)).toBe(true);
    expect(await prove({ ...json, summary: "more" })).toBe("wrong-signature");
  });

  it("F-099 S-022 every option of a proof is signed, and every part of the document", async () => {
    expect(await prove(withProof({ created: "2026-03-01T12:00:01Z" }))).toBe("wrong-signature");
    expect(await prove(withProof({ expires: "2050-01-01T00:00:00Z" }))).toBe("wrong-signature");
    expect(await prove(withProof({ domain: "x" }))).toBe("wrong-signature");
    expect(await prove({ ...proved(), cc: [] })).toBe("wrong-signature");
    expect(await prove({ ...proved(), extra: 1 })).toBe("wrong-signature");
  });

  it("F-099 S-022 another purpose, another suite, and one that has expired are refused", async () => {
    expect(await prove(withProof({ proofPurpose: "authentication" }))).toBe("unknown-signature");
    expect(await prove(withProof({ cryptosuite: "eddsa-rdfc-2022" }))).toBe("unknown-signature");
    expect(await prove(withProof({ type: "Ed25519Signature2020" }))).toBe("unknown-signature");
    expect(await prove(withProof({ expires: "2026-01-01T00:00:00Z" }))).toBe("signature-expired");
    expect(await prove(withProof({ created: "no time" }))).toBe("signature-expired");
    expect(await prove(withProof({ proofValue: "z123" }))).toBe("unknown-signature");
  });

  it("F-099 S-022 the key of another actor, and of another origin, is refused", async () => {
    expect(await prove(proved({}, bob))).toBe("foreign-key");
    expect(await prove(withProof({ verificationMethod: "https://evil.example/#k" }))).toBe("foreign-key");
    expect(await prove(withProof({ verificationMethod: alice.key.keyId }))).toBe("wrong-signature");
  });

  it("S-022 a context that was put behind what was signed is refused, unless it changes nothing", async () => {
    const json = proved();
    const context = json["@context"] as unknown[]; // made just now
    const redefined = { ...json, "@context": [...context, { content: "as:summary" }] };
    expect(await prove(redefined)).toBe("unsafe-document");
    expect(await prove({ ...json, "@context": [...context, "https://w3id.org/security/v1"] })).toBe(true);
    expect(await prove({ ...json, "@context": context.slice(1) })).toBe("unsafe-document");
  });

  it("S-013 a signature whose second half is not the smallest of its kind is refused", async () => {
    const { readMultibase, writeMultibase } = await import("../keys/multibase.ts");
    const json = proved();
    const bytes = readMultibase(String((json["proof"] as JsonObject)["proofValue"])); // made just now
    if (bytes === undefined) throw new Error("There is no value.");
    const order = (1n << 252n) + 27742317777372353535851937790883648493n;
    const half = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString("hex")}`) + order;
    const larger = Buffer.from(half.toString(16).padStart(64, "0"), "hex").reverse();
    const malleable = writeMultibase(Buffer.concat([bytes.subarray(0, 32), larger]));
    expect(await prove(withProof({ proofValue: malleable }))).toBe("wrong-signature");
  });
});
