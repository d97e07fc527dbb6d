import { beforeAll, describe, expect, it } from "vitest";
import { createDocumentFetcher } from "../fetching/documents.ts";
import { createKnock } from "../fetching/knock.ts";
import { createNormalise } from "../jsonld/normalise.ts";
import { withContext } from "../jsonld/with-context.ts";
import { writeActor } from "../objects/actor-writing.ts";
import type { JsonObject } from "../objects/reference.ts";
import type { FederationPorts } from "../ports.ts";
import { fakeNetwork } from "../testing/fake-network.ts";
import type { FakeNetwork } from "../testing/fake-network.ts";
import { fakePeer } from "../testing/fake-peer.ts";
import type { FakePeer } from "../testing/fake-peer.ts";
import { memoryPorts } from "../testing/memory-ports.ts";
import { refuse } from "../verdict.ts";
import { generateEd25519KeyPair, writeMultikey } from "./ed25519.ts";
import { createKeyResolver } from "./resolver.ts";
import type { KeyResolver } from "./resolver.ts";
import { generateRsaKeyPair } from "./rsa.ts";
import type { RsaKeyPair } from "./rsa.ts";

const MINUTE = 60_000;
const isLocal = (url: string): boolean => url.startsWith("https://ours.example");

let peer: FakePeer;
let other: RsaKeyPair;
beforeAll(async () => {
  peer = await fakePeer();
  other = await generateRsaKeyPair();
});

const ports = memoryPorts();

type Told = Pick<FederationPorts, "cache" | "now" | "keysReplaced">;

function resolverOver(network: FakeNetwork, { cache, now, keysReplaced }: Told = memoryPorts()): KeyResolver {
  const signAs = () => async () => ({});
  const fetchDocument = createDocumentFetcher({
    isLocal,
    knock: createKnock({ client: network.client, signAs }),
  });
  return createKeyResolver({
    fetchDocument,
    normalise: createNormalise(),
    cache,
    now,
    isLocal,
    keysReplaced,
  });
}

const serve = (document: JsonObject): Response =>
  new Response(JSON.stringify(document), { headers: { "content-type": "application/activity+json" } });

describe("whose key it is", () => {
  it("F-067 a key in an actor's document is the actor's", async () => {
    const key = await resolverOver(fakeNetwork(peer)).resolve(peer.key.keyId);
    expect(key.ok && key.value.owner).toBe(peer.actor.id);
  });

  it("F-067 F-068 S-014 S-183 GHSA-q9f8-5hc7-898f a key apart is its owner's, if the owner lists it", async () => {
    const network = fakeNetwork(peer);
    const keyId = `${peer.actor.id}/publickey`;
    const owning = await fakePeer({
      actor: { publicKeys: [{ id: keyId, pem: peer.pair.publicPem }] },
      pair: peer.pair,
    });
    const listing = fakeNetwork(owning);
    const apart = { id: keyId, owner: peer.actor.id, publicKeyPem: peer.pair.publicPem };
    for (const { route } of [network, listing])
      route("peer.example", ({ url }) => (url === keyId ? serve(apart) : undefined));
    expect(await resolverOver(listing).resolve(keyId)).toMatchObject({
      ok: true,
      value: { owner: peer.actor.id },
    });
    expect(await resolverOver(network).resolve(keyId)).toEqual({ ok: false, reason: "unknown-key" });
  });

  it("F-061 F-069 a Multikey is its controller's, if that one lists it whole or names it", async () => {
    const pair = await generateEd25519KeyPair();
    const owning = await fakePeer({ pair: peer.pair, assertionPair: pair });
    const keyId = `${peer.actor.id}#ed25519-key`;
    expect(await resolverOver(fakeNetwork(owning)).resolve(keyId)).toMatchObject({
      ok: true,
      value: { owner: peer.actor.id, key: { asymmetricKeyType: "ed25519" } },
    });
    const apart = `${peer.actor.id}/keys/1`;
    const document = withContext(writeActor(peer.actor));
    const multikey = {
      "@context": "https://www.w3.org/ns/cid/v1",
      id: apart,
      type: "Multikey",
      controller: peer.actor.id,
      publicKeyMultibase: writeMultikey(pair.publicPem),
    };
    for (const [assertionMethod, isListed] of [
      [[apart], true],
      [[], false],
    ] as const) {
      const network = fakeNetwork();
      const context = [...(document["@context"] as unknown[]), "https://www.w3.org/ns/cid/v1"]; // an actor has several
      network.route("peer.example", ({ url }) =>
        serve(url === apart ? multikey : { ...document, "@context": context, assertionMethod }),
      );
      expect((await resolverOver(network).resolve(apart)).ok).toBe(isListed);
    }
  });

  it("F-069 a Multikey that somebody else controls is ignored", async () => {
    const pair = await generateEd25519KeyPair();
    const owning = await fakePeer({ pair: peer.pair, assertionPair: pair });
    const document = JSON.stringify(withContext(writeActor(owning.actor)));
    const network = fakeNetwork();
    network.route("peer.example", () =>
      serve(
        JSON.parse(
          document.replace(`"controller":"${peer.actor.id}"`, '"controller":"https://peer.example/b"'),
        ),
      ),
    );
    expect((await resolverOver(network).resolve(`${peer.actor.id}#ed25519-key`)).ok).toBe(false);
    expect((await resolverOver(network).resolve(peer.key.keyId)).ok).toBe(true);
  });

  it("F-067, F-239: GoToSocial's stub of an actor leads to the actor", async () => {
    const keyId = `${peer.actor.id}/main-key`;
    const owning = await fakePeer({
      actor: { publicKeys: [{ id: keyId, pem: peer.pair.publicPem }] },
      pair: peer.pair,
    });
    const network = fakeNetwork(owning);
    const stub = {
      id: peer.actor.id,
      type: "Person",
      publicKey: { id: keyId, owner: peer.actor.id, publicKeyPem: other.publicPem },
    };
    network.route("peer.example", ({ url }) => (url === keyId ? serve(stub) : undefined));
    const key = await resolverOver(network).resolve(keyId);
    expect(key.ok && key.value.key.export({ type: "spki", format: "pem" })).toBe(peer.pair.publicPem);
  });

  it("S-014 F-068 a key that only says whose it is, is nobody's", async () => {
    const keyId = "https://evil.example/key";
    const network = fakeNetwork(peer);
    network.route("evil.example", () =>
      serve({ id: keyId, owner: peer.actor.id, publicKeyPem: other.publicPem }),
    );
    expect(await resolverOver(network).resolve(keyId)).toEqual({ ok: false, reason: "unknown-key" });
  });

  it("S-014 an actor on another server cannot lend its name to a key", async () => {
    const network = fakeNetwork(peer);
    const keyId = "https://evil.example/actor#key";
    const key = { id: keyId, owner: peer.actor.id, publicKeyPem: other.publicPem };
    network.route("evil.example", () => serve({ id: peer.actor.id, type: "Person", publicKey: key }));
    expect(await resolverOver(network).resolve(keyId)).toEqual({ ok: false, reason: "unknown-key" });
  });

  it("F-071 a local key is never accepted, nor asked for", async () => {
    const network = fakeNetwork(peer);
    const key = await resolverOver(network).resolve("https://ours.example/users/ana#main-key");
    expect([key, network.requests.length]).toEqual([{ ok: false, reason: "unknown-key" }, 0]);
  });

  it("what is no address is no key", async () => {
    expect(await resolverOver(fakeNetwork()).resolve("acct:friend@peer.example")).toEqual({
      ok: false,
      reason: "unknown-key",
    });
  });
});

describe("how long it is remembered", () => {
  it("S-018 a key is fetched once, also by questions at the same time, and again after a day", async () => {
    const network = fakeNetwork(peer);
    const memory = memoryPorts();
    const resolver = resolverOver(network, memory);
    await Promise.all([resolver.resolve(peer.key.keyId), resolver.resolve(peer.key.keyId)]);
    memory.clock.pass(23 * 60 * MINUTE);
    await resolver.resolve(peer.key.keyId);
    expect(network.requests.length).toBe(1);
    memory.clock.pass(2 * 60 * MINUTE);
    expect((await resolver.resolve(peer.key.keyId)).ok).toBe(true);
    expect(network.requests.length).toBe(2);
  });

  it("another process finds it in the shared cache", async () => {
    const network = fakeNetwork(peer);
    const memory = memoryPorts();
    await resolverOver(network, memory).resolve(peer.key.keyId);
    expect((await resolverOver(network, memory).resolve(peer.key.keyId)).ok).toBe(true);
    expect(network.requests.length).toBe(1);
  });

  it("F-075 an unreachable server is left alone for five minutes", async () => {
    const network = fakeNetwork();
    const memory = memoryPorts();
    const resolver = resolverOver(network, memory);
    expect(await resolver.resolve(peer.key.keyId)).toEqual({ ok: false, reason: "key-unreachable" });
    memory.clock.pass(4 * MINUTE);
    await resolver.resolve(peer.key.keyId);
    expect(network.requests.length).toBe(1);
    expect(await resolver.resolve("https://peer.example/another#key")).toEqual(refuse("key-unreachable"));
    expect(network.requests.length).toBe(1);
    memory.clock.pass(2 * MINUTE);
    network.join(peer);
    expect((await resolver.resolve(peer.key.keyId)).ok).toBe(true);
  });

  it.each(["expires", "revoked"])("F-073 a key stops to count when its `%s` has come", async (name) => {
    const memory = memoryPorts();
    const end = new Date(memory.now().getTime() + 10 * MINUTE).toISOString();
    const document = withContext(writeActor(peer.actor));
    const publicKey = { ...(document["publicKey"] as JsonObject), [name]: end }; // an actor's one key is an object
    const network = fakeNetwork();
    network.route("peer.example", () => serve({ ...document, publicKey }));
    const resolver = resolverOver(network, memory);
    expect((await resolver.resolve(peer.key.keyId)).ok).toBe(true);
    memory.clock.pass(11 * MINUTE);
    expect(resolver.peek(peer.key.keyId)).toBeUndefined();
    expect(await resolver.resolve(peer.key.keyId)).toEqual(refuse("unknown-key"));
  });

  it("F-073 a key that its actor does not list any more stops to count once it does not fit", async () => {
    const memory = memoryPorts();
    let current = peer;
    const network = fakeNetwork();
    network.route("peer.example", (request) => current.answer(request));
    const resolver = resolverOver(network, memory);
    await resolver.resolve(peer.key.keyId);
    const keyId = `${peer.actor.id}#second-key`;
    current = await fakePeer({ actor: { publicKeys: [{ id: keyId, pem: other.publicPem }] }, pair: other });
    memory.clock.pass(6 * MINUTE);
    expect(await resolver.refresh(peer.key.keyId)).toEqual(refuse("unknown-key"));
    expect(await resolver.resolve(peer.key.keyId)).toEqual(refuse("unknown-key"));
  });

  it.each([404, 410])("an actor that answers %i has no key any more", async (status) => {
    const network = fakeNetwork();
    network.route("peer.example", () => new Response(null, { status }));
    expect(await resolverOver(network).resolve(peer.key.keyId)).toEqual({ ok: false, reason: "key-gone" });
  });

  it("S-018 it is asked for anew at most once in five minutes", async () => {
    const network = fakeNetwork(peer);
    const memory = memoryPorts();
    const resolver = resolverOver(network, memory);
    await resolver.resolve(peer.key.keyId);
    expect(await resolver.refresh(peer.key.keyId)).toBeUndefined();
    memory.clock.pass(6 * MINUTE);
    expect((await resolver.refresh(peer.key.keyId))?.ok).toBe(true);
    expect(await resolver.refresh(peer.key.keyId)).toBeUndefined();
    expect(network.requests.length).toBe(2);
  });

  it("a key at hand is kept when its server does not answer for a moment", async () => {
    let isAway = false;
    const network = fakeNetwork();
    network.route("peer.example", (request) => (isAway ? "timed-out" : peer.answer(request)));
    const memory = memoryPorts();
    const resolver = resolverOver(network, memory);
    await resolver.resolve(peer.key.keyId);
    isAway = true;
    memory.clock.pass(6 * MINUTE);
    expect(await resolver.refresh(peer.key.keyId)).toEqual({ ok: false, reason: "key-unreachable" });
    expect((await resolver.resolve(peer.key.keyId)).ok).toBe(true);
  });

  it("F-074 that all keys of an actor were replaced is told once, and not where the actor has said so", async () => {
    const told: string[] = [];
    const memory = memoryPorts();
    let current = peer;
    const network = fakeNetwork();
    network.route("peer.example", (request) => current.answer(request));
    const keysReplaced = async (actor: string): Promise<void> => void told.push(actor);
    const resolver = resolverOver(network, { ...memory, keysReplaced });
    await resolver.resolve(peer.key.keyId);
    current = await fakePeer({ pair: other });
    memory.clock.pass(6 * MINUTE);
    for (let time = 0; time < 2; time += 1) {
      expect((await resolver.refresh(peer.key.keyId))?.ok).toBe(true);
      memory.clock.pass(6 * MINUTE);
    }
    expect(told).toEqual([peer.actor.id]);
    await resolver.drop(peer.actor.id);
    current = peer;
    await resolver.resolve(peer.key.keyId);
    expect(told).toEqual([peer.actor.id]);
  });

  it("F-074 where one of the old keys is left, nothing is told", async () => {
    const told: string[] = [];
    const memory = memoryPorts();
    const second = { id: `${peer.actor.id}#second-key`, pem: other.publicPem };
    let current = await fakePeer({
      pair: peer.pair,
      actor: { publicKeys: [second, ...peer.actor.publicKeys] },
    });
    const network = fakeNetwork();
    network.route("peer.example", (request) => current.answer(request));
    const keysReplaced = async (actor: string): Promise<void> => void told.push(actor);
    const resolver = resolverOver(network, { ...memory, keysReplaced });
    await resolver.resolve(second.id);
    current = peer;
    await resolver.resolve(peer.key.keyId);
    expect(told).toEqual([]);
  });

  it("F-073 a dropped key has to be fetched again", async () => {
    const network = fakeNetwork(peer);
    const resolver = resolverOver(network, ports);
    await resolver.resolve(peer.key.keyId);
    await resolver.drop(peer.actor.id);
    expect(resolver.peek(peer.key.keyId)).toBeUndefined();
    await resolver.resolve(peer.key.keyId);
    expect(network.requests.length).toBe(2);
  });
});
