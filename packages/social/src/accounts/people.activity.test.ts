import { expect, test } from "vitest";
import { toUri } from "../kernel/id.ts";
import { days } from "../kernel/time.ts";
import { actorDocument, createBorder, from, noteDocument } from "../testing/border.activity.ts";
import type { Border } from "../testing/border.activity.ts";
import { settings } from "../testing/town.ts";
import { createPeople } from "./people.activity.ts";

const bob = "https://there.example/users/bob";
const find = (border: Border, uri = bob) => border.storage.stores.accounts.byUri(toUri(uri));

test("somebody who is not known is fetched once, and kept with a profile that is safe (F-228, S-038, S-052)", async () => {
  const border = createBorder();
  const document = actorDocument(bob, {
    type: "Service",
    name: "Bob \u202eevil",
    summary: '<p>Hi <script>x</script><a href="javascript:x">me</a></p>',
    url: "https://there.example/@bob",
    icon: { url: "javascript:x", mediaType: undefined, description: undefined },
    image: { url: "https://there.example/header.png", mediaType: undefined, description: undefined },
    fields: [{ name: "Site", value: '<a href="https://bob.example" onclick="x">bob.example</a>' }],
    manuallyApprovesFollowers: true,
    published: new Date("2020-01-01T00:00:00Z"),
  });
  border.publish(bob, document);
  const [one, other] = [
    await border.fediverse.remote.account(bob),
    await border.fediverse.remote.account(bob),
  ];
  expect(one).toBe(other);
  expect(border.fetched).toEqual([bob]);
  expect(await find(border)).toMatchObject({
    username: "bob",
    domain: "there.example",
    kind: "service",
    displayName: "Bob evil",
    note: "<p>Hi <span>me</span></p>",
    url: "https://there.example/@bob",
    avatarUrl: undefined,
    headerUrl: "https://there.example/header.png",
    locked: true,
    createdAt: new Date("2020-01-01T00:00:00Z"),
    endpoints: {
      inbox: `${bob}/inbox`,
      sharedInbox: "https://there.example/inbox",
      followers: `${bob}/followers`,
    },
  });
  expect((await find(border))?.fields[0]?.value).not.toContain("onclick");
});

test("somebody who claims to be of this server, or to be reached here, is nobody (S-034)", async () => {
  const border = createBorder();
  const ours = "https://here.example/users/zoe";
  border.publish(ours, actorDocument(ours));
  border.publish(bob, actorDocument(bob, { inbox: "https://here.example/users/ana/inbox" }));
  expect(await border.fediverse.remote.account(ours)).toBe(undefined);
  expect(await border.fediverse.remote.account(bob)).toBe(undefined);
  expect(border.fetched).toEqual([bob]);
});

test("S-015 an address that leads to somebody else's actor does not speak for them", async () => {
  const border = createBorder();
  const victim = await border.neighbour("bob");
  const mask = "https://evil.example/users/bob";
  const note = noteDocument("https://evil.example/notes/1", mask);
  border.publish(mask, actorDocument(bob));
  border.publish(note.id, note);
  expect(await border.fediverse.remote.account(mask)).toBe(undefined);
  expect(await border.fediverse.remote.any(note.id)).toBe(undefined);
  expect((await border.storage.stores.accounts.byId(victim))?.statusesCount).toBe(0);
});

test("F-018 S-019 a handle that is proved to be somebody else's goes to them, and nothing else of who had it", async () => {
  const border = createBorder();
  const before = await border.neighbour("bob");
  const other = "https://there.example/users/x/bob";
  border.publish(other, actorDocument(other));
  border.publish(bob, actorDocument(bob, { preferredUsername: "bobby" }));
  const found = await border.fediverse.remote.handle("bob", "there.example");
  expect(found).toBe(before);
  const now = await border.fediverse.remote.account(other);
  expect(now).not.toBe(before);
  expect((await border.storage.stores.accounts.byHandle("bob", "there.example"))?.id).toBe(now);
  expect(await find(border)).toMatchObject({ id: before, username: `bob.${before}`, fetchedAt: undefined });
  await border.fediverse.remote.account(bob);
  expect(await find(border)).toMatchObject({ id: before, username: "bobby" });
});

test("F-018 somebody who is known under another name after a day takes it from whoever had it", async () => {
  const border = createBorder();
  const [bobId, eveId] = [await border.neighbour("bob"), await border.neighbour("eve")];
  border.publish(bob, actorDocument(bob, { preferredUsername: "Eve" }));
  border.clock.advance(days(2));
  await border.fediverse.remote.account(bob);
  const { accounts } = border.storage.stores;
  expect(await accounts.byHandle("eve", "there.example")).toMatchObject({ id: bobId, username: "Eve" });
  expect((await accounts.byId(eveId))?.username).toBe(`eve.${eveId}`);
});

test("a profile that its owner sends proves no handle", async () => {
  const border = createBorder();
  await border.neighbour("bob");
  const [bobId, object] = [(await find(border))?.id, actorDocument(bob, { preferredUsername: "eve" })];
  await border.receive({ ...from(bob, "update"), type: "Update", object });
  expect(await find(border)).toMatchObject({ id: bobId, username: "bob" });
});

test("a profile that was read more than a day ago is read anew, and stays when it cannot be had", async () => {
  const border = createBorder();
  await border.neighbour("bob");
  border.publish(bob, actorDocument(bob, { name: "Bob anew" }));
  await border.fediverse.remote.account(bob);
  expect(border.fetched).toEqual([]);
  border.clock.advance(days(2));
  await border.fediverse.remote.account(bob);
  expect((await find(border))?.displayName).toBe("Bob anew");
  border.publish(bob, "unreachable");
  border.clock.advance(days(2));
  expect(await border.fediverse.remote.account(bob)).toBe((await find(border))?.id);
  await border.fediverse.remote.account(bob);
  expect(border.fetched).toEqual([bob, bob]);
});

test("somebody whose server says that they are gone is deleted here too (F-144)", async () => {
  const border = createBorder();
  await border.neighbour("bob");
  border.publish(bob, "gone");
  border.clock.advance(days(2));
  await border.fediverse.remote.account(bob);
  expect((await find(border))?.deletedAt).toEqual(border.clock.now());
  expect(border.forgotten).toEqual([bob]);
});

test("F-014 whoever WebFinger says is gone is deleted here, and nobody else", async () => {
  const border = createBorder();
  const bobId = await border.neighbour("bob");
  border.clock.advance(days(2));
  const gone = { ok: false, reason: "gone" } as const;
  const federation = {
    fetchActor: async () => gone,
    forget: async () => undefined,
    resolveHandle: async () => gone,
    linksTo: async () => gone,
  };
  const people = createPeople({ ...border, federation, settings });
  expect((await people.byHandle("bob", "there.example"))?.deletedAt).toEqual(border.clock.now());
  expect((await border.storage.stores.accounts.byId(bobId))?.deletedAt).toEqual(border.clock.now());
  expect(await people.byHandle("nobody", "there.example")).toBe(undefined);
});

test("a new profile is taken from its owner alone (F-132, S-028)", async () => {
  const border = createBorder();
  await border.neighbour("bob");
  await border.neighbour("eve");
  const eve = "https://there.example/users/eve";
  await border.receive({
    ...from(eve, "update"),
    type: "Update",
    object: actorDocument(bob, { name: "Forged" }),
  });
  expect((await find(border))?.displayName).toBe("bob");
  await border.receive({
    ...from(bob, "update"),
    type: "Update",
    object: actorDocument(bob, { name: "Robert" }),
  });
  expect(await find(border)).toMatchObject({ displayName: "Robert", username: "bob" });
  expect(border.forgotten).toEqual([bob]);
});

test("whoever leaves the network leaves with posts and follows, and does not come back (F-143)", async () => {
  const border = createBorder();
  const ana = await border.person("ana");
  const bobId = await border.neighbour("bob");
  await border.social.follows.follow(ana, bobId, {});
  await border.rules.follows.receiveAccept(ana, bobId);
  const note = noteDocument("https://there.example/notes/1", bob);
  await border.receive({ ...from(bob, "1"), type: "Create", object: note });
  await border.receive({ ...from(bob, "2"), type: "Delete", object: bob });
  await border.settle();
  await border.receive({
    ...from(bob, "3"),
    type: "Create",
    object: noteDocument("https://there.example/notes/2", bob),
  });
  expect((await find(border))?.deletedAt).toEqual(border.clock.now());
  expect(await border.storage.stores.follows.between(ana, bobId)).toBe(undefined);
  expect(await border.storage.stores.statuses.byUri(toUri(note.id))).toBe(undefined);
  expect(await border.storage.stores.statuses.byUri(toUri("https://there.example/notes/2"))).toBe(undefined);
});

test("people and posts are found by address and by handle; what does not answer is not found", async () => {
  const border = createBorder();
  const uri = "https://there.example/notes/1";
  border.publish(bob, actorDocument(bob));
  border.publish(uri, noteDocument(uri, bob));
  const { remote } = border.fediverse;
  const id = await remote.handle("bob", "there.example");
  expect(await remote.any(bob)).toEqual({ account: id });
  const status = await border.storage.stores.statuses.byUri(toUri(uri));
  expect(status).toBe(undefined);
  expect(await remote.any(uri)).toEqual({
    status: (await border.storage.stores.statuses.byUri(toUri(uri)))?.id,
  });
  border.publish("https://there.example/notes/2", "unreachable");
  expect(await remote.any("https://there.example/notes/2")).toBe(undefined);
  expect(await remote.any("https://here.example/users/nobody")).toBe(undefined);
});

test("a changed profile, and the end of an account, are told to followers", async () => {
  const border = createBorder();
  const anaId = await border.person("ana");
  const ana = "https://here.example/users/ana";
  await border.neighbour("bob");
  await border.receive({ ...from(bob, "follow"), type: "Follow", object: ana });
  await border.settle();
  border.letters();
  await border.social.accounts.change(anaId, { displayName: "Ana", note: "I like #cats" });
  await border.settle();
  const [update] = border.letters();
  expect(update?.inboxes).toEqual(["https://there.example/inbox"]);
  expect(update?.activity).toMatchObject({
    type: "Update",
    actor: ana,
    object: {
      type: "Person",
      id: ana,
      name: "Ana",
      preferredUsername: "ana",
      publicKeys: [{ id: `${ana}#main-key` }],
    },
  });
  await border.storage.transact(async (work) => work.record({ type: "account.deleted", account: anaId }));
  await border.settle();
  expect(border.letters()).toMatchObject([
    {
      inboxes: ["https://there.example/inbox"],
      activity: { type: "Delete", id: `${ana}#delete`, object: ana },
    },
  ]);
  expect(await border.storage.stores.follows.followers(anaId, { limit: 5 })).toEqual([]);
});

test("F-020 a profile is read anew after a day when it is needed, and after a week in any case", async () => {
  const border = createBorder();
  const [anaId, bobId] = [await border.person("ana"), await border.neighbour("bob")];
  await border.neighbour("stranger");
  await border.social.follows.follow(anaId, bobId, {});
  border.publish(bob, actorDocument(bob, { name: "Robert" }));
  border.clock.advance(days(0.9));
  await border.fediverse.remote.account(bob);
  expect(border.fetched).toEqual([]);
  border.clock.advance(days(0.2));
  await border.fediverse.remote.account(bob);
  expect(border.fetched).toEqual([bob]);
  expect((await border.social.accounts.show(bobId)).displayName).toBe("Robert");
  border.clock.advance(days(6));
  expect(await border.fediverse.refreshProfiles()).toBe(0);
  border.clock.advance(days(2));
  expect(await border.fediverse.refreshProfiles()).toBe(1);
  expect(await border.fediverse.refreshProfiles()).toBe(0);
  expect(border.fetched).toEqual([bob, bob]);
});

test("F-020 somebody whose server does not answer is not asked again at once", async () => {
  const border = createBorder();
  const [anaId, bobId] = [await border.person("ana"), await border.neighbour("bob")];
  await border.social.follows.follow(anaId, bobId, {});
  border.publish(bob, "unreachable");
  border.clock.advance(days(8));
  expect([await border.fediverse.refreshProfiles(), await border.fediverse.refreshProfiles()]).toEqual([
    1, 0,
  ]);
});

test("F-042 S-068 a link of a profile that links back is proved, here and elsewhere, as long as it does", async () => {
  const border = createBorder();
  const [anaId, bobId] = [await border.person("ana"), await border.neighbour("bob")];
  await border.social.follows.follow(anaId, bobId, {});
  await border.rules.follows.receiveAccept(anaId, bobId);
  const fields = [
    { name: "Site", value: "https://ana.example/" },
    { name: "Other", value: "https://other.example" },
    { name: "Words", value: "see https://ana.example/" },
  ];
  await border.social.accounts.change(anaId, { fields });
  const link = (text: string) => `<a href="https://bob.example/me" rel="me">${text}</a>`;
  const shown = [
    { name: "Site", value: link("https://bob.example/me") },
    { name: "Trick", value: link("https://bank.example") },
  ];
  const document = actorDocument(bob, { fields: shown, url: "https://there.example/@bob" });
  await border.receive({ ...from(bob, "update"), type: "Update", object: document });
  border.publishPage("https://ana.example/", ["https://here.example/@ana"]);
  border.publishPage("https://other.example/", ["https://here.example/@zoe"]);
  border.publishPage("https://bob.example/me", [bob]);
  const proved = async (id: typeof anaId) =>
    (await border.social.accounts.show(id)).fields.map(({ verifiedAt }) => verifiedAt !== undefined);
  expect(await border.fediverse.proveLinks()).toBe(2);
  expect([await proved(anaId), await proved(bobId)]).toEqual([
    [true, false, false],
    [true, false],
  ]);
  expect(await border.fediverse.proveLinks()).toBe(0);
  await border.receive({ ...from(bob, "again"), type: "Update", object: { ...document, name: "Bob" } });
  expect(await proved(bobId)).toEqual([true, false]);
  border.clock.advance(days(8));
  border.publishPage("https://ana.example/", undefined);
  border.publishPage("https://bob.example/me", []);
  expect(await border.fediverse.proveLinks()).toBe(2);
  expect([await proved(anaId), await proved(bobId)]).toEqual([
    [true, false, false],
    [false, false],
  ]);
});
