import { hash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { createFederation } from "../federation.ts";
import type { Federation } from "../federation.ts";
import type { Collections, ReceivedActivity } from "../ports.ts";
import { readRequest } from "../signatures/request.ts";
import { createVerifier } from "../signatures/verify.ts";
import { fakeNetwork } from "../testing/fake-network.ts";
import { fakePeer } from "../testing/fake-peer.ts";
import type { FakePeer } from "../testing/fake-peer.ts";
import { knownKeys } from "../testing/known-keys.ts";
import { memoryPorts } from "../testing/memory-ports.ts";
import type { MemoryPorts } from "../testing/memory-ports.ts";
import { followersDigest, readFollowersClaim, writeFollowersClaim } from "./followers-claim.ts";
import { createFollowersHeader } from "./followers-header.ts";

const ORIGIN = "https://ours.example";
let ana: FakePeer;
let bob: FakePeer;
beforeAll(async () => {
  ana = await fakePeer({ host: "ours.example", username: "ana" });
  bob = await fakePeer();
});

interface World {
  readonly ports: MemoryPorts;
  readonly federation: Federation;
  readonly posted: Request[];
}

/** Ana's server, with followers on three others, whose inboxes take in everything. */
function world(followers: readonly string[]): World {
  const posted: Request[] = [];
  const network = fakeNetwork(bob);
  for (const host of ["peer.example", "other.example", "empty.example"]) {
    network.route(host, (request) => {
      if (request.method !== "POST") return undefined;
      posted.push(request.clone());
      return new Response(null, { status: 202 });
    });
  }
  const local = { actor: ana.actor, handle: "ana@ours.example", aliases: [], profilePage: `${ORIGIN}/@ana` };
  const ports = memoryPorts({
    actors: [{ ...local, privatePem: ana.pair.privatePem }],
    members: { [`${ana.actor.id} followers`]: followers },
  });
  const software = { name: "test", version: "1", repository: ORIGIN, homepage: ORIGIN };
  const node = { name: "", description: "", openRegistrations: false };
  const federation = createFederation(ports, {
    origin: ORIGIN,
    handleDomain: "ours.example",
    software,
    node,
    client: network.client,
  });
  return { ports, federation, posted };
}

const followers = [
  "https://peer.example/users/friend",
  "https://other.example/users/1",
  "https://peer.example/users/2",
  "https://peer.example.org/users/3",
];

describe("the digest of followers", () => {
  it("is that of one address for one, nothing for none, and the same in any order", () => {
    expect(followersDigest(["https://a.example/1"])).toBe(hash("sha256", "https://a.example/1"));
    expect(followersDigest([])).toBe("0".repeat(64));
    expect(followersDigest(followers)).toBe(followersDigest(followers.toReversed()));
    expect(followersDigest([...followers, ...followers])).toBe("0".repeat(64));
  });

  it("F-183 S-046: word that leads to another server than the sender's is not heard", () => {
    const claim = {
      collection: "https://a.example/followers",
      digest: "ab".repeat(32),
      url: "https://a.example/x",
    };
    const header = writeFollowersClaim(claim);
    expect(readFollowersClaim(header, "https://a.example/users/1")).toEqual(claim);
    expect(readFollowersClaim(header, "https://b.example/users/1")).toBe(undefined);
    expect(readFollowersClaim(header.replace("ab", "x"), "https://a.example/users/1")).toBe(undefined);
    expect(readFollowersClaim(undefined, "https://a.example/users/1")).toBe(undefined);
  });
});

describe("what a private post says of followers", () => {
  it("is read once for a fan-out, also where there is nothing to say", async () => {
    for (const number of [4, 25_000]) {
      const many = Array.from({ length: number }, (_, index) => `https://peer.example/users/${index}`);
      const { ports } = world(many);
      let reads = 0;
      const find: Collections["find"] = async (...asked) => {
        reads += 1;
        return ports.collections.find(...asked);
      };
      const header = createFollowersHeader({ ...ports, collections: { ...ports.collections, find } });
      const delivery = { id: "1", sender: ana.actor.id, activityId: `${ana.actor.id}#1`, body: "{}" };
      const more = { attempts: 0, token: "1", synchronises: true };
      const write = (host: string): Promise<string | undefined> =>
        header({ ...delivery, ...more, inbox: `https://${host}/inbox` });
      const headers = await Promise.all(["peer.example", "other.example", "peer.example"].map(write));
      expect([headers.filter((text) => text !== undefined).length, reads]).toEqual([number === 4 ? 3 : 0, 1]);
    }
  });

  const send = async (hosts: readonly string[], synchronises: boolean): Promise<World> => {
    const made = world(followers);
    for (const host of hosts) {
      made.ports.enqueue({
        id: host,
        inbox: `https://${host}/inbox`,
        sender: ana.actor.id,
        activityId: `${ana.actor.id}#1`,
        body: "{}",
        synchronises,
      });
    }
    await made.federation.deliverDue();
    return made;
  };

  it("F-207 T18: is the digest of every follower on the host, whoever it is for, and is signed", async () => {
    const { posted } = await send(["peer.example", "other.example", "empty.example"], true);
    const digests = posted.map(({ url, headers }) => [
      new URL(url).host,
      readFollowersClaim(headers.get("collection-synchronization") ?? "", ana.actor.id),
    ]);
    const claim = (some: readonly string[]) => ({
      collection: `${ana.actor.id}/followers`,
      url: `${ana.actor.id}/followers_synchronization`,
      digest: followersDigest(some),
    });
    expect(Object.fromEntries(digests)).toEqual({
      "peer.example": claim([followers[0] ?? "", followers[2] ?? ""]),
      "other.example": claim([followers[1] ?? ""]),
      "empty.example": claim([]),
    });
    const [first] = posted;
    if (first === undefined) throw new Error("Nothing was posted.");
    expect(first.headers.get("signature")).toContain("collection-synchronization");
    const verifier = createVerifier({
      keys: knownKeys(ana),
      origin: new URL(first.url).origin,
      now: () => now,
    });
    const now = new Date(first.headers.get("date") ?? "");
    const read = await readRequest(first);
    expect(read.ok && (await verifier.verify(read.value)).ok).toBe(true);
  });

  it("F-207: is said of nothing else", async () => {
    const { posted } = await send(["peer.example"], false);
    expect(posted.map(({ headers }) => headers.get("collection-synchronization"))).toEqual([null]);
  });
});

describe("followers_synchronization", () => {
  const ask = async (request: Request): Promise<Response> =>
    (await world(followers).federation.handle(request)) ?? new Response(null, { status: 404 });
  const url = `${ORIGIN}/users/ana/followers_synchronization`;

  it("F-207: lists the followers of the signer's host alone, and nobody may keep a copy", async () => {
    const response = await ask(bob.get(url, world([]).ports.now()));
    expect(await response.json()).toMatchObject({
      id: url,
      type: "OrderedCollection",
      orderedItems: [followers[0], followers[2]],
    });
    expect(response.headers.get("cache-control")).toBe("private, no-store");
  });

  it("F-207: is refused to whoever does not sign", async () => {
    expect((await ask(new Request(url))).status).toBe(401);
  });
});

describe("what comes in about followers", () => {
  const receive = async (header: string | undefined): Promise<readonly ReceivedActivity[]> => {
    const { ports, federation } = world([]);
    const like = { type: "Like", id: `${bob.actor.id}#1`, actor: bob.actor.id, object: ana.actor.id };
    const request = bob.post(`${ORIGIN}/inbox`, JSON.stringify(like), ports.now());
    const headers = new Headers(request.headers);
    if (header !== undefined) headers.set("collection-synchronization", header);
    const body = await request.text();
    const response = await federation.handle(new Request(request.url, { method: "POST", headers, body }));
    expect(response?.status).toBe(202);
    return ports.kept;
  };

  it("F-184: is kept with its activity", async () => {
    const claim = {
      collection: `${bob.actor.id}/followers`,
      digest: followersDigest([ana.actor.id]),
      url: `${bob.actor.id}/followers_synchronization`,
    };
    expect((await receive(writeFollowersClaim(claim)))[0]?.followers).toEqual(claim);
    expect((await receive("nonsense"))[0]?.followers).toBe(undefined);
    expect((await receive(undefined))[0]?.followers).toBe(undefined);
  });
});
