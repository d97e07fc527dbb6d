import { beforeAll, describe, expect, it } from "vitest";
import type { Create, Follow } from "./activities/activity.ts";
import { createFederation } from "./federation.ts";
import type { Federation } from "./federation.ts";
import { generateRsaKeyPair } from "./keys/rsa.ts";
import { blankNote } from "./objects/blank.ts";
import type { Note } from "./objects/note.ts";
import { PUBLIC } from "./objects/reference.ts";
import type { LocalActor } from "./ports.ts";
import { fakeNetwork } from "./testing/fake-network.ts";
import type { FakeNetwork } from "./testing/fake-network.ts";
import { fakePeer } from "./testing/fake-peer.ts";
import type { FakePeer } from "./testing/fake-peer.ts";
import { memoryPorts } from "./testing/memory-ports.ts";
import type { MemoryPorts } from "./testing/memory-ports.ts";

const ORIGIN = "https://ours.example";
const ANA = `${ORIGIN}/users/ana`;
const JSON_ASKED = { accept: "application/activity+json" };

let ana: FakePeer;
let friend: FakePeer;

beforeAll(async () => {
  ana = await fakePeer({ host: "ours.example", username: "ana" });
  friend = await fakePeer({ pair: await generateRsaKeyPair() });
});

interface World {
  readonly federation: Federation;
  readonly ports: MemoryPorts;
  readonly network: FakeNetwork;
}

const OPTIONS = {
  origin: ORIGIN,
  handleDomain: "ours.example",
  software: { name: "trunkline", version: "1.0.0", repository: "", homepage: "" },
  node: { name: "Ours", description: "", openRegistrations: false },
  random: () => 0.5,
};

const local = (): LocalActor => ({
  actor: ana.actor,
  handle: "ana@ours.example",
  aliases: [],
  profilePage: `${ORIGIN}/@ana`,
});

function world(notes: readonly Note[] = []): World {
  const network = fakeNetwork(friend);
  const ports = memoryPorts({ actors: [{ ...local(), privatePem: ana.pair.privatePem }], notes });
  const federation = createFederation(ports, { ...OPTIONS, client: network.client });
  return { federation, ports, network };
}

const noteBy = (author: string, id: string): Note => ({
  ...blankNote,
  id,
  attributedTo: author,
  to: [PUBLIC],
  cc: [`${author}/followers`],
  content: "<p>Hello.</p>",
  language: "en",
  published: new Date("2026-03-01T11:00:00Z"),
});

const follow = (actor: string, object: string): Follow => ({
  type: "Follow",
  id: `${actor}/follows/1`,
  actor,
  object,
  to: [],
  cc: [],
  published: undefined,
});

describe("the inbox", () => {
  it("keeps what a peer has signed, and reads it back as it was sent", async () => {
    const { federation, ports } = world();
    const sent = follow(friend.actor.id, ANA);
    const response = await federation.handle(friend.post(ana.actor.inbox, sent, ports.now()));
    expect(response?.status).toBe(202);
    expect(ports.kept).toMatchObject([
      { id: sent.id, actor: friend.actor.id, type: "Follow", recipient: ANA },
    ]);
    expect(await federation.read(ports.kept[0]?.body ?? "")).toEqual({ ok: true, value: sent });
  });

  it("keeps nothing that is unsigned, or signed for another body (S-002)", async () => {
    const { federation, ports } = world();
    const honest = friend.post(ana.actor.inbox, follow(friend.actor.id, ANA), ports.now());
    const forged = new Request(honest.url, {
      method: "POST",
      headers: honest.headers,
      body: '{"type":"Follow"}',
    });
    const bare = new Request(honest.url, { method: "POST", body: "{}" });
    expect((await federation.handle(forged))?.status).toBe(401);
    expect((await federation.handle(bare))?.status).toBe(401);
    expect(ports.kept).toEqual([]);
  });

  it.each(["", "{", "[]", "null", '{"type":"Follow"}'])("refuses to read '%s'", async (body) => {
    expect(await world().federation.read(body)).toEqual({ ok: false, reason: "malformed" });
  });
});

describe("our documents", () => {
  it("are read by others as we wrote them", async () => {
    const note = noteBy(ANA, `${ANA}/statuses/1`);
    const { federation: ours } = world([note]);
    const theirs = fakeNetwork();
    theirs.route("ours.example", async (request) => ours.handle(request));
    const reader = createFederation(memoryPorts(), {
      origin: "https://reader.example",
      handleDomain: "reader.example",
      software: { name: "reader", version: "1", repository: "", homepage: "" },
      node: { name: "", description: "", openRegistrations: false },
      client: theirs.client,
    });
    expect(await reader.fetchNote(note.id)).toEqual({ ok: true, value: note });
    expect(await reader.resolveHandle("@ana@ours.example")).toEqual({ ok: true, value: ANA });
    expect(await reader.fetchActor(ANA)).toEqual({
      ok: true,
      value: { actor: ana.actor, handle: "ana@ours.example" },
    });
    expect(await reader.lookup(note.id)).toEqual({ ok: true, value: note });
  });

  it("are not given to those who want a page", async () => {
    const { federation } = world();
    expect(await federation.handle(new Request(ANA, { headers: { accept: "text/html" } }))).toBeUndefined();
    expect(await federation.handle(new Request(`${ORIGIN}/about`, { headers: JSON_ASKED }))).toBeUndefined();
  });

  it("are embedded without a context, and sent with one", () => {
    const { federation } = world();
    const note = noteBy(ANA, `${ANA}/statuses/1`);
    const create: Create = {
      type: "Create",
      id: `${note.id}/activity`,
      actor: ANA,
      to: note.to,
      cc: note.cc,
      published: undefined,
      object: note,
    };
    for (const value of [note, create, ana.actor])
      expect(federation.writeObject(value)).not.toHaveProperty("@context");
    expect(JSON.parse(federation.write(create))).toMatchObject({
      "@context": expect.anything(),
      type: "Create",
      object: { id: note.id },
    });
  });
});

describe("fetching", () => {
  it("proves an actor by document and handle, and signs nothing that need not be", async () => {
    const { federation, network } = world();
    expect(await federation.fetchActor(friend.actor.id)).toEqual({
      ok: true,
      value: { actor: friend.actor, handle: "friend@peer.example" },
    });
    expect(network.requests.map(({ headers }) => headers.get("signature"))).toEqual([null, null]);
  });

  it("signs as the local actor on whose behalf it asks", async () => {
    const { federation, network } = world();
    await federation.fetchNote("https://peer.example/notes/1", ANA);
    expect(network.requests[0]?.headers.get("signature")).toContain(`keyId="${ANA}#main-key"`);
  });

  it("does not believe a note whose author lives elsewhere", async () => {
    const { federation, network } = world();
    const id = "https://evil.example/notes/1";
    const stolen = {
      "@context": "https://www.w3.org/ns/activitystreams",
      ...federation.writeObject(noteBy(friend.actor.id, id)),
    };
    const headers = { "content-type": "application/activity+json" };
    network.route("evil.example", () => Response.json(stolen, { headers }));
    expect(await federation.fetchNote(id)).toEqual({ ok: false, reason: "malformed" });
  });
});

describe("delivery", () => {
  it("posts what is due, so that the peer can prove who sent it", async () => {
    const { federation, ports, network } = world();
    network.route("peer.example", () => new Response(null, { status: 202 }));
    const activity = follow(ANA, friend.actor.id);
    ports.enqueue({
      id: "1",
      inbox: friend.actor.inbox,
      sender: ANA,
      activityId: activity.id ?? "",
      body: federation.write(activity),
    });
    expect(await federation.deliverDue()).toBe(1);
    expect(ports.settled.map(({ outcome }) => outcome)).toEqual([{ type: "delivered" }]);
    const [posted] = network.requests;
    expect([posted?.url, posted?.headers.get("content-type")]).toEqual([
      friend.actor.inbox,
      "application/activity+json",
    ]);
    expect(await federation.read((await posted?.text()) ?? "")).toEqual({ ok: true, value: activity });
  });

  it("keeps what could not be delivered, and brings it when its time has come", async () => {
    const { federation, ports, network } = world();
    let isUp = false;
    network.route("late.example", () => (isUp ? new Response(null, { status: 200 }) : "unreachable"));
    ports.enqueue({ id: "1", inbox: "https://late.example/inbox", sender: ANA, activityId: "a", body: "{}" });
    await federation.deliverDue();
    isUp = true;
    expect(await federation.deliverDue()).toBe(0);
    ports.clock.pass(30_000);
    expect(await federation.deliverDue()).toBe(1);
    expect(ports.settled.map(({ outcome }) => outcome.type)).toEqual(["retry", "delivered"]);
  });

  it("brings again what it could not settle, once the lease has run out (R-009)", async () => {
    const network = fakeNetwork(friend);
    network.route("peer.example", () => new Response(null, { status: 202 }));
    const ports = memoryPorts({ actors: [{ ...local(), privatePem: ana.pair.privatePem }] });
    let isDown = true;
    const settle: typeof ports.deliveries.settle = async (delivery, outcome) => {
      if (isDown) throw new Error("The queue is down.");
      await ports.deliveries.settle(delivery, outcome);
    };
    const federation = createFederation(
      { ...ports, deliveries: { ...ports.deliveries, settle } },
      { ...OPTIONS, client: network.client },
    );
    ports.enqueue({ id: "1", inbox: friend.actor.inbox, sender: ANA, activityId: "a", body: "{}" });
    await expect(federation.deliverDue()).rejects.toThrow("The queue is down.");
    isDown = false;
    expect(await federation.deliverDue()).toBe(0);
    ports.clock.pass(60_000);
    expect(await federation.deliverDue()).toBe(1);
    expect(ports.settled.map(({ outcome }) => outcome.type)).toEqual(["delivered"]);
  });
});
