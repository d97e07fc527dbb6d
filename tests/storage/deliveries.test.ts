import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { createFederation } from "@trunkline/activitypub";
import type { Client, Delivery } from "@trunkline/activitypub";
import { memoryPorts } from "@trunkline/activitypub/testing";
import { minutes, toUri } from "@trunkline/social";
import type { AccountId, StatusId, Subject } from "@trunkline/social";
import { fixedClock, memoryIds } from "@trunkline/social/memory";
import { type Connection, type PostgresStorage, postgresStorage } from "@trunkline/storage-adapters/postgres";
import { afterAll, beforeAll, beforeEach, describe, test } from "vitest";
import { testDatabase, type TestDatabase } from "../support/postgres.ts";
import { until } from "../support/server.ts";

const start = new Date("2026-03-01T12:00:00.000Z");
const clock = fixedClock(start);
const ids = memoryIds(clock);
let database: TestDatabase;
let sql: Connection;
let storage: PostgresStorage;

beforeAll(async () => {
  database = await testDatabase();
  sql = database.open();
  const secrets = { active: "test", keys: { test: new Uint8Array(32) } };
  storage = await postgresStorage(sql, { now: () => clock.now(), secrets });
});
beforeEach(async () => {
  await database.empty();
  clock.advance(start.getTime() - clock.now().getTime());
});
afterAll(() => database.close());

interface Sending {
  readonly by: string;
  readonly inboxes: readonly string[];
  readonly name?: string;
  readonly about?: Subject;
}

function send({ by, inboxes, name = "1", about }: Sending): Promise<void> {
  const sender = toUri<"actor">(`https://here.example/users/${by}`);
  const outgoing = { activityId: `${sender}/${name}`, sender, body: "{}", inboxes };
  return storage.transact((work) => work.outbox.add(about === undefined ? outgoing : { ...outgoing, about }));
}

const hosts = (count: number, kind: string) =>
  Array.from({ length: count }, (_, index) => `https://${kind}${index}.example/inbox`);
const sameHost = (count: number, host: string) =>
  Array.from({ length: count }, (_, index) => `https://${host}.example/users/${index}/inbox`);

async function deliver(claimed: readonly Delivery[]): Promise<void> {
  await Promise.all(claimed.map((delivery) => storage.deliveries.settle(delivery, { type: "delivered" })));
}

describe("R-013: a fan-out to 100,000 recipients", { timeout: 120_000 }, () => {
  test("lets a new post of somebody else through with the next claim, and costs it no more than a small one", async () => {
    await send({ by: "star", inboxes: hosts(100_000, "h") });
    const waits: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      clock.advance(1000);
      const inboxes = [`https://quiet${round}.example/inbox`];
      await send({ by: `person${round}`, inboxes });
      const begun = performance.now();
      const claimed = await storage.deliveries.claim(64);
      waits.push(performance.now() - begun);
      assert.ok(
        claimed.some(({ inbox }) => inbox === inboxes[0]),
        `round ${round}`,
      );
      assert.equal(claimed.length, 64);
      await deliver(claimed);
    }
    assert.ok(Math.max(...waits.slice(1)) < 500, `claims took ${waits.map(Math.round).join(", ")} ms`);
  });

  test("being posted, lets a new post of somebody else arrive within five seconds", async () => {
    const now = (): Date => new Date();
    const secrets = { active: "test", keys: { test: new Uint8Array(32) } };
    const live = await postgresStorage(sql, { now, secrets });
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const arrived = new Map<string, number>();
    const client: Client = {
      get: async () => ({ ok: false, reason: "unreachable" }),
      async post({ url }) {
        arrived.set(url, performance.now());
        return { ok: true, value: { status: 202, url, headers: {}, body: Buffer.alloc(0) } };
      },
      close: async () => undefined,
    };
    const origin = "https://here.example";
    const federation = createFederation(
      {
        ...memoryPorts(),
        now,
        deliveries: live.deliveries,
        hosts: live.hosts,
        keys: { signingKey: async (actor) => ({ keyId: `${actor}#main-key`, privateKey }) },
      },
      {
        origin,
        handleDomain: "here.example",
        client,
        software: { name: "test", version: "1", repository: origin, homepage: origin },
        node: { name: "test", description: "", openRegistrations: false },
      },
    );
    const sendNow = (sending: Sending): Promise<void> => {
      clock.advance(now().getTime() - clock.now().getTime());
      return send(sending);
    };
    await sendNow({ by: "star", inboxes: hosts(100_000, "h") });
    let isOver = false;
    const worker = (async () => {
      while (!isOver) await federation.deliverDue();
    })();
    const waits: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const inbox = `https://quiet${round}.example/inbox`;
      const posted = performance.now();
      await sendNow({ by: `person${round}`, inboxes: [inbox] });
      await until("it arrived", async () => arrived.has(inbox) || undefined).catch(() => undefined);
      waits.push((arrived.get(inbox) ?? Infinity) - posted);
    }
    isOver = true;
    await worker;
    await federation.close();
    assert.ok(Math.max(...waits) < 5000, `they took ${waits.map(Math.round).join(", ")} ms`);
    assert.ok(arrived.size < 50_000, "the fan-out is still under way");
  });

  test("left from an outage of an hour, lets a new post of somebody else through with the next claim", async () => {
    await send({ by: "star", inboxes: hosts(20_000, "h") });
    clock.advance(minutes(60));
    await send({ by: "ben", inboxes: hosts(1, "quiet") });
    const claimed = await storage.deliveries.claim(64);
    assert.equal(claimed.length, 64);
    assert.ok(claimed.some(({ inbox }) => inbox === hosts(1, "quiet")[0]));
  });

  test("to one host lets the others through, and does not stop itself", async () => {
    await send({ by: "star", inboxes: sameHost(20_000, "crowd") });
    clock.advance(minutes(10));
    await send({ by: "ben", inboxes: hosts(30, "h") });
    let own = 0;
    let claims = 0;
    for (let others = 0; others < 30; claims += 1) {
      const claimed = await storage.deliveries.claim(64);
      const isOwn = ({ inbox }: Delivery) => inbox.includes("crowd");
      own += claimed.filter(isOwn).length;
      others += claimed.filter((one) => !isOwn(one)).length;
      await deliver(claimed);
      assert.ok(claims < 60, "it is found within a few claims");
    }
    assert.ok(own >= claims * 10);
  });

  test("does not keep what is to be tried again waiting", async () => {
    await send({ by: "ana", inboxes: hosts(1, "again") });
    for (const one of await storage.deliveries.claim(1))
      await storage.deliveries.settle(one, { type: "retry", at: clock.now(), reason: "busy" });
    await send({ by: "star", inboxes: hosts(5_000, "h") });
    const claimed = await storage.deliveries.claim(4);
    assert.ok(claimed.some(({ inbox, attempts }) => inbox === hosts(1, "again")[0] && attempts === 1));
  });
});

test("R-014: a fan-out stands whole or not at all, and none is sent twice or forgotten by workers that die", async () => {
  const inboxes = hosts(12_000, "h");
  await assert.rejects(
    storage.transact(async (work) => {
      await work.outbox.add({
        activityId: "https://here.example/1",
        sender: toUri("https://here.example/a"),
        body: "{}",
        inboxes,
      });
      throw new Error("killed");
    }),
  );
  assert.deepEqual(await storage.deliveries.claim(1), []);
  await send({ by: "ana", inboxes });
  const sent: string[] = [];
  for (let round = 0; ; round += 1) {
    const claimed = await storage.deliveries.claim(1000);
    if (claimed.length === 0 && sent.length === inboxes.length) break;
    // Every third worker dies in the middle of what it has.
    const done = claimed.slice(0, round % 3 === 2 ? claimed.length / 2 : claimed.length);
    sent.push(...done.map(({ inbox }) => inbox));
    await deliver(done);
    clock.advance(31_000);
    assert.ok(round < 100);
  }
  assert.deepEqual(sent.toSorted(), inboxes.toSorted());
});

describe("R-014, R-015: before each try it is asked again", () => {
  let [author, follower, mentioned]: AccountId[] = [];
  let status: StatusId;
  const inbox = (name: string) => `https://${name}.example/users/${name}/inbox`;

  async function account(username: string, domain?: string): Promise<AccountId> {
    const id = ids.next<"account">();
    const uri = toUri<"actor">(`https://${domain ?? "here.example"}/users/${username}`);
    await sql`
      insert into accounts (id, username, domain, uri, url, kind, display_name, note, fields, locked, discoverable,
        indexable, hide_collections, inbox, created_at)
      values (${id}, ${username}, ${domain ?? null}, ${uri}, ${uri}, 'person', '', '', '[]', false, true, true, false,
        ${`${uri}/inbox`}, ${clock.now()})`;
    return id;
  }

  beforeEach(async () => {
    author = await account("ana");
    follower = await account("fay", "fay.example");
    mentioned = await account("meg", "meg.example");
    status = ids.next<"status">();
    const by = author;
    await sql`
      insert into statuses (id, uri, account_id, content, spoiler_text, sensitive, visibility, conversation, emojis, media,
        local, created_at)
      values (${status}, 'https://here.example/1', ${by}, '', '', false, 'private', 'c', '[]', '[]', true, ${clock.now()})`;
    await sql`
      insert into follows (id, follower_id, followed_id, state, uri, show_boosts, notify, at)
      values (1, ${follower}, ${by}, 'accepted', 'f', true, false, ${clock.now()})`;
    const actors = [toUri<"actor">("https://meg.example/users/meg")];
    const inboxes = [inbox("fay"), inbox("meg")];
    await send({ by: "ana", inboxes, about: { status, actors, followersOf: [by] } });
  });

  const due = async () => (await storage.deliveries.claim(9)).map((one) => one.inbox).toSorted();
  const left = async () => (await sql`select inbox from deliveries`).length;

  test("a post goes to followers and those who are named", async () => {
    assert.deepEqual(await due(), [inbox("fay"), inbox("meg")]);
  });

  test("who unfollowed gets nothing, nor a further try of what failed before", async () => {
    for (const one of await storage.deliveries.claim(9))
      await storage.deliveries.settle(one, { type: "retry", at: clock.now(), reason: "busy" });
    await storage.transact((work) => work.follows.remove(follower ?? ids.next(), author ?? ids.next()));
    assert.deepEqual(await due(), [inbox("meg")]);
    assert.equal(await left(), 1);
  });

  test("who is suspended gets nothing", async () => {
    await sql`update accounts set suspended_at = ${clock.now()} where id = ${mentioned ?? ""}`;
    assert.deepEqual(await due(), [inbox("fay")]);
  });

  test("a status that was deleted goes nowhere, nor does that of an author who is suspended", async () => {
    await sql`update accounts set suspended_at = ${clock.now()} where id = ${author ?? ""}`;
    assert.deepEqual(await due(), []);
    assert.equal(await left(), 0);
    await send({
      by: "ana",
      name: "2",
      inboxes: [inbox("fay")],
      about: { status, actors: [], followersOf: [author ?? ids.next()] },
    });
    await sql`update accounts set suspended_at = null`;
    await storage.transact((work) => work.statuses.remove(status, clock.now()));
    assert.deepEqual(await due(), []);
    assert.deepEqual([...(await sql`select distinct body from outgoing_activities`)], [{ body: undefined }]);
  });
});
