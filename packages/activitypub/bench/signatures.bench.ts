import { createPublicKey, sign, verify } from "node:crypto";
import {
  getDocumentLoader,
  signJsonLd as signByFedify,
  signObject as proveByFedify,
  verifyJsonLd as verifyByFedify,
  verifyObject as verifyProofByFedify,
} from "@fedify/fedify";
import { Create } from "@fedify/vocab";
import { withContext } from "../src/jsonld/with-context.ts";
import { generateEd25519KeyPair } from "../src/keys/ed25519.ts";
import { createKeyResolver } from "../src/keys/resolver.ts";
import type { KeyResolver } from "../src/keys/resolver.ts";
import { createNormalise } from "../src/jsonld/normalise.ts";
import { writeActor } from "../src/objects/actor-writing.ts";
import { PUBLIC } from "../src/objects/reference.ts";
import type { JsonObject } from "../src/objects/reference.ts";
import { addProof } from "../src/signatures/integrity-proof.ts";
import { signLinkedData } from "../src/signatures/linked-data.ts";
import { createDocumentProver } from "../src/signatures/prove-document.ts";
import { readRequest } from "../src/signatures/request.ts";
import type { IncomingRequest } from "../src/signatures/request.ts";
import { signRequest } from "../src/signatures/sign-request.ts";
import { createVerifier } from "../src/signatures/verify.ts";
import { fakeNetwork, fakePeer, memoryPorts } from "../src/testing/index.ts";
import type { FakePeer } from "../src/testing/index.ts";
import { createDocumentFetcher } from "../src/fetching/documents.ts";
import type { Row } from "./inbox.bench.ts";

/** One thing, done in two ways. */
interface Pair {
  readonly name: string;
  readonly goal: number;
  /** How often each is done in a round. */
  readonly times: number;
  readonly ours: () => unknown;
  readonly theirs: () => unknown;
}

const ROUNDS = 6;
const ORIGIN = "https://ours.example";
const INBOX = `${ORIGIN}/inbox`;

/**
 * Compares what signatures cost with the bare arithmetic of `node:crypto`, and those in documents with stock Fedify's. CPU time of
 * this process, the least of six rounds, which alternate; keys are at hand on both sides.
 */
export async function runSignatures(): Promise<readonly Row[]> {
  const assertionPair = await generateEd25519KeyPair();
  const peer = await fakePeer({ host: "there.example", username: "alice", assertionPair });
  const keys = await knowing(peer);
  const rows: Row[] = [];
  for (const pair of [...(await requestPairs(peer, keys)), ...(await documentPairs(peer, keys))])
    rows.push(await compare(pair));
  return rows;
}

/** The resolver as it is used, with the peer's keys in it. */
async function knowing(peer: FakePeer): Promise<KeyResolver> {
  const { client } = fakeNetwork(peer);
  const get = (request: Parameters<typeof client.get>[0]): ReturnType<typeof client.get> =>
    client.get(request);
  const knock = { get, post: client.post };
  const isLocal = (): boolean => false;
  const keys = createKeyResolver({
    fetchDocument: createDocumentFetcher({ knock, isLocal }),
    normalise: createNormalise(),
    cache: memoryPorts().cache,
    isLocal,
    now: () => new Date(),
  });
  for (const key of [peer.key, peer.assertionKey])
    if (key !== undefined && !(await keys.resolve(key.keyId)).ok) throw new Error("The key is not found.");
  return keys;
}

async function requestPairs(peer: FakePeer, keys: KeyResolver): Promise<readonly Pair[]> {
  const verifier = createVerifier({ keys, origin: ORIGIN, now: () => new Date() });
  const body = JSON.stringify(note(peer));
  const incoming = await incomingOf(peer.post(INBOX, body, new Date()));
  const claim = verifier.readClaim(incoming);
  if (!claim.ok) throw new Error(`The signature is not read: ${claim.reason}.`);
  const { signature } = claim.value;
  const text = Buffer.from(claim.value.texts[0] ?? "");
  const publicKey = createPublicKey(peer.pair.publicPem);
  const request = { method: "POST", url: INBOX, headers: {}, body } as const;
  return [
    {
      name: "Check of a signed POST, against bare verify",
      goal: 0.65,
      times: 2000,
      ours: () => expectOk(verifier.verify(incoming)),
      theirs: () => verify("sha256", text, publicKey, signature),
    },
    {
      name: "Signing of a POST, against bare sign",
      goal: 0.6,
      times: 200,
      ours: () => signRequest(request, peer.key, new Date()),
      theirs: () => sign("sha256", text, peer.key.privateKey),
    },
  ];
}

async function incomingOf(request: Request): Promise<IncomingRequest> {
  const read = await readRequest(request);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

/** A benchmark of refusals would be a fast one. */
async function expectOk(verdict: Promise<{ readonly ok: boolean }>): Promise<void> {
  if (!(await verdict).ok) throw new Error("What was signed is not proved.");
}

async function expectThere(value: Promise<unknown>): Promise<void> {
  const found = await value;
  if (found === null || found === false || found === undefined)
    throw new Error("What was signed is not proved.");
}

function note(peer: FakePeer): JsonObject {
  const { id } = peer.actor;
  const object = {
    id: `${id}/1`,
    type: "Note",
    attributedTo: id,
    to: [PUBLIC],
    content: "<p>Hello</p>".repeat(50),
  };
  return withContext({ id: `${id}/1/activity`, type: "Create", actor: id, to: [PUBLIC], object });
}

async function documentPairs(peer: FakePeer, keys: KeyResolver): Promise<readonly Pair[]> {
  const proving = peer.assertionKey;
  if (proving === undefined) throw new Error("The peer has no key for proofs.");
  const prover = createDocumentProver({ keys, now: () => new Date() });
  const document = withContext(writeActor(peer.actor));
  const world = {
    documentLoader: async (url: string) => ({ document, documentUrl: url, contextUrl: null }),
    contextLoader: getDocumentLoader(),
  };
  const plain = note(peer);
  const signed = await signLinkedData(plain, peer.key, new Date());
  const proved = addProof(plain, proving, new Date().toISOString());
  if (signed === undefined) throw new Error("The note has no canonical form.");
  const [rsa, ed25519] = await Promise.all([
    webKey(peer.key.privateKey, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }),
    webKey(proving.privateKey, "Ed25519"),
  ]);
  const typed = await Create.fromJsonLd(plain, world);
  return [
    {
      name: "Check of a Linked Data Signature, against Fedify",
      goal: 1,
      times: 40,
      ours: () => expectOk(prover.proveSignature(signed, peer.actor.id)),
      theirs: () => expectThere(verifyByFedify(signed, world)),
    },
    {
      name: "Linked Data Signature, against Fedify",
      goal: 1,
      times: 40,
      ours: () => signLinkedData(plain, peer.key, new Date()),
      theirs: () => signByFedify(plain, rsa, new URL(peer.key.keyId), world),
    },
    {
      name: "Check of an integrity proof, against Fedify",
      goal: 1,
      times: 40,
      ours: () => expectOk(prover.prove(proved, peer.actor.id)),
      theirs: () => expectThere(verifyProofByFedify(Create, proved, world)),
    },
    {
      name: "Integrity proof, against Fedify",
      goal: 1,
      times: 40,
      ours: () => addProof(plain, proving, new Date().toISOString()),
      theirs: () => proveByFedify(typed, ed25519, new URL(proving.keyId), world),
    },
  ];
}

function webKey(
  key: FakePeer["key"]["privateKey"],
  algorithm: Parameters<typeof crypto.subtle.importKey>[2],
): ReturnType<typeof crypto.subtle.importKey> {
  return crypto.subtle.importKey("pkcs8", key.export({ type: "pkcs8", format: "der" }), algorithm, true, [
    "sign",
  ]);
}

async function compare({ name, goal, times, ours, theirs }: Pair): Promise<Row> {
  const best = { ours: Infinity, theirs: Infinity };
  for (let round = 0; round < ROUNDS; round += 1) {
    best.ours = Math.min(best.ours, await measure(ours, times));
    best.theirs = Math.min(best.theirs, await measure(theirs, times));
  }
  const ratio = best.theirs / best.ours;
  return { name, ...best, unit: "µs CPU", ratio, goal, met: ratio >= goal };
}

/** CPU time of this process for each, in microseconds. */
async function measure(act: () => unknown, times: number): Promise<number> {
  const before = process.cpuUsage();
  for (let index = 0; index < times; index += 1) await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}
