import { expect, test } from "vitest";
import { createCollections } from "../instance/collections.activity.ts";
import { createActorSource } from "../instance/actor-source.activity.ts";
import { createPolicy } from "../instance/policy.activity.ts";
import { days } from "../kernel/time.ts";
import { actorDocument, from, noteDocument } from "../testing/border.activity.ts";
import { ana, bob, create, find, neighbours, told, uri } from "../testing/neighbours.activity.ts";
import { settings } from "../testing/town.ts";

const suspension = {
  domain: "there.example",
  severity: "suspend",
  rejectsMedia: false,
  rejectsReports: false,
  publicComment: "",
  privateComment: "",
} as const;

test("a suspension here is told to the followers with an Update of what is left, and so is its end (F-206)", async () => {
  const { border, anaId, bobId } = await neighbours({ isFollowed: false });
  const follow = { follower: bobId, followed: anaId, uri: "https://there.example/follows/1" };
  await border.rules.follows.receiveRequest(follow);
  await border.settle();
  border.letters();
  await border.social.moderation.suspend(anaId);
  await border.settle();
  await border.social.moderation.unsuspend(anaId);
  await border.settle();
  expect(border.letters().map(({ activity, inboxes }) => [activity, inboxes])).toMatchObject([
    [
      { type: "Update", actor: ana, object: { id: ana, suspended: true, name: "ana" } },
      ["https://there.example/inbox"],
    ],
    [{ type: "Update", actor: ana, object: { id: ana, suspended: false } }, ["https://there.example/inbox"]],
  ]);
});

test("a suspension of somebody elsewhere rejects their follows of people here (F-206)", async () => {
  const { border, anaId, bobId } = await neighbours();
  const follow = { follower: bobId, followed: anaId, uri: "https://there.example/follows/1" };
  await border.rules.follows.receiveRequest(follow);
  await border.settle();
  border.letters();
  await border.social.moderation.suspend(bobId);
  await border.settle();
  expect(border.letters()).toMatchObject([
    { activity: { type: "Reject", actor: ana, object: { id: follow.uri } }, inboxes: [`${bob}/inbox`] },
  ]);
  expect(await border.storage.stores.follows.between(bobId, anaId)).toBeUndefined();
  expect(await border.storage.stores.follows.between(anaId, bobId)).toMatchObject({ state: "accepted" });
});

test("of somebody who is suspended only Delete, Reject, Undo and Update are heard (F-093)", async () => {
  const { border, anaId, bobId } = await neighbours();
  await border.receive(create(noteDocument(uri, bob)));
  const { status } = await border.say(anaId, "hello");
  await border.receive({ ...from(bob, "like"), type: "Like", object: status.uri });
  await border.settle();
  await border.social.moderation.suspend(bobId);
  await border.receive(create(noteDocument("https://there.example/notes/2", bob), "create-2"));
  await border.receive({ ...from(bob, "announce"), type: "Announce", object: status.uri });
  await border.receive({ ...from(bob, "follow"), type: "Follow", object: ana });
  await border.receive({ ...from(bob, "block"), type: "Block", object: ana });
  expect(await find(border, "https://there.example/notes/2")).toBeUndefined();
  expect(await border.storage.stores.follows.between(bobId, anaId)).toBeUndefined();
  expect(await border.storage.stores.blocks.barriers(anaId, [bobId])).toEqual([]);
  await border.receive({
    ...from(bob, "undo"),
    type: "Undo",
    object: { ...from(bob, "like"), type: "Like", object: status.uri },
  });
  await border.receive({ ...from(bob, "delete"), type: "Delete", object: uri });
  expect((await border.social.statuses.show(anaId, status.id)).status).toMatchObject({
    favouritesCount: 0,
    boostsCount: 0,
  });
  expect(await find(border)).toBeUndefined();
});

test("a suspension by the origin is taken over and taken back, and one of ours stays (F-040)", async () => {
  const { border, bobId } = await neighbours();
  const update = (name: string, suspended: boolean) =>
    border.receive({ ...from(bob, name), type: "Update", object: actorDocument(bob, { suspended }) });
  const suspendedBy = async () => (await border.social.accounts.show(bobId)).suspendedBy;
  await update("one", true);
  expect(await suspendedBy()).toEqual(["origin"]);
  await border.social.moderation.suspend(bobId);
  await update("two", false);
  expect(await suspendedBy()).toEqual(["moderator"]);
  await update("three", true);
  await border.social.moderation.unsuspend(bobId);
  expect(await suspendedBy()).toEqual(["origin"]);
  await update("four", false);
  expect(await suspendedBy()).toEqual([]);
});

test("somebody new who is suspended at home is kept as suspended (F-040)", async () => {
  const { border } = await neighbours();
  const zoe = "https://there.example/users/zoe";
  border.publish(zoe, actorDocument(zoe, { suspended: true }));
  const id = await border.fediverse.remote.account(zoe);
  expect(id && (await border.social.accounts.show(id))).toMatchObject({ suspendedBy: ["origin"] });
});

test("a server that is suspended is not heard, asked or written to, and every follow with it ends (S-048, S-049)", async () => {
  const { border, anaId, bobId } = await neighbours();
  const { storage, social } = border;
  await border.receive(create(noteDocument(uri, bob)));
  await border.settle();
  border.letters();
  const { status } = await border.say(anaId, "@bob@there.example hello");
  await social.boosts.add(anaId, (await find(border))?.id ?? status.id, undefined);
  await social.domains.rule({ ...suspension, domain: "THERE.example" });
  await border.receive(create(noteDocument("https://there.example/notes/2", bob), "create-2"));
  await border.receive({ ...from(bob, "delete"), type: "Delete", object: bob });
  expect(await find(border, "https://there.example/notes/2")).toBeUndefined();
  expect((await social.accounts.show(bobId)).deletedAt).toBeUndefined();
  await border.settle();
  expect(await storage.stores.follows.between(anaId, bobId)).toBeUndefined();
  expect((await social.timelines.home(anaId, { limit: 9 })).items.map((view) => view.status.id)).toEqual([
    status.id,
  ]);
  const policy = createPolicy({ allowedDomains: undefined, stores: storage.stores, clock: border.clock });
  for (const host of ["there.example", "media.THERE.example.", "there.example:444"]) {
    expect([host, await policy.mayDeliver(host)]).toEqual([host, false]);
  }
  expect(await policy.mayFetch("https://keys.there.example/users/bob#main-key")).toBe(false);
  expect(await policy.mayDeliver("elsewhere.example")).toBe(true);
});

test("limited federation hears those who were let in since (F-080)", async () => {
  const { border } = await neighbours();
  const policy = createPolicy({
    allowedDomains: ["friends.example"],
    stores: border.storage.stores,
    clock: border.clock,
  });
  expect(await policy.mayDeliver("there.example")).toBe(false);
  await border.social.domains.allow("There.example");
  border.clock.advance(2000);
  expect(await policy.mayDeliver("there.example")).toBe(true);
  await border.social.domains.rule(suspension);
  border.clock.advance(2000);
  expect(await policy.mayDeliver("there.example")).toBe(false);
});

test("whom the owner blocks is told by the policy, and whose server (F-079, S-050)", async () => {
  const { border, anaId, bobId } = await neighbours();
  const policy = createPolicy({
    allowedDomains: undefined,
    stores: border.storage.stores,
    clock: border.clock,
  });
  expect(await policy.isBlocked?.(ana, bob)).toBe(false);
  await border.social.blocks.block(anaId, bobId);
  expect(await policy.isBlocked?.(ana, bob)).toBe(true);
  await border.social.blocks.unblock(anaId, bobId);
  await border.social.blocks.blockDomain(anaId, "there.example");
  expect(await policy.isBlocked?.(ana, bob)).toBe(true);
});

test("somebody whose handle is gone is deleted here (F-014)", async () => {
  const { border, bobId } = await neighbours({ isFollowed: false });
  border.clock.advance(days(2));
  border.publish(bob, "gone");
  await border.fediverse.remote.handle("bob", "there.example");
  expect((await border.storage.stores.accounts.byId(bobId))?.deletedAt).toBeDefined();
});

test("a deletion tells the followers first, and then every server that is known (F-205)", async () => {
  const { border, anaId } = await neighbours({ isFollowed: false });
  const zoe = await border.neighbour("zoe", {
    domain: "far.example",
    uri: "https://far.example/users/zoe" as never, // an address, as the wire brings it
    endpoints: {
      inbox: "https://far.example/users/zoe/inbox",
      sharedInbox: undefined,
      outbox: undefined,
      followers: undefined,
      following: undefined,
      featured: undefined,
    },
  });
  await border.rules.follows.receiveRequest({ follower: zoe, followed: anaId, uri: "https://far.example/1" });
  await border.settle();
  border.letters();
  await border.social.signIn.deleteUser(anaId);
  await border.settle();
  expect(border.letters()).toMatchObject([
    {
      activity: { type: "Delete", actor: ana, object: ana },
      inboxes: ["https://far.example/users/zoe/inbox", "https://there.example/inbox"],
    },
  ]);
});

test("a suspended account is a stub with nothing around it, a deleted one is gone, and one not confirmed unknown (F-045, F-046, F-047)", async () => {
  const { border, anaId } = await neighbours();
  const { stores } = border.storage;
  const source = createActorSource({ stores, settings, instance: border.social.instance });
  const collections = createCollections({ stores, settings, writeObject: (activity) => ({ ...activity }) });
  const { status } = await border.say(anaId, "hello");
  await border.social.moderation.suspend(anaId);
  expect(await source.byUri(ana)).toMatchObject({
    standing: "suspended",
    local: { actor: { suspended: true } },
  });
  expect(await source.note(status.uri, undefined)).toEqual({ standing: "suspended" });
  expect(await collections.find(`${ana}/outbox`, undefined)).toEqual({ standing: "suspended" });
  await border.social.moderation.remove(anaId);
  expect(await source.byUri(ana)).toEqual({ standing: "gone" });
  expect(await source.note(status.uri, undefined)).toEqual({ standing: "gone" });
  const email = "new@mail.example";
  const user = {
    username: "newcomer",
    email,
    password: "correct horse",
    confirmed: false,
    role: "user",
  } as const;
  const { account } = await border.social.signIn.createUser(user);
  expect(await source.byUsername("newcomer")).toEqual({ standing: "unknown" });
  expect(await source.byUri(account.uri)).toEqual({ standing: "unknown" });
});

test("those of a limited server are no news to strangers, but may ask to follow (F-152)", async () => {
  const { border, anaId } = await neighbours({ isFollowed: false });
  await border.social.domains.rule({ ...suspension, severity: "limit" });
  const note = noteDocument(uri, bob, {
    to: [ana],
    cc: [],
    tags: [{ type: "Mention", href: ana, name: "@ana" }],
  });
  await border.receive(create(note));
  expect(await told(border, anaId)).toEqual([]);
  await border.receive({ ...from(bob, "follow"), type: "Follow", object: ana });
  expect(await told(border, anaId)).toEqual(["follow_request"]);
  expect(border.letters()).toEqual([]);
});
