/** What Fedify does as its makers ship it where the network needs something else, beside what we do. */
import {
  createFederation as createFedify,
  generateCryptoKeyPair,
  getDocumentLoader,
  MemoryKvStore,
  signJsonLd as signDocumentByFedify,
  signRequest as signByFedify,
  verifyRequest as verifyByFedify,
} from "@fedify/fedify";
import type { Federation as Fedify } from "@fedify/fedify";
import { Create as FedifyCreate, Note as FedifyNote, Person, Tombstone } from "@fedify/vocab";
import { createPrivateKey, sign, verify as verifyBytes } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { createFederation } from "./federation.ts";
import type { Federation } from "./federation.ts";
import { withContext } from "./jsonld/with-context.ts";
import { writeActor } from "./objects/actor-writing.ts";
import type { JsonObject } from "./objects/reference.ts";
import { createSignDocument } from "./delivery/sign-document.ts";
import { readRequest } from "./signatures/request.ts";
import { signRequest } from "./signatures/sign-request.ts";
import { createVerifier } from "./signatures/verify.ts";
import { fakeNetwork } from "./testing/fake-network.ts";
import { fakePeer } from "./testing/fake-peer.ts";
import type { FakePeer } from "./testing/fake-peer.ts";
import { knownKeys } from "./testing/known-keys.ts";
import { serveLoopback } from "./testing/loopback.ts";
import { memoryPorts } from "./testing/memory-ports.ts";
import type { MemoryPorts } from "./testing/memory-ports.ts";

const ORIGIN = "https://ours.example";
const INBOX = `${ORIGIN}/inbox`;
const MINUTE = 60_000;
const BODY = '{"type":"Like"}';

let peer: FakePeer;
beforeAll(async () => {
  peer = await fakePeer();
});

const world = {
  documentLoader: async (url: string) => ({
    document: withContext(writeActor(peer.actor)),
    documentUrl: url,
    contextUrl: null,
  }),
  contextLoader: getDocumentLoader(),
};

const provedByFedify = async (request: Request, spec?: "rfc9421"): Promise<boolean> =>
  (await verifyByFedify(request, { ...world, ...(spec === undefined ? {} : { spec }) })) !== null;

async function provedByUs(request: Request): Promise<boolean> {
  const verifier = createVerifier({ keys: knownKeys(peer), origin: ORIGIN, now: () => new Date() });
  const read = await readRequest(request);
  return read.ok && (await verifier.verify(read.value)).ok;
}

const rsaKey = (): ReturnType<typeof crypto.subtle.importKey> => {
  const der = createPrivateKey(peer.pair.privatePem).export({ type: "pkcs8", format: "der" });
  return crypto.subtle.importKey("pkcs8", der, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, true, [
    "sign",
  ]);
};

it("T1 a GET that is signed with its query is proved by us, and not by Fedify", async () => {
  const url = `${ORIGIN}/users/ana/outbox?page=true`;
  const request = (): Request => peer.get(url, new Date());
  expect([await provedByFedify(request()), await provedByUs(request())]).toEqual([false, true]);
});

it("T2 we sign the query, which Fedify leaves out", async () => {
  const url = `${ORIGIN}/users/ana/outbox?page=true`;
  const covers = (headers: Headers): boolean => {
    const [, signature = ""] = /signature="([^"]+)"/.exec(headers.get("signature") ?? "") ?? [];
    const [, names = ""] = /headers="([^"]+)"/.exec(headers.get("signature") ?? "") ?? [];
    const target = "get /users/ana/outbox?page=true";
    const lines = names.split(" ").map((name) => {
      if (name === "(request-target)") return `${name}: ${target}`;
      return `${name}: ${headers.get(name) ?? "ours.example"}`;
    });
    const key = createPrivateKey(peer.pair.privatePem);
    return verifyBytes("sha256", Buffer.from(lines.join("\n")), key, Buffer.from(signature, "base64"));
  };
  const stock = await signByFedify(new Request(url), await rsaKey(), new URL(peer.key.keyId), {
    spec: "draft-cavage-http-signatures-12",
  });
  const ours = signRequest({ method: "GET", url, headers: {} }, peer.key, new Date());
  expect([covers(stock.headers), covers(new Headers(ours))]).toEqual([false, true]);
});

it("T3 a signature that covers neither digest nor target proves nothing to us, and any body to Fedify", async () => {
  const date = new Date().toUTCString();
  const parameters = `("date");created=${Math.floor(Date.now() / 1000)};keyid="${peer.key.keyId}"`;
  const text = `"date": ${date}\n"@signature-params": ${parameters}`;
  const signature = sign("sha256", Buffer.from(text), peer.key.privateKey).toString("base64");
  const headers = { date, "signature-input": `sig1=${parameters}`, signature: `sig1=:${signature}:` };
  const request = (): Request => new Request(INBOX, { method: "POST", headers, body: '{"type":"Delete"}' });
  expect([await provedByFedify(request(), "rfc9421"), await provedByUs(request())]).toEqual([true, false]);
});

it("T4 an hs2019 signature that says when it was made, without a date, is proved by us, and not by Fedify", async () => {
  const created = Math.floor(Date.now() / 1000);
  const text = `(request-target): get /users/ana\nhost: ours.example\n(created): ${created}`;
  const signature = sign("sha256", Buffer.from(text), peer.key.privateKey).toString("base64");
  const header = `keyId="${peer.key.keyId}",algorithm="hs2019",created=${created},headers="(request-target) host (created)",signature="${signature}"`;
  const request = (): Request =>
    new Request(`${ORIGIN}/users/ana`, { headers: { signature: header, host: "ours.example" } });
  expect([await provedByFedify(request()), await provedByUs(request())]).toEqual([false, true]);
});

it("T5 a date of 64 minutes ago is proved by us, as by Mastodon, and not by Fedify", async () => {
  const request = (): Request => peer.post(INBOX, BODY, new Date(Date.now() - 64 * MINUTE));
  expect([await provedByFedify(request()), await provedByUs(request())]).toEqual([false, true]);
});

interface Inboxes {
  /** The status that Fedify answers with, and how many activities came through. */
  readonly fedify: (request: Request) => Promise<readonly [number, number]>;
  readonly ours: (request: Request) => Promise<readonly [number | undefined, number]>;
}

/** Both inboxes of one server, in a world where documents are what the loader says. */
async function inboxes(load: typeof world.documentLoader, answer: () => Response): Promise<Inboxes> {
  let heard = 0;
  const stock: Fedify<void> = createFedify<void>({
    kv: new MemoryKvStore(),
    documentLoaderFactory: () => load,
    contextLoaderFactory: () => world.contextLoader,
  });
  const key = await generateCryptoKeyPair("RSASSA-PKCS1-v1_5");
  stock
    .setActorDispatcher("/users/{identifier}", (context, identifier) =>
      identifier === "gone"
        ? new Tombstone({ id: context.getActorUri(identifier) })
        : new Person({ id: context.getActorUri(identifier), preferredUsername: identifier }),
    )
    .setKeyPairsDispatcher(() => [key]);
  stock.setInboxListeners("/users/{identifier}/inbox", "/inbox").on(FedifyCreate, () => {
    heard += 1;
  });
  const ports: MemoryPorts = {
    ...memoryPorts({ gone: [`${ORIGIN}/users/gone`] }),
    now: () => new Date(),
  };
  const network = fakeNetwork();
  network.route("peer.example", answer);
  const federation: Federation = createFederation(ports, {
    origin: ORIGIN,
    handleDomain: "ours.example",
    client: network.client,
    software: { name: "test", version: "1", repository: ORIGIN, homepage: ORIGIN },
    node: { name: "test", description: "", openRegistrations: false },
  });
  return {
    async fedify(request) {
      const { status } = await stock.fetch(request, { contextData: undefined });
      return [status, heard];
    },
    async ours(request) {
      const response = await federation.handle(request);
      return [response?.status, ports.kept.length];
    },
  };
}

it("T9 who deletes an account deletes its key too: we take note, and Fedify asks for it again and again", async () => {
  const gone = async (): Promise<never> => {
    throw new Error("410 Gone");
  };
  const { fedify, ours } = await inboxes(gone, () => new Response(null, { status: 410 }));
  const farewell = {
    id: `${peer.actor.id}#delete`,
    type: "Delete",
    actor: peer.actor.id,
    object: peer.actor.id,
  };
  const request = (): Request => peer.post(INBOX, JSON.stringify(withContext(farewell)), new Date());
  expect([await fedify(request()), await ours(request())]).toEqual([
    [401, 0],
    [202, 0],
  ]);
});

const actorDocument = (): Response =>
  new Response(JSON.stringify(withContext(writeActor(peer.actor))), {
    headers: { "content-type": "application/activity+json" },
  });

it("T10 the inbox of somebody who is gone for good answers 410 here, and 404 at Fedify", async () => {
  const { fedify, ours } = await inboxes(world.documentLoader, actorDocument);
  const request = (): Request => peer.post(`${ORIGIN}/users/gone/inbox`, BODY, new Date());
  expect([(await fedify(request()))[0], (await ours(request()))[0]]).toEqual([404, 410]);
});

it("T12 a signature in the document makes that of the request needless for Fedify, and not for us", async () => {
  const { fedify, ours } = await inboxes(world.documentLoader, actorDocument);
  const create = withContext({
    id: `${peer.actor.id}/1/activity`,
    type: "Create",
    actor: peer.actor.id,
    to: ["https://www.w3.org/ns/activitystreams#Public"],
    object: { id: `${peer.actor.id}/1`, type: "Note", attributedTo: peer.actor.id, content: "Hello" },
  });
  const signed = await signDocumentByFedify(create, await rsaKey(), new URL(peer.key.keyId), world);
  const headers = { "content-type": "application/activity+json" };
  const request = (): Request =>
    new Request(INBOX, { method: "POST", headers, body: JSON.stringify(signed) });
  expect([await fedify(request()), await ours(request())]).toEqual([
    [202, 1],
    [401, 0],
  ]);
});

it("T19 Fedify signs direct messages for everybody to see who wrote them, and we do not", async () => {
  const bodies: string[] = [];
  const inbox = await serveLoopback(async (request) => {
    bodies.push(await request.text());
    return new Response(null, { status: 202 });
  });
  const keys = [await generateCryptoKeyPair("RSASSA-PKCS1-v1_5"), await generateCryptoKeyPair("Ed25519")];
  const stock = createFedify<void>({ kv: new MemoryKvStore(), allowPrivateAddress: true });
  stock
    .setActorDispatcher(
      "/users/{identifier}",
      (context, identifier) =>
        new Person({ id: context.getActorUri(identifier), preferredUsername: identifier }),
    )
    .setKeyPairsDispatcher(() => keys);
  const context = stock.createContext(new URL("http://localhost:1234"), undefined);
  const message = new FedifyCreate({
    id: new URL("http://localhost:1234/1"),
    actor: context.getActorUri("fred"),
    to: new URL(peer.actor.id),
    object: new FedifyNote({
      id: new URL("http://localhost:1234/2"),
      content: "Only for you",
      to: new URL(peer.actor.id),
    }),
  });
  const recipient = {
    id: new URL(peer.actor.id),
    inboxId: new URL(`${inbox.origin}/inbox`),
    endpoints: null,
  };
  await context.sendActivity({ identifier: "fred" }, recipient, message);
  await inbox.close();
  const stockJson: unknown = JSON.parse(bodies[0] ?? "{}");
  expect(stockJson).toMatchObject({
    signature: { type: "RsaSignature2017" },
    proof: { type: "DataIntegrityProof" },
  });

  const signer = { signingKey: async () => peer.key, assertionKey: async () => peer.key };
  const signDocument = createSignDocument({ keys: signer, now: () => new Date(), onlyDeletions: false });
  const { signature: _, proof: __, ...plain } = stockJson as JsonObject; // it was matched above
  const body = JSON.stringify({ ...plain, actor: peer.actor.id });
  expect(await signDocument({ body, sender: peer.actor.id })).toBe(body);
});
