import { beforeAll, describe, expect, it } from "vitest";
import { createFederation } from "../federation.ts";
import type { Federation } from "../federation.ts";
import { readFixture, readFixtures } from "../testing/fixtures.ts";
import { fakeNetwork } from "../testing/fake-network.ts";
import type { FakeNetwork } from "../testing/fake-network.ts";
import { fakePeer } from "../testing/fake-peer.ts";
import type { FakePeer } from "../testing/fake-peer.ts";
import { knownKeys } from "../testing/known-keys.ts";
import { memoryPorts } from "../testing/memory-ports.ts";
import type { MemoryPorts } from "../testing/memory-ports.ts";
import { accept } from "../verdict.ts";
import { createNormalise } from "../jsonld/normalise.ts";
import { readRequest } from "../signatures/request.ts";
import { readAcceptSignature } from "../signatures/accept-signature.ts";
import { signMessage } from "../signatures/sign-message.ts";
import { signRequest } from "../signatures/sign-request.ts";
import { createVerifier } from "../signatures/verify.ts";
import { readBody } from "./body.ts";
import { createReceive } from "./receive.ts";

const ORIGIN = "https://ours.example";
const INBOX = `${ORIGIN}/inbox`;
const MINUTE = 60_000;

let alice: FakePeer;
beforeAll(async () => {
  alice = await fakePeer({ host: "mastodon.example", username: "alice" });
});

interface House {
  readonly ports: MemoryPorts;
  readonly network: FakeNetwork;
  readonly federation: Federation;
  /** Status, and what is said about it. */
  readonly receive: (request: Request) => Promise<[number | undefined, string]>;
}

function house(...peers: readonly FakePeer[]): House {
  const ports = memoryPorts();
  const network = fakeNetwork(...peers);
  const federation = createFederation(ports, {
    origin: ORIGIN,
    handleDomain: "ours.example",
    client: network.client,
    software: { name: "test", version: "1", repository: ORIGIN, homepage: ORIGIN },
    node: { name: "test", description: "", openRegistrations: false },
  });
  const receive: House["receive"] = async (request) => {
    const response = await federation.handle(request);
    return [response?.status, (await response?.text()) ?? ""];
  };
  return { ports, network, federation, receive };
}

const like = (change: object = {}): string =>
  JSON.stringify({
    id: `${alice.actor.id}#likes/1`,
    type: "Like",
    actor: alice.actor.id,
    object: `${ORIGIN}/1`,
    ...change,
  });

const ofAlice = readFixtures().filter(
  ({ json }) => json["actor"] === "https://mastodon.example/users/alice" && json["id"] !== undefined,
);

describe("what is taken in", () => {
  it.each(ofAlice)("F-050 a signed $name is kept whole, once", async ({ text, json }) => {
    const { ports, receive, federation } = house(alice);
    expect(await receive(alice.post(INBOX, text, ports.now()))).toEqual([202, ""]);
    expect(await receive(alice.post(INBOX, text, ports.now()))).toEqual([202, ""]);
    expect(ports.kept).toEqual([
      { id: json["id"], actor: alice.actor.id, type: json["type"], body: text, recipient: undefined },
    ]);
    expect((await federation.read(text)).ok).toBe(true);
  });

  it("S-025 what was accepted once is accepted for ever, and counts once, however late it comes again", async () => {
    const { ports, receive } = house(alice);
    for (let day = 0; day < 3; day += 1) {
      expect((await receive(alice.post(INBOX, like(), ports.now())))[0]).toBe(202);
      ports.clock.pass(30 * 24 * 60 * MINUTE);
    }
    expect(ports.kept.length).toBe(1);
  });

  it.each([
    "application/activity+json",
    "application/activity+json; charset=utf-8",
    'application/ld+json; profile="https://www.w3.org/ns/activitystreams"',
    'application/ld+json; profile="https://www.w3.org/ns/activitystreams"; charset=utf-8',
  ])("F-086 an activity may come as %s", async (type) => {
    const { ports, receive } = house(alice);
    const body = like();
    const outgoing = { method: "POST", url: INBOX, headers: { "content-type": type }, body } as const;
    const headers = signRequest(outgoing, alice.key, ports.now());
    expect(await receive(new Request(INBOX, { method: "POST", body, headers }))).toEqual([202, ""]);
    expect(ports.kept.length).toBe(1);
  });

  it("F-087 both inboxes work, and the same activity to both counts once", async () => {
    const { ports, receive } = house(alice);
    const ana = { ...alice.actor, id: `${ORIGIN}/users/ana` };
    const local = { actor: ana, handle: "ana@ours.example", aliases: [], profilePage: `${ORIGIN}/@ana` };
    const byUri: typeof ports.actors.byUri = async () => ({ standing: "here", local });
    ports.actors.byUri = byUri;
    for (const [inbox, name] of [
      [`${ana.id}/inbox`, "one"],
      [INBOX, "one"],
      [INBOX, "two"],
      [`${ana.id}/inbox`, "two"],
    ] as const)
      expect(
        (await receive(alice.post(inbox, like({ id: `${alice.actor.id}#${name}` }), ports.now())))[0],
      ).toBe(202);
    expect(ports.kept.map(({ id, recipient }) => [id, recipient])).toEqual([
      [`${alice.actor.id}#one`, ana.id],
      [`${alice.actor.id}#two`, undefined],
    ]);
  });

  it("an activity without an id is known by its bytes", async () => {
    const { ports, receive } = house(alice);
    await receive(alice.post(INBOX, like({ id: undefined }), ports.now()));
    expect(ports.kept[0]?.id).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it.each(["View", "Read", "Listen", "Dislike", "Join", "Offer", "Travel", "https://x.example/Wave"])(
    "F-182: %s is answered 202, and nothing of it is kept",
    async (type) => {
      const { ports, receive } = house(alice);
      expect(await receive(alice.post(INBOX, like({ type }), ports.now()))).toEqual([202, ""]);
      expect(ports.kept).toEqual([]);
    },
  );

  it("an alias in the context does not hide who acts", async () => {
    const { ports, receive } = house(alice);
    const context = ["https://www.w3.org/ns/activitystreams", { doer: "as:actor" }];
    const body = like({ "@context": context, actor: undefined, doer: { id: alice.actor.id } });
    expect((await receive(alice.post(INBOX, body, ports.now())))[0]).toBe(202);
    expect(ports.kept[0]?.actor).toBe(alice.actor.id);
  });
});

describe("who it may be from", () => {
  it("S-008 nobody, without a signature", async () => {
    const { receive } = house(alice);
    const [status, text] = await receive(new Request(INBOX, { method: "POST", body: like() }));
    expect([status, JSON.parse(text)]).toEqual([401, { error: "The request is not signed." }]);
  });

  it("F-062 whoever is refused is told what to sign, and is let in by it", async () => {
    const { ports, federation } = house(alice);
    const refused = await federation.handle(new Request(INBOX, { method: "POST", body: like() }));
    const wanted = readAcceptSignature(refused?.headers.get("accept-signature") ?? undefined);
    expect([refused?.status, wanted?.components]).toEqual([
      401,
      ["@method", "@target-uri", "content-digest"],
    ]);
    const given = { "content-type": "application/activity+json" };
    const request = { method: "POST", url: INBOX, headers: given, body: like() } as const;
    const headers = await signMessage(request, alice.key, { now: ports.now(), wanted });
    const again = await federation.handle(new Request(INBOX, { method: "POST", headers, body: like() }));
    expect([again?.status, ports.kept.length]).toEqual([202, 1]);
  });

  it("S-009 nobody, with another body than was signed", async () => {
    const { ports, receive } = house(alice);
    const { headers } = alice.post(INBOX, like(), ports.now());
    const [status, text] = await receive(
      new Request(INBOX, { method: "POST", headers, body: like({ id: undefined }) }),
    );
    expect([status, JSON.parse(text)]).toEqual([401, { error: "The body does not match its digest." }]);
  });

  it("F-070 S-016 the signer alone", async () => {
    const { ports, receive } = house(alice);
    const bob = "https://mastodon.example/users/bob";
    expect((await receive(alice.post(INBOX, like({ actor: bob }), ports.now())))[0]).toBe(202);
    expect((await receive(alice.post(INBOX, like({ actor: [alice.actor.id, bob] }), ports.now())))[0]).toBe(
      400,
    );
    expect(ports.kept).toEqual([]);
  });

  it("S-034 nobody who lives here", async () => {
    const { ports, receive, network } = house(alice);
    const impostor = await fakePeer({ host: "ours.example", username: "ana", pair: alice.pair });
    network.join(impostor);
    expect(
      (
        await receive(impostor.post(INBOX, like({ actor: impostor.actor.id, id: undefined }), ports.now()))
      )[0],
    ).toBe(401);
    expect(network.requests).toEqual([]);
  });

  it("S-017 S-183 GHSA-4qhx-hhwf-8685 nobody makes somebody else's activity look as if it had been seen", async () => {
    const { ports, receive } = house(alice);
    const mallory = await fakePeer({ host: "mastodon.example", username: "mallory", pair: alice.pair });
    const keys = knownKeys(alice, mallory);
    const verifier = createVerifier({ keys, origin: ORIGIN, now: ports.now });
    const first = createReceive({ verifier, normalise: createNormalise(), seen: ports.seen });
    const forged = await readRequest(mallory.post(INBOX, like({ actor: mallory.actor.id }), ports.now()));
    expect(forged.ok && (await first(forged.value))).toEqual(accept("new"));
    expect((await receive(alice.post(INBOX, like(), ports.now())))[0]).toBe(202);
    expect(ports.kept.map(({ actor }) => actor)).toEqual([mallory.actor.id, alice.actor.id]);
  });

  it("S-017 S-183 GHSA-4qhx-hhwf-8685 not with an id of another server", async () => {
    const { ports, receive } = house(alice);
    expect((await receive(alice.post(INBOX, like({ id: "https://evil.example/1" }), ports.now())))[0]).toBe(
      400,
    );
    expect(ports.kept).toEqual([]);
  });

  it("F-072 with a changed key, after one look at the new one", async () => {
    const { ports, receive, network } = house();
    let current = alice;
    network.route("mastodon.example", (request) => current.answer(request));
    await receive(alice.post(INBOX, like(), ports.now()));
    current = await fakePeer({ host: "mastodon.example", username: "alice" });
    const body = like({ id: undefined });
    expect((await receive(current.post(INBOX, body, ports.now())))[0]).toBe(401);
    ports.clock.pass(6 * MINUTE);
    expect((await receive(current.post(INBOX, body, ports.now())))[0]).toBe(202);
    expect((await receive(alice.post(INBOX, body, ports.now())))[0]).toBe(401);
    expect(network.requests.length).toBe(2);
  });
});

describe("when the key is not there", () => {
  it("S-020 F-075 503 and a time to try again, when its server does not answer", async () => {
    const { ports, federation } = house();
    const response = await federation.handle(alice.post(INBOX, like(), ports.now()));
    expect([response?.status, response?.headers.get("retry-after")]).toEqual([503, "300"]);
  });

  it("F-084 202 for a deletion by somebody who is gone, and 401 for anything else", async () => {
    const { ports, receive, network } = house();
    network.route("mastodon.example", () => new Response(null, { status: 410 }));
    const deletion = like({ type: "Delete", object: alice.actor.id });
    expect(await receive(alice.post(INBOX, deletion, ports.now()))).toEqual([202, ""]);
    expect((await receive(alice.post(INBOX, like(), ports.now())))[0]).toBe(401);
    expect(ports.kept).toEqual([]);
  });
});

describe("F-083 farewells of actors whom nobody here knows", () => {
  const receiveKnowing = async (known: string, change: object): Promise<unknown> => {
    const ports = memoryPorts();
    const verifier = createVerifier({ keys: knownKeys(), origin: ORIGIN, now: ports.now });
    const isKnown = async (actor: string): Promise<boolean> => actor === known;
    const receive = createReceive({ verifier, normalise: createNormalise(), seen: ports.seen, isKnown });
    const request = await readRequest(alice.post(INBOX, like(change), ports.now()));
    return request.ok ? receive(request.value) : request;
  };

  it.each(["Delete", "Update"])(
    "a stranger's %s of itself is ignored before its key is asked for",
    async (type) => {
      expect(await receiveKnowing("nobody", { type, object: { id: alice.actor.id } })).toEqual(
        accept("ignored"),
      );
    },
  );

  it("a host that can tell who is known here is asked, and nothing is fetched", async () => {
    const { ports, network } = house();
    const federation = createFederation(
      { ...ports, actors: { ...ports.actors, isKnown: async () => false } },
      {
        origin: ORIGIN,
        handleDomain: "ours.example",
        client: network.client,
        software: { name: "test", version: "1", repository: ORIGIN, homepage: ORIGIN },
        node: { name: "test", description: "", openRegistrations: false },
      },
    );
    const farewell = like({ type: "Delete", object: alice.actor.id });
    expect((await federation.handle(alice.post(INBOX, farewell, ports.now())))?.status).toBe(202);
    expect([network.requests, ports.kept]).toEqual([[], []]);
  });

  it("a stranger's deletion of something else, and an acquaintance's of itself, need a key", async () => {
    const refused = { ok: false, reason: "unknown-key" };
    expect(await receiveKnowing("nobody", { type: "Delete", object: `${alice.actor.id}/1` })).toEqual(
      refused,
    );
    expect(await receiveKnowing(alice.actor.id, { type: "Delete", object: alice.actor.id })).toEqual(refused);
  });
});

describe("what cannot be read", () => {
  it.each(["", "{", "[]", '"x"', '{"type":"Like"}'])("%j is answered 400", async (body) => {
    const { ports, receive } = house(alice);
    expect((await receive(alice.post(INBOX, body, ports.now())))[0]).toBe(400);
  });

  it("S-163 too deep a document is answered 400", async () => {
    const { ports, receive } = house(alice);
    const body = like({ x: JSON.parse(`${"[".repeat(40)}${"]".repeat(40)}`) });
    expect((await receive(alice.post(INBOX, body, ports.now())))[0]).toBe(400);
  });

  it("F-082 a body over one mebibyte is answered 413", async () => {
    const { ports, receive } = house(alice);
    const body = like({ content: "x".repeat(1024 * 1024) });
    expect((await receive(alice.post(INBOX, body, ports.now())))[0]).toBe(413);
  });

  it("bytes that are no UTF-8 are no activity", () => {
    expect(readBody(new Uint8Array([0x7b, 0xff, 0x7d]))).toBeUndefined();
  });
});

it("S-023 a document under a context that is not pinned is answered 400, and nothing is fetched for it", async () => {
  const { ports, receive, network } = house(alice);
  const { json } = readFixture("mastodon/create-note");
  const body = JSON.stringify({ ...json, "@context": ["https://evil.example/context"] });
  expect((await receive(alice.post(INBOX, body, ports.now())))[0]).toBe(400);
  expect(network.requests.map(({ url }) => url)).toEqual([alice.actor.id]);
});
