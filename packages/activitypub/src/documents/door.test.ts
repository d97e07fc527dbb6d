import { beforeAll, describe, expect, it } from "vitest";
import { createFederation } from "../federation.ts";
import type { Federation } from "../federation.ts";
import { blankNote } from "../objects/blank.ts";
import { PUBLIC } from "../objects/reference.ts";
import type { Href } from "../objects/reference.ts";
import type { FederationPorts, Policy } from "../ports.ts";
import { fakeNetwork } from "../testing/fake-network.ts";
import type { FakeNetwork } from "../testing/fake-network.ts";
import { fakePeer } from "../testing/fake-peer.ts";
import type { FakePeer } from "../testing/fake-peer.ts";
import { memoryPorts } from "../testing/memory-ports.ts";
import type { MemoryPorts } from "../testing/memory-ports.ts";

const ORIGIN = "https://ours.example";
const ANA = `${ORIGIN}/users/ana`;
const POST = `${ANA}/statuses/1`;
const AS_JSON = { accept: "application/activity+json" };

let friend: FakePeer;
let ours: readonly [FakePeer, FakePeer];
beforeAll(async () => {
  friend = await fakePeer();
  const { pair } = friend;
  const ana = await fakePeer({ host: "ours.example", username: "ana", pair });
  const server = await fakePeer({
    host: "ours.example",
    username: "ours.example",
    pair,
    actor: { id: `${ORIGIN}/actor`, inbox: `${ORIGIN}/actor/inbox`, outbox: `${ORIGIN}/actor/outbox` },
  });
  ours = [ana, { ...server, actor: { ...server.actor, type: "Application" } }];
});

interface House {
  readonly ports: MemoryPorts;
  readonly network: FakeNetwork;
  readonly federation: Federation;
  readonly ask: (request: Request) => Promise<number | undefined>;
}

function house({ policy, isSecure = false }: { policy?: Policy; isSecure?: boolean } = {}): House {
  const note = { ...blankNote, id: POST, attributedTo: ANA, to: [PUBLIC], content: "Hello" };
  const memory = memoryPorts({
    actors: ours.map(({ actor, pair }) => ({
      actor,
      handle: `${actor.preferredUsername}@ours.example`,
      aliases: [],
      profilePage: actor.url ?? actor.id,
      privatePem: pair.privatePem,
    })),
    notes: [note],
    members: { [`${ANA} outbox`]: [{ id: `${POST}/activity` }] },
  });
  const network = fakeNetwork(friend);
  const ports: MemoryPorts & FederationPorts = policy === undefined ? memory : { ...memory, policy };
  const federation = createFederation(ports, {
    origin: ORIGIN,
    handleDomain: "ours.example",
    authorizedFetch: isSecure,
    client: network.client,
    software: { name: "test", version: "1", repository: ORIGIN, homepage: ORIGIN },
    node: { name: "test", description: "", openRegistrations: false },
  });
  const ask: House["ask"] = async (request) => (await federation.handle(request))?.status;
  return { ports, network, federation, ask };
}

const unsigned = (url: Href): Request => new Request(url, { headers: AS_JSON });

const strangersOf =
  (host: string): Policy["mayFetch"] =>
  async (signer) =>
    new URL(signer).host !== host;
const without = (host: string): Policy => ({
  mayFetch: strangersOf(host),
  mayDeliver: async (asked) => asked !== host,
});

describe("secure mode", () => {
  it.each([ANA, `${ORIGIN}/@ana`, POST, `${POST}/activity`, `${ANA}/outbox`, `${ANA}/followers?page=true`])(
    "F-077 an unsigned request for %s is answered 401",
    async (url) => {
      expect(await house({ isSecure: true }).ask(unsigned(url))).toBe(401);
      expect(await house({ isSecure: false }).ask(unsigned(url))).toBe(200);
    },
  );

  it.each([
    `${ORIGIN}/.well-known/webfinger?resource=acct:ana@ours.example`,
    `${ORIGIN}/.well-known/host-meta`,
    `${ORIGIN}/.well-known/nodeinfo`,
    `${ORIGIN}/nodeinfo/2.1`,
  ])("F-077 %s needs no signature", async (url) => {
    expect(await house({ isSecure: true }).ask(unsigned(url))).toBe(200);
  });

  it("F-048 the server's own actor is readable unsigned, with inbox, outbox, key and endpoints", async () => {
    const response = await house({ isSecure: true }).federation.handle(unsigned(`${ORIGIN}/actor`));
    expect(response?.status).toBe(200);
    expect(await response?.json()).toMatchObject({
      id: `${ORIGIN}/actor`,
      type: "Application",
      inbox: `${ORIGIN}/actor/inbox`,
      outbox: `${ORIGIN}/actor/outbox`,
      publicKey: { owner: `${ORIGIN}/actor` },
      endpoints: { sharedInbox: `${ORIGIN}/inbox` },
    });
  });

  it.each([ANA, POST, `${ANA}/outbox?page=true`, `${ANA}/outbox?min_id=0&page=true`])(
    "F-078 %s is shown to a signer, query and all, and may not be kept by others",
    async (url) => {
      const { ports, federation } = house({ isSecure: true });
      const response = await federation.handle(friend.get(url, ports.now()));
      expect([response?.status, response?.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
    },
  );

  it("F-077 a wrong signature is answered 401, and one whose key cannot be had now 503", async () => {
    const { ports, ask } = house({ isSecure: true });
    const stranger = await fakePeer({ host: "away.example", pair: friend.pair });
    expect(await ask(stranger.get(POST, ports.now()))).toBe(503);
    const { headers } = friend.get(ANA, ports.now());
    expect(await ask(new Request(POST, { headers }))).toBe(401);
  });

  it("F-079, S-158: whom the author has blocked sees no post of theirs, and an empty outbox", async () => {
    const isBlocked: Policy["isBlocked"] = async (owner, reader) =>
      owner === ANA && reader === friend.actor.id;
    const policy = { mayFetch: async () => true, mayDeliver: async () => true, isBlocked };
    const { ports, federation } = house({ isSecure: true, policy });
    const ask = (url: Href): Promise<Response | undefined> => federation.handle(friend.get(url, ports.now()));
    expect((await ask(POST))?.status).toBe(404);
    expect((await ask(`${POST}/activity`))?.status).toBe(404);
    expect(await (await ask(`${ANA}/outbox`))?.json()).toMatchObject({ totalItems: 0 });
    expect(await (await ask(`${ANA}/outbox?page=true`))?.json()).toMatchObject({ orderedItems: [] });
  });
});

describe("a server with which there is nothing to do", () => {
  it("F-076 its signers are answered 403 at the inbox and for documents, and their keys are not asked for", async () => {
    for (const isSecure of [false, true]) {
      const { ports, ask, network } = house({ policy: without("peer.example"), isSecure });
      const like = JSON.stringify({ type: "Like", actor: friend.actor.id, object: POST });
      expect(await ask(friend.post(`${ORIGIN}/inbox`, like, ports.now()))).toBe(403);
      for (const url of [ANA, POST, `${ANA}/outbox`])
        expect(await ask(friend.get(url, ports.now()))).toBe(403);
      expect([ports.kept, network.requests]).toEqual([[], []]);
    }
  });

  it("F-080, S-158: it is neither written to nor asked for anything", async () => {
    const { ports, federation, network } = house({ policy: without("peer.example") });
    const outgoing = { id: "1", inbox: friend.actor.inbox, sender: ANA, activityId: "a", body: "{}" };
    ports.enqueue(outgoing);
    await federation.deliverDue();
    expect(ports.settled.map(({ outcome }) => outcome)).toEqual([{ type: "failed", reason: "not-allowed" }]);
    expect(await federation.fetchActor(friend.actor.id)).toEqual({ ok: false, reason: "refused-address" });
    expect((await federation.resolveHandle("friend@peer.example")).ok).toBe(false);
    expect(network.requests).toEqual([]);
  });

  it("F-080 and is not followed to by way of another one", async () => {
    const { federation, network } = house({ policy: without("peer.example") });
    network.route("detour.example", () =>
      Response.json({ id: friend.actor.id }, { headers: { "content-type": AS_JSON.accept } }),
    );
    expect((await federation.fetchActor("https://detour.example/1")).ok).toBe(false);
    expect(network.requests.map(({ url }) => url)).toEqual(["https://detour.example/1"]);
  });

  it("is asked about once for a delivery, however often that knocks", async () => {
    const asked: string[] = [];
    const mayDeliver = async (host: string): Promise<boolean> => asked.push(host) > 0;
    const { ports, federation, network } = house({ policy: { mayFetch: async () => true, mayDeliver } });
    network.route("peer.example", () => new Response(null, { status: 401 }));
    ports.enqueue({ id: "1", inbox: friend.actor.inbox, sender: ANA, activityId: "a", body: "{}" });
    await federation.deliverDue();
    expect(network.requests.map(({ url }) => url)).toEqual([friend.actor.inbox, friend.actor.inbox]);
    expect(asked).toEqual(["peer.example"]);
  });

  it("S-001 where it cannot be found out, nobody is let in", async () => {
    const policy = { mayFetch: () => Promise.reject(new Error("no answer")), mayDeliver: async () => true };
    const { ports, ask } = house({ policy });
    await expect(ask(friend.get(POST, ports.now()))).rejects.toThrow("no answer");
  });
});
