import { describe, expect, it } from "vitest";
import { createFederation } from "../federation.ts";
import type { Federation } from "../federation.ts";
import { fakePeer } from "./fake-peer.ts";
import type { FakePeer } from "./fake-peer.ts";
import { memoryPorts } from "./memory-ports.ts";
import type { MemoryPorts } from "./memory-ports.ts";
import { assertReceived, forSeeds, received } from "./received.ts";
import type { Software } from "./habits.ts";
import { habitsOf } from "./habits.ts";
import { seededRandom } from "./random.ts";
import { createWorld } from "./world.ts";
import type { World } from "./world.ts";

interface Ours {
  readonly federation: Federation;
  readonly ports: MemoryPorts;
  readonly ana: FakePeer;
}

/** An application with one account and, for signed requests, an actor of its own, on a host of its own. */
async function settleIn(world: World, host = "ours.example"): Promise<Ours> {
  const origin = `https://${host}`;
  const ana = await fakePeer({ host, username: "ana" });
  const server = {
    id: `${origin}/actor`,
    publicKeys: [{ id: `${origin}/actor#key`, pem: ana.pair.publicPem }],
  };
  const self = await fakePeer({
    host,
    username: host,
    pair: ana.pair,
    actor: { ...server, type: "Application" },
  });
  const local = ({ actor, pair }: FakePeer) => ({
    actor,
    handle: `${actor.preferredUsername}@${host}`,
    aliases: [],
    profilePage: actor.url ?? "",
    privatePem: pair.privatePem,
  });
  const ports = memoryPorts({ actors: [local(ana), local(self)], clock: world.clock });
  const federation = createFederation(
    { ...ports, keys: { signingKey: async (id) => (id === ana.actor.id ? ana : self).key } },
    {
      origin,
      handleDomain: host,
      software: { name: "ours", version: "1", repository: "", homepage: "" },
      node: { name: "", description: "", openRegistrations: false },
      client: world.client(host),
      random: () => 0.5,
    },
  );
  world.host(host, (request) => federation.handle(request));
  return { federation, ports, ana };
}

const everySoftware = Object.keys(habitsOf) as Software[]; // a table's own keys

describe("a fediverse in memory", () => {
  it.each(everySoftware)(
    "has %s in it, whose accounts are found, heard, and answer a follow",
    async (software) => {
      const world = await createWorld();
      const ben = world.server("there.example", software).person("ben");
      const { federation, ports, ana } = await settleIn(world);
      const found = await federation.resolveHandle("ben@there.example");
      expect(found).toEqual({ ok: true, value: ben.id });
      const create = ben.say("Hello", { mentions: [ana.actor.id] });
      ben.send(create, ana.actor.inbox);
      await world.run();
      expect(ports.kept.map(({ id, actor }) => [id, actor])).toEqual([[create.id, ben.id]]);
      const read = await federation.read(ports.kept[0]?.body ?? "");
      expect(read).toMatchObject({
        ok: true,
        value: { type: "Create", object: { attributedTo: ben.id, content: "<p>Hello</p>" } },
      });
      const follow = { type: "Follow", actor: ana.actor.id, object: ben.id, to: [], cc: [] } as const;
      const id = `${ana.actor.id}#follow`;
      const body = federation.write({ ...follow, id, published: undefined });
      const inbox = ben.addresses.inbox;
      ports.enqueue({ id, inbox, sender: ana.actor.id, activityId: id, body });
      await world.run(() => federation.deliverDue());
      assertReceived(world, { to: "there.example", type: "Follow", object: ben.id }, 1);
      assertReceived(world, { from: "there.example", type: "Accept", object: id }, 1);
    },
  );

  it("refuses what a server's habits refuse", async () => {
    const world = await createWorld();
    const strict = world.server("strict.example", "gotosocial", { maxInboxBytes: 10 });
    const zoe = strict.person("zoe");
    const { federation, ana } = await settleIn(world);
    expect((await strict.answer(new Request(zoe.id))).status).toBe(401);
    expect(await federation.fetchActor(zoe.id)).toMatchObject({ ok: true, value: { handle: zoe.handle } });
    const post = ana.post(zoe.addresses.inbox, '{"type":"Like"}', world.clock.now());
    expect((await strict.answer(post)).status).toBe(413);
  });

  it("loses, doubles and delays, and everything arrives in the end", async () => {
    const faults = {
      loss: 0.3,
      lostAnswers: 0.2,
      duplication: 0.3,
      reordering: 0.3,
      latency: [5, 500],
    } as const;
    const world = await createWorld({ seed: 7, faults });
    const ben = world.server("there.example").person("ben");
    const { ports, ana } = await settleIn(world);
    const told = Array.from({ length: 40 }, (_, index) => ben.say(`Number ${index}`));
    for (const create of told) ben.send(create, ana.actor.inbox);
    await world.run();
    expect(ports.kept.map(({ id }) => id).toSorted()).toEqual(told.map(({ id }) => id).toSorted());
    expect(ports.kept.map(({ id }) => id)).not.toEqual(told.map(({ id }) => id));
    expect(received(world, { type: "Create" }).length).toBeGreaterThan(40);
    expect(received(world, { type: "Create", answer: "unreachable" }).length).toBeGreaterThan(0);
  });

  it("takes the same course for the same seed, and another for another", async () => {
    const course = async (seed: number): Promise<readonly string[]> => {
      const world = await createWorld({ seed, faults: { loss: 0.2, duplication: 0.2, reordering: 0.5 } });
      const ben = world.server("there.example").person("ben");
      const { ana } = await settleIn(world);
      for (let index = 0; index < 20; index += 1) ben.send(ben.say(`${index}`), ana.actor.inbox);
      await world.run();
      return world.exchanges.map(
        ({ at, activity, answer }) => `${at.getTime()} ${String(activity["id"])} ${answer}`,
      );
    };
    const [one, same, other] = [await course(3), await course(3), await course(4)];
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
  });

  it("parts hosts and joins them again", async () => {
    const world = await createWorld();
    const ben = world.server("there.example").person("ben");
    const { ports, ana } = await settleIn(world);
    world.cut("there.example");
    ben.send(ben.like("https://ours.example/notes/1"), ana.actor.inbox);
    await world.run();
    expect([ports.kept.length, received(world, { answer: "unreachable" }).length]).toEqual([0, 9]);
    world.join("there.example");
    ben.send(ben.like("https://ours.example/notes/1"), ana.actor.inbox);
    await world.run();
    expect(ports.kept.length).toBe(1);
  });

  it("shows what accounts wrote as it stands: edited, and deleted", async () => {
    const world = await createWorld();
    const ben = world.server("there.example", "wordpress").person("ben");
    const { federation } = await settleIn(world);
    const create = ben.say("First");
    const note = create["object"] as { readonly id: string };
    const update = ben.edit(create, "Second");
    expect(await federation.fetchNote(note.id)).toMatchObject({
      ok: true,
      value: { content: "<p>Second</p>" },
    });
    ben.delete(update);
    expect(await federation.fetchNote(note.id)).toEqual({ ok: false, reason: "gone" });
  });
});

describe("looking at what happened", () => {
  it("an expectation that does not hold says what there was, and the seed", async () => {
    const world = await createWorld({ seed: 42 });
    expect(() => assertReceived(world, { type: "Like" })).toThrow(/found it 0 times \(seed 42\)/);
  });

  it("a run that fails says with which seed", async () => {
    const run = async (seed: number | string): Promise<void> => {
      if (seed === 2) throw new Error("It broke.");
    };
    await expect(forSeeds([1, 2, 3], run)).rejects.toThrow("With seed 2: It broke.");
  });

  it("numbers are the seed's, and spread", () => {
    const [one, same] = [seededRandom(5), seededRandom(5)];
    const many = Array.from({ length: 1000 }, () => one.below(10));
    expect(many).toEqual(Array.from({ length: 1000 }, () => same.below(10)));
    expect(new Set(many).size).toBe(10);
    expect(
      seededRandom(6)
        .shuffle([1, 2, 3, 4, 5])
        .toSorted((a, b) => a - b),
    ).toEqual([1, 2, 3, 4, 5]);
  });
});
