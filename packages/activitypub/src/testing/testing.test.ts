import { describe, expect, it } from "vitest";
import { fakeNetwork } from "./fake-network.ts";
import { fakePeer } from "./fake-peer.ts";
import { memoryPorts } from "./memory-ports.ts";

describe("ports in memory", () => {
  it("an activity is new once for each actor", async () => {
    const { seen, kept } = memoryPorts();
    const activity = { id: "1", actor: "a", type: "Like", body: "{}", recipient: undefined };
    expect([await seen.keep(activity), await seen.keep(activity)]).toEqual(["new", "seen"]);
    expect(await seen.keep({ ...activity, actor: "b" })).toBe("new");
    expect(kept.length).toBe(2);
  });

  it("a delivery is leased, comes back when nobody settles it, and is settled by its last holder", async () => {
    const { deliveries, enqueue, clock, settled } = memoryPorts();
    enqueue({ id: "1", inbox: "https://b.example/inbox", sender: "a", activityId: "x", body: "{}" });
    const [first] = await deliveries.claim(10);
    expect(await deliveries.claim(10)).toEqual([]);
    clock.pass(61_000);
    const [second] = await deliveries.claim(10);
    if (first === undefined || second === undefined) throw new Error("Nothing was claimed.");
    await deliveries.settle(first, { type: "delivered" });
    expect(settled).toEqual([]);
    await deliveries.settle(second, {
      type: "retry",
      at: new Date(clock.now().getTime() + 1000),
      reason: "busy",
    });
    expect(await deliveries.claim(10)).toEqual([]);
    clock.pass(1000);
    expect((await deliveries.claim(10)).map(({ attempts }) => attempts)).toEqual([1]);
  });

  it("what is cached is forgotten in its time", async () => {
    const { cache, clock } = memoryPorts();
    await cache.set("a", "1", 1000);
    expect(await cache.get("a")).toBe("1");
    clock.pass(1000);
    expect(await cache.get("a")).toBeUndefined();
  });

  it("collections come in pages", async () => {
    const items = Array.from({ length: 25 }, (_, index) => `https://b.example/${index}`);
    const { collections } = memoryPorts({ members: { "https://a.example/u followers": items } });
    const { collection } = await collections.find("https://a.example/u/followers", undefined);
    const members = collection?.members;
    if (typeof members !== "object" || !("page" in members)) throw new Error("There are no pages.");
    const first = await members.page(undefined);
    const second = await members.page(first.next);
    expect([first?.items.length, second?.items.length, second?.next]).toEqual([20, 5, undefined]);
  });
});

describe("a network without sockets", () => {
  it("a peer answers for its host, and nobody for others", async () => {
    const peer = await fakePeer({ host: "b.example", username: "ben" });
    const { client, requests } = fakeNetwork(peer);
    const accept = "application/activity+json";
    const found = await client.get({ url: peer.actor.id, accept });
    const finger = await client.get({
      url: "https://b.example/.well-known/webfinger?resource=acct:ben@b.example",
      accept,
    });
    expect(found.ok && JSON.parse(found.value.body.toString())).toMatchObject({ id: peer.actor.id });
    expect(finger.ok && JSON.parse(finger.value.body.toString())).toMatchObject({
      subject: "acct:ben@b.example",
    });
    expect(await client.get({ url: "https://c.example/", accept })).toEqual({
      ok: false,
      reason: "unreachable",
    });
    expect(requests.length).toBe(3);
  });
});
