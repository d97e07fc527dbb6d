import assert from "node:assert/strict";
import { blankNote, generateRsaKeyPair } from "@trunkline/activitypub";
import type { Activity, Actor, Follow, Note } from "@trunkline/activitypub";
import { fakePeer, serveLoopback } from "@trunkline/activitypub/testing";
import type { FakePeer, Loopback } from "@trunkline/activitypub/testing";
import type { AccountId, Announcement } from "@trunkline/social";
import { afterAll, beforeAll, test } from "vitest";
import { addPerson, openServer, until } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";

/** One server with a real PostgreSQL, and another that is only as real as its sockets. */
let here: TestServer;
let there: Loopback;
let bob: FakePeer;
let eve: FakePeer;
/** What the other server has at an address just now. */
const notes = new Map<string, Note | "gone">();

beforeAll(async () => {
  here = await openServer();
  there = await serveLoopback(answer);
  [bob, eve] = await Promise.all([peerNamed("bob"), peerNamed("eve")]);
});
afterAll(() => Promise.all([here.stop(), there.close()]));

async function peerNamed(username: string): Promise<FakePeer> {
  const id = `${there.namedOrigin}/users/${username}`;
  const pair = await generateRsaKeyPair();
  const actor: Partial<Actor> = {
    id,
    url: id,
    inbox: `${id}/inbox`,
    sharedInbox: `${there.namedOrigin}/inbox`,
    outbox: `${id}/outbox`,
    followers: `${id}/followers`,
    following: `${id}/following`,
    publicKeys: [{ id: `${id}#main-key`, pem: pair.publicPem }],
  };
  return fakePeer({ host: new URL(there.namedOrigin).host, username, pair, actor });
}

function answer(request: Request): Response | undefined {
  if (request.method === "POST") return new Response(null, { status: 202 });
  const note = notes.get(request.url);
  if (note === "gone") return new Response(null, { status: 410 });
  if (note === undefined) return bob.answer(request) ?? eve.answer(request);
  const { writeObject } = here.running.composition.federation;
  const document = { "@context": "https://www.w3.org/ns/activitystreams", ...writeObject(note) };
  return new Response(JSON.stringify(document), { headers: { "content-type": "application/activity+json" } });
}

const everybody = "https://www.w3.org/ns/activitystreams#Public";

function noteBy(peer: FakePeer, name: string, person: Person): Note {
  const uri = `${here.origin}/users/${person.name}`;
  return {
    ...blankNote,
    id: `${peer.actor.id}/notes/${name}`,
    attributedTo: peer.actor.id,
    to: [everybody],
    cc: [uri],
    content: `<p>${name}</p>`,
    published: new Date(),
    tags: [{ type: "Mention", href: uri, name: `@${person.name}` }],
  };
}

function from(peer: FakePeer, name: string) {
  const { id: actor } = peer.actor;
  return { id: `${actor}#${name}`, actor, to: [everybody], cc: [], published: undefined };
}

/** Has an activity dealt with, as the job does with what the inbox kept. */
function receive(activity: Activity): Promise<void> {
  const { federation, fediverse } = here.running.composition;
  return fediverse.receive({ actor: activity.actor, body: federation.write(activity), recipient: undefined });
}

async function followedUp(): Promise<void> {
  await until("all events are followed up", async () => {
    const { events, inbox } = await here.running.composition.storage.deadLetters.counts();
    return events.waiting + inbox.waiting === 0 ? true : undefined;
  });
}

async function toldTo(person: Person): Promise<readonly string[]> {
  const filter = { types: undefined, excludeTypes: [], from: undefined };
  const id = person.id as AccountId; // the API's ids are the domain's
  const { items } = await here.running.composition.social.notifications.list(id, filter, { limit: 40 });
  return items.map(({ notification }) => notification.type).toSorted();
}

test(
  "R-006: fifty copies over shared and personal inboxes make one status, one notification, one stream event",
  { timeout: 60_000 },
  async () => {
    const ana = await addPerson(here, "ana");
    const { storage } = here.running.composition;
    const announced: Announcement[] = [];
    const stop = storage.stream.subscribe((announcement) => announced.push(announcement));
    const note = noteBy(bob, "hello", ana);
    const create: Activity = { ...from(bob, "hello"), type: "Create", object: note };
    const inboxes = [`${here.origin}/inbox`, `${here.origin}/users/ana/inbox`];
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const inbox = inboxes[index % 2] ?? "";
        // A server that has too much to do says so, and whoever sends tries again.
        return until(`copy ${index} is taken`, async () => {
          const { status } = await fetch(bob.post(inbox, create, new Date()));
          return status === 503 ? undefined : status;
        });
      }),
    );
    assert.deepEqual([...new Set(answers)], [202]);
    // What is dealt with at least once is dealt with twice some day, by several workers too.
    await Promise.all(Array.from({ length: 50 }, () => receive(create)));
    await followedUp();
    const author = await storage.stores.accounts.byUri(bob.actor.id as never); // an address
    assert.equal(author?.statusesCount, 1);
    assert.deepEqual(await toldTo(ana), ["mention"]);
    await until("the streams were told", async () => announced.length >= 2 || undefined);
    assert.deepEqual(announced.map(({ type }) => type).toSorted(), ["notification", "status.posted"]);
    stop();
  },
);

test("R-007: of requests with one Idempotency-Key that come at once all get one status, and another text a 422", async () => {
  const cleo = await addPerson(here, "cleo");
  const authorization = `Bearer ${cleo.token}`;
  const headers = { authorization, "content-type": "application/json", "idempotency-key": "the key" };
  const post = (status: string): Promise<Response> =>
    until("there is an answer", async () => {
      const body = JSON.stringify({ status });
      const answered = await fetch(`${here.origin}/api/v1/statuses`, { method: "POST", headers, body });
      return answered.status === 503 ? undefined : answered;
    });
  const answers = await Promise.all(Array.from({ length: 20 }, () => post("Once")));
  const bodies = (await Promise.all(answers.map((each) => each.json()))) as { readonly id: string }[]; // statuses
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  assert.equal(new Set(bodies.map(({ id }) => id)).size, 1);
  assert.equal((await post("Twice")).status, 422);
  const { stores } = here.running.composition.storage;
  assert.equal((await stores.accounts.byId(cleo.id as AccountId))?.statusesCount, 1); // the API's ids are the domain's
});

/** Numbers below a bound, the same for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** A copy in random order, with some of the items twice. */
function shuffled<Item>(items: readonly Item[], pick: (below: number) => number): readonly Item[] {
  const left = [...items, ...items.filter(() => pick(3) === 0)];
  return Array.from({ length: left.length }, () => left.splice(pick(left.length), 1)).flat();
}

interface Story {
  readonly activities: readonly Activity[];
  /** What stands at the end, without names that differ from telling to telling. */
  readonly end: () => Promise<unknown>;
}

/** Everything that can be said about a note of Bob's, a post of somebody's here, and their follows. */
async function story(name: string, isTakenBack: boolean): Promise<Story> {
  const { social, storage, fediverse } = here.running.composition;
  const { remote } = fediverse;
  const person = await addPerson(here, name);
  const id = person.id as AccountId; // the API's ids are the domain's
  const old = noteBy(bob, name, person);
  const note = {
    ...old,
    content: "<p>Better</p>",
    updated: new Date((old.published?.getTime() ?? 0) + 1000),
  };
  notes.set(note.id, isTakenBack ? "gone" : note);
  const text = {
    text: "Mine",
    spoilerText: "",
    sensitive: false,
    language: undefined,
    visibility: undefined,
  };
  const { status } = await social.statuses.post(id, {
    ...text,
    inReplyTo: undefined,
    app: undefined,
    idempotencyKey: undefined,
  });
  const me = `${here.origin}/users/${name}`;
  const asking = async (peer: FakePeer): Promise<Follow> => {
    const found = await remote.account(peer.actor.id);
    const { out } = await social.follows.follow(id, found ?? id, {});
    if (out === undefined) throw new Error("It was not asked for.");
    return {
      type: "Follow",
      id: out.uri,
      actor: me,
      to: [],
      cc: [],
      published: undefined,
      object: peer.actor.id,
    };
  };
  const request = await asking(bob);
  // Whoever boosts is followed from the beginning: what others boost is not looked at.
  await receive({ ...from(eve, `${name}-accept`), type: "Accept", object: await asking(eve) });
  const like = { ...from(eve, `${name}-like`), type: "Like", object: status.uri } as const;
  const boost = { ...from(eve, `${name}-boost`), type: "Announce", object: status.uri } as const;
  const pass = { ...from(eve, `${name}-pass`), type: "Announce", object: note.id } as const;
  const follow = { ...from(eve, `${name}-follow`), type: "Follow", object: me } as const;
  const undo = (object: typeof like | typeof boost | typeof pass | typeof follow) =>
    ({ ...from(eve, `undo-${object.id}`), type: "Undo", object }) as const;
  const activities: Activity[] = [
    { ...from(bob, `${name}-create`), type: "Create", object: old },
    { ...from(bob, `${name}-update`), type: "Update", object: note },
    { ...from(bob, `${name}-accept`), type: "Accept", object: request },
    like,
    boost,
    pass,
    follow,
    ...(isTakenBack ? [like, boost, follow].map(undo) : []),
    ...(isTakenBack ? [{ ...from(bob, `${name}-delete`), type: "Delete", object: note.id } as const] : []),
  ];
  return {
    activities,
    async end() {
      await followedUp();
      const { stores } = storage;
      const theirs = await stores.statuses.byUri(note.id as never); // an address
      const mine = await stores.statuses.byId(status.id);
      const account = await stores.accounts.byId(id);
      return {
        theirs: theirs && [theirs.content, theirs.boostsCount, theirs.deletedAt === undefined],
        mine: [mine?.favouritesCount, mine?.boostsCount],
        account: [account?.followersCount, account?.followingCount],
        told: await toldTo(person),
      };
    },
  };
}

test.each([false, true])(
  "R-008: every order of the same activities, some of them twice, comes to the same end (taken back: %s)",
  { timeout: 120_000 },
  async (isTakenBack) => {
    const kind = isTakenBack ? "b" : "a";
    const told = await story(`${kind}0`, isTakenBack);
    for (const activity of told.activities) await receive(activity);
    const expected = await told.end();
    assert.deepEqual(
      expected,
      isTakenBack
        ? { theirs: undefined, mine: [0, 0], account: [0, 2], told: [] }
        : {
            theirs: ["<p>Better</p>", 1, true],
            mine: [1, 1],
            account: [1, 2],
            told: ["favourite", "follow", "mention", "reblog"],
          },
    );
    for (let seed = 1; seed <= 12; seed += 1) {
      const { activities, end } = await story(`${kind}${seed}`, isTakenBack);
      const order = shuffled(activities, numbers(seed));
      for (const activity of order) await receive(activity);
      assert.deepEqual(await end(), expected, order.map(({ type }) => type).join(", "));
    }
  },
);
