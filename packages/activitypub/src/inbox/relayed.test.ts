import { beforeAll, describe, expect, it } from "vitest";
import { createFederation } from "../federation.ts";
import type { Federation } from "../federation.ts";
import { withContext } from "../jsonld/with-context.ts";
import { generateEd25519KeyPair } from "../keys/ed25519.ts";
import { PUBLIC } from "../objects/reference.ts";
import type { JsonObject } from "../objects/reference.ts";
import type { Policy } from "../ports.ts";
import { addProof } from "../signatures/integrity-proof.ts";
import { signLinkedData } from "../signatures/linked-data.ts";
import { fakeNetwork } from "../testing/fake-network.ts";
import type { FakeNetwork } from "../testing/fake-network.ts";
import { fakePeer } from "../testing/fake-peer.ts";
import type { FakePeer } from "../testing/fake-peer.ts";
import { memoryPorts } from "../testing/memory-ports.ts";
import type { MemoryPorts } from "../testing/memory-ports.ts";

const ORIGIN = "https://ours.example";
const INBOX = `${ORIGIN}/inbox`;
const AS_JSON = { headers: { "content-type": "application/activity+json" } };

let author: FakePeer;
let relay: FakePeer;
beforeAll(async () => {
  const assertionPair = await generateEd25519KeyPair();
  author = await fakePeer({ host: "author.example", username: "alice", assertionPair });
  relay = await fakePeer({ host: "relay.example", username: "relay" });
});

interface House {
  readonly ports: MemoryPorts;
  readonly network: FakeNetwork;
  readonly federation: Federation;
  /** Hands in what another has said; the status of the answer. */
  readonly pass: (json: JsonObject | undefined) => Promise<number | undefined>;
}

function house(policy?: Policy): House {
  const memory = memoryPorts();
  const ports: MemoryPorts = policy === undefined ? memory : Object.assign(memory, { policy });
  const network = fakeNetwork(author, relay);
  const federation = createFederation(ports, {
    origin: ORIGIN,
    handleDomain: "ours.example",
    client: network.client,
    software: { name: "test", version: "1", repository: ORIGIN, homepage: ORIGIN },
    node: { name: "test", description: "", openRegistrations: false },
  });
  const pass: House["pass"] = async (json) =>
    (await federation.handle(relay.post(INBOX, JSON.stringify(json), ports.now())))?.status;
  return { ports, network, federation, pass };
}

const ID = "https://author.example/1/activity";
const note = (change: JsonObject = {}): JsonObject =>
  withContext({
    id: ID,
    type: "Create",
    actor: author.actor.id,
    to: [PUBLIC],
    object: { id: "https://author.example/1", type: "Note", attributedTo: author.actor.id, content: "Hello" },
    ...change,
  });

const kept = ({ ports }: House): readonly (readonly string[])[] =>
  ports.kept.map(({ id, actor }) => [id, actor]);

describe("what comes through the hands of another", () => {
  it("F-088 is kept as its author's, who has signed it", async () => {
    const home = house();
    const json = await signLinkedData(note(), author.key, home.ports.now());
    expect(await home.pass(json)).toBe(202);
    expect(kept(home)).toEqual([[ID, author.actor.id]]);
    expect(home.ports.kept[0]?.body).toBe(JSON.stringify(json));
  });

  it("F-098 is kept as its author's, who has proved it, without a question to anybody but for the key", async () => {
    const home = house();
    if (author.assertionKey === undefined) throw new Error("The author has no such key.");
    expect(await home.pass(addProof(note(), author.assertionKey, "2026-03-01T12:00:00Z"))).toBe(202);
    expect(kept(home)).toEqual([[ID, author.actor.id]]);
    expect(home.network.requests.map(({ url }) => url)).toEqual([relay.actor.id, author.actor.id]);
  });

  it("F-070 F-089 S-016 is dropped without a signature, and with a wrong one", async () => {
    const home = house();
    expect(await home.pass(note())).toBe(202);
    const json = await signLinkedData(note(), author.key, home.ports.now());
    expect(await home.pass({ ...json, cc: ["https://evil.example/"] })).toBe(202);
    expect(await home.pass(await signLinkedData(note(), relay.key, home.ports.now()))).toBe(202);
    expect(kept(home)).toEqual([]);
  });

  it("S-016 is taken from its own server where that tells it, as that tells it", async () => {
    const home = house();
    const own = note({ summary: "As told at home" });
    home.network.route("author.example", ({ url }) =>
      url === ID ? new Response(JSON.stringify(own), AS_JSON) : undefined,
    );
    expect(await home.pass(note({ summary: "As told on the way" }))).toBe(202);
    expect(home.ports.kept.map(({ body }) => body)).toEqual([JSON.stringify(own)]);
  });

  it("S-016 S-015 is not taken from there under another id, or by another actor", async () => {
    for (const change of [
      { id: "https://author.example/2" },
      { actor: "https://author.example/users/bob" },
    ]) {
      const home = house();
      home.network.route("author.example", ({ url }) =>
        url === ID ? new Response(JSON.stringify(note(change)), AS_JSON) : undefined,
      );
      await home.pass(note());
      expect(kept(home)).toEqual([]);
    }
  });

  it("S-018 makes us ask others thirty times in five minutes, and no more", async () => {
    const home = house();
    for (let index = 0; index < 35; index += 1)
      await home.pass(note({ id: `https://author.example/${index}` }));
    const asked = home.network.requests.filter(({ url }) => /\/\d+$/.test(url));
    expect(asked.length).toBe(30);
  });

  it("F-092 is dropped where it claims to be ours, and S-034 nobody is asked", async () => {
    const home = house();
    const ours = { id: `${ORIGIN}/1`, actor: `${ORIGIN}/users/ana` };
    expect(await home.pass(await signLinkedData(note(ours), relay.key, home.ports.now()))).toBe(202);
    expect([kept(home), home.network.requests.map(({ url }) => url)]).toEqual([[], [relay.actor.id]]);
  });

  it("F-091 is dropped where there is nothing to do with the author's server, whoever brings it", async () => {
    const mayFetch: Policy["mayFetch"] = async (signer) => !signer.startsWith("https://author.example/");
    const home = house({ mayFetch, mayDeliver: async () => true });
    expect(await home.pass(await signLinkedData(note(), author.key, home.ports.now()))).toBe(202);
    expect(kept(home)).toEqual([]);
  });

  it("S-017 is refused under an id of another server, signature or not", async () => {
    const home = house();
    const json = await signLinkedData(note({ id: "https://relay.example/1" }), author.key, home.ports.now());
    expect(await home.pass(json)).toBe(400);
    expect(kept(home)).toEqual([]);
  });

  it("S-020 is to be sent again where the author's key cannot be had now", async () => {
    const home = house();
    const away = await fakePeer({ host: "away.example", username: "zoe", pair: author.pair });
    const json = await signLinkedData(
      note({ id: "https://away.example/1", actor: away.actor.id, object: "https://away.example/2" }),
      away.key,
      home.ports.now(),
    );
    expect(await home.pass(json)).toBe(503);
  });
});

describe("whether it may be passed on", () => {
  it("F-104 only what is signed, holds, and is for everybody", async () => {
    const { federation, ports } = house();
    const may = async (json: JsonObject | undefined): Promise<boolean> =>
      federation.mayPassOn(JSON.stringify(json ?? {}));
    const signed = await signLinkedData(note(), author.key, ports.now());
    expect(await may(signed)).toBe(true);
    expect(await may(await signLinkedData(note({ to: [], cc: [PUBLIC] }), author.key, ports.now()))).toBe(
      true,
    );
    expect(await may(note())).toBe(false);
    expect(await may({ ...signed, cc: ["https://evil.example/"] })).toBe(false);
    expect(
      await may(await signLinkedData(note({ to: ["https://ours.example/a"] }), author.key, ports.now())),
    ).toBe(false);
    if (author.assertionKey === undefined) throw new Error("The author has no such key.");
    expect(await may(addProof(note(), author.assertionKey, "2026-03-01T12:00:00Z"))).toBe(false);
    expect(await federation.mayPassOn("no JSON")).toBe(false);
  });
});

it("F-088 a signer who is the actor costs no look at the signature in the document", async () => {
  const { ports, federation, network } = house();
  const json = {
    ...note(),
    signature: { type: "RsaSignature2017", creator: "https://x.example/", signatureValue: "" },
  };
  const response = await federation.handle(author.post(INBOX, JSON.stringify(json), ports.now()));
  expect([response?.status, ports.kept.length, network.requests.length]).toEqual([202, 1, 1]);
});
