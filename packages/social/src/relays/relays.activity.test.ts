import { expect, test } from "vitest";
import type { Activity } from "@trunkline/activitypub";
import { toUri } from "../kernel/id.ts";
import { actorDocument, createBorder, from, noteDocument } from "../testing/border.activity.ts";
import type { Border } from "../testing/border.activity.ts";

const PUBLIC = "https://www.w3.org/ns/activitystreams#Public";
const us = "https://here.example/actor";
const inbox = "https://relay.example/inbox";
const relay = "https://relay.example/actor";
const eve = "https://far.example/users/eve";

/** A server whose own actor is there, and that has asked a relay in Mastodon's way. */
async function asked() {
  const border = createBorder();
  await border.instanceActor();
  const { follow } = await border.social.relays.add(inbox);
  await border.settle();
  return { border, follow };
}

const answer = (
  type: "Accept" | "Reject",
  object: Extract<Activity, { type: "Accept" }>["object"],
  actor = relay,
) => ({ ...from(actor, type), type, object }) as const;

async function subscribed() {
  const { border, follow } = await asked();
  await border.receive(answer("Accept", follow));
  border.letters();
  return { border, follow };
}

const stateOf = async ({ social }: Border) => (await social.relays.list()).map(({ state }) => state);

test("F-105: a relay is asked by a Follow of everybody, from the server's own actor to its inbox", async () => {
  const { border, follow } = await asked();
  expect(border.letters()).toMatchObject([
    { sender: us, inboxes: [inbox], activity: { type: "Follow", id: follow, actor: us, object: PUBLIC } },
  ]);
  expect(await stateOf(border)).toEqual(["requested"]);
});

test("F-105: its Accept enables it, by the follow's address or with the follow whole", async () => {
  const { border, follow } = await asked();
  await border.receive(answer("Accept", follow));
  expect(await border.social.relays.list()).toMatchObject([{ state: "accepted", actor: relay, inbox }]);
  const other = await asked();
  const whole = { ...from(us, "x"), type: "Follow", id: other.follow, object: PUBLIC } as const;
  await other.border.receive(answer("Accept", whole));
  expect(await stateOf(other.border)).toEqual(["accepted"]);
});

test("F-105: its Reject disables it, and nobody of another server answers for it (S-032)", async () => {
  const { border, follow } = await asked();
  await border.receive(answer("Accept", follow, eve));
  expect(await stateOf(border)).toEqual(["requested"]);
  await border.receive(answer("Accept", follow));
  await border.receive(answer("Reject", follow, eve));
  expect(await stateOf(border)).toEqual(["accepted"]);
  await border.receive(answer("Reject", follow));
  expect(await stateOf(border)).toEqual(["rejected"]);
});

test("F-105: one that is removed is told by an Undo of the Follow", async () => {
  const { border, follow } = await subscribed();
  await border.social.relays.remove(inbox);
  await border.settle();
  expect(border.letters()).toMatchObject([
    {
      inboxes: [inbox],
      activity: { type: "Undo", actor: us, object: { type: "Follow", id: follow, object: PUBLIC } },
    },
  ]);
  await expect(border.social.relays.remove(inbox)).rejects.toMatchObject({ code: "not-found" });
});

test("what is no address of a relay is refused, and the same one twice", async () => {
  const { border } = await asked();
  for (const wrong of ["nonsense", "ftp://relay.example/inbox", "https://here.example/inbox"])
    await expect(border.social.relays.add(wrong)).rejects.toMatchObject({ code: "invalid" });
  await expect(border.social.relays.add(inbox)).rejects.toMatchObject({ code: "conflict" });
  await expect(border.social.relays.add("https://none.example/actor")).rejects.toMatchObject({
    code: "unreachable",
  });
});

test("F-106: a relay gets public posts, edits, boosts and deletions, and profiles; nothing before it agrees", async () => {
  const early = await asked();
  early.border.letters();
  const first = await early.border.person("zoe");
  await early.border.say(first, "Hello");
  await early.border.settle();
  expect(early.border.letters()).toEqual([]);

  const { border } = await subscribed();
  const ana = await border.person("ana");
  const { status } = await border.say(ana, "Hello");
  await border.settle();
  border.clock.advance(1000);
  const edit = { text: "Hello again", spoilerText: "", sensitive: false, language: undefined };
  await border.social.statuses.edit(ana, status.id, edit);
  await border.settle();
  await border.social.boosts.add(ana, status.id, "public");
  await border.settle();
  await border.social.boosts.remove(ana, status.id);
  await border.settle();
  await border.social.statuses.remove(ana, status.id);
  await border.settle();
  await border.social.accounts.change(ana, { displayName: "Ana" });
  await border.settle();
  const sent = border.letters().filter(({ inboxes }) => inboxes.includes(inbox));
  expect(sent.map(({ activity }) => activity.type)).toEqual([
    "Create",
    "Update",
    "Announce",
    "Undo",
    "Delete",
    "Update",
  ]);
});

test.each(["unlisted", "private", "direct"] as const)(
  "F-106: a relay gets nothing of a post that is %s",
  async (visibility) => {
    const { border } = await subscribed();
    const ana = await border.person("ana");
    const { status } = await border.say(ana, "Hello", { visibility });
    await border.settle();
    await border.social.statuses.remove(ana, status.id);
    await border.settle();
    expect(border.letters().flatMap(({ inboxes }) => inboxes)).toEqual([]);
  },
);

test("F-106 F-205: a relay is told of an account that is gone", async () => {
  const { border } = await subscribed();
  const ana = await border.person("ana");
  await border.storage.transact(async (work) => {
    await work.accounts.markDeleted(ana, border.clock.now());
    work.record({ type: "account.deleted", account: ana });
  });
  await border.settle();
  expect(border.letters()).toMatchObject([{ inboxes: [inbox], activity: { type: "Delete" } }]);
});

test("F-107: what a relay boosts is kept as its author's, and nobody has boosted it", async () => {
  const { border } = await subscribed();
  const uri = "https://far.example/notes/1";
  border.publish(eve, actorDocument(eve));
  border.publish(uri, noteDocument(uri, eve));
  await border.receive({
    ...from(relay, "announce"),
    to: [PUBLIC],
    type: "Announce",
    object: uri,
  });
  const status = await border.storage.stores.statuses.byUri(toUri<"object">(uri));
  expect(status).toMatchObject({ uri, visibility: "public", boostOf: undefined });
  expect(await border.storage.stores.accounts.byUri(toUri<"actor">(relay))).toBe(undefined);
  expect(border.fetched).toContain(uri);
});

test("F-107: what somebody boosts who is no relay, or one that has not agreed, is not fetched (S-041)", async () => {
  const { border } = await asked();
  const uri = "https://far.example/notes/1";
  border.publish(uri, noteDocument(uri, eve));
  for (const actor of [relay, eve])
    await border.receive({
      ...from(actor, "announce"),
      to: [PUBLIC],
      type: "Announce",
      object: uri,
    });
  expect(border.fetched).toEqual([]);
});

test("F-117: a post of somebody whom nobody follows is kept when a relay passes it on, and dropped otherwise", async () => {
  const { border } = await subscribed();
  border.publish(eve, actorDocument(eve));
  const create = (name: string, to: readonly string[]) => {
    const uri = `https://far.example/notes/${name}`;
    const object = noteDocument(uri, eve, { to, cc: [] });
    return { ...from(eve, name), type: "Create", object } as const;
  };
  const known = async (name: string) =>
    (await border.storage.stores.statuses.byUri(toUri<"object">(`https://far.example/notes/${name}`))) !==
    undefined;
  await border.receive(create("1", [PUBLIC]));
  await border.receiveVia("https://else.example/actor", create("2", [PUBLIC]));
  await border.receiveVia(relay, create("3", [PUBLIC]));
  await border.receiveVia(relay, create("4", [`${eve}/followers`]));
  expect([await known("1"), await known("2"), await known("3"), await known("4")]).toEqual([
    false,
    false,
    true,
    false,
  ]);
});

test("F-108: a relay of Pleroma's kind is followed by its actor, and may follow back", async () => {
  const border = createBorder();
  await border.instanceActor();
  const none = { sharedInbox: undefined, outbox: undefined, following: undefined, featured: undefined };
  const endpoints = { ...none, inbox: `${relay}/inbox`, followers: `${relay}/followers` };
  const known = { domain: "relay.example", uri: toUri<"actor">(relay), endpoints };
  border.discover(relay, await border.neighbour("relay", known));
  await border.social.relays.add(relay);
  await border.settle();
  expect(border.letters()).toMatchObject([
    { sender: us, inboxes: [`${relay}/inbox`], activity: { type: "Follow", actor: us, object: relay } },
  ]);
  const back = { ...from(relay, "back"), type: "Follow", object: us } as const;
  await border.receive(back);
  await border.settle();
  expect(border.letters()).toMatchObject([
    {
      inboxes: [`${relay}/inbox`],
      activity: { type: "Accept", actor: us, object: { type: "Follow", id: back.id } },
    },
  ]);
  border.publish(eve, actorDocument(eve));
  await border.receive({ ...from(eve, "follow"), type: "Follow", object: us });
  await border.settle();
  expect(border.letters()).toMatchObject([{ activity: { type: "Reject" } }]);
});
