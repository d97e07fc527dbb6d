import { expect, test } from "vitest";
import { instanceActorUri, ensureInstanceActor } from "../accounts/instance-actor.ts";
import { actorDocument, createBorder, from } from "../testing/border.activity.ts";
import { settings } from "../testing/town.ts";

const bob = "https://there.example/users/bob";
const ana = "https://here.example/users/ana";
const followOf = (name: string) => ({ ...from(bob, name), type: "Follow", object: ana }) as const;

test("a follow of an unlocked account stands, is answered with its own id, and notifies (F-151)", async () => {
  const border = createBorder();
  const anaId = await border.person("ana");
  border.publish(bob, actorDocument(bob));
  await border.receive(followOf("follow-1"));
  await border.settle();
  const [letter, ...others] = border.letters();
  expect(others).toEqual([]);
  expect(letter?.sender).toBe(ana);
  expect(letter?.inboxes).toEqual([`${bob}/inbox`]);
  expect(letter?.activity).toMatchObject({
    type: "Accept",
    actor: ana,
    object: { type: "Follow", id: `${bob}#follow-1`, actor: bob, object: ana },
  });
  const told = await border.social.notifications.list(anaId, everything, { limit: 10 });
  expect(told.items.map(({ notification, from }) => [notification.type, from.username])).toEqual([
    ["follow", "bob"],
  ]);
});

test("a follow of a locked account waits, and is accepted once its owner says so (F-152)", async () => {
  const border = createBorder();
  const anaId = await border.person("ana");
  await border.social.accounts.change(anaId, { locked: true });
  const bobId = await border.neighbour("bob");
  await border.receive(followOf("follow-1"));
  await border.settle();
  expect(border.letters()).toEqual([]);
  const told = await border.social.notifications.list(anaId, everything, { limit: 10 });
  expect(told.items.map(({ notification }) => notification.type)).toEqual(["follow_request"]);
  await border.social.follows.authorize(anaId, bobId);
  await border.settle();
  expect(border.letters().map(({ activity }) => activity.type)).toEqual(["Accept"]);
  const after = await border.social.notifications.list(anaId, everything, { limit: 10 });
  expect(after.items.map(({ notification }) => notification.type)).toEqual(["follow"]);
});

test("a repeated follow is accepted again, under its new id (F-153)", async () => {
  const border = createBorder();
  await border.person("ana");
  await border.neighbour("bob");
  await border.receive(followOf("follow-1"));
  await border.settle();
  border.letters();
  await border.receive(followOf("follow-2"));
  await border.settle();
  expect(border.letters().map(({ activity }) => activity)).toMatchObject([
    { type: "Accept", object: { id: `${bob}#follow-2` } },
  ]);
});

test("a follow of the server's own actor is rejected (F-154)", async () => {
  const border = createBorder();
  const keyPairs = { generate: async () => ({ publicPem: "public", privatePem: "private" }) };
  await ensureInstanceActor({ ...border, settings, keyPairs });
  await ensureInstanceActor({ ...border, settings, keyPairs });
  await border.neighbour("bob");
  await border.receive({ ...followOf("follow-1"), object: instanceActorUri(settings) });
  await border.settle();
  expect(border.letters().map(({ activity }) => activity)).toMatchObject([
    { type: "Reject", actor: "https://here.example/actor", object: { id: `${bob}#follow-1` } },
  ]);
});

async function requested() {
  const border = createBorder();
  const anaId = await border.person("ana");
  const bobId = await border.neighbour("bob");
  await border.neighbour("eve");
  border.publish(bob, actorDocument(bob, { name: "Bob anew" }));
  await border.social.follows.follow(anaId, bobId, {});
  await border.settle();
  const [letter] = border.letters();
  const state = async () => (await border.storage.stores.follows.between(anaId, bobId))?.state;
  return { border, anaId, bobId, letter, state, uri: letter?.activity.id ?? "" };
}

test("a follow from here is sent to the followed account's own inbox (F-195)", async () => {
  const { letter } = await requested();
  expect(letter?.inboxes).toEqual([`${bob}/inbox`]);
  expect(letter?.activity).toMatchObject({ type: "Follow", actor: ana, object: bob, to: [], cc: [] });
  expect(letter?.activity.id?.startsWith(`${ana}#follows/`)).toBe(true);
});

test("an accept by id and one by pair let the request stand (F-155), and refresh the profile (F-157)", async () => {
  const byId = await requested();
  await byId.border.receive({ ...from(bob, "accept"), type: "Accept", object: byId.uri });
  expect(await byId.state()).toBe("accepted");
  expect((await byId.border.storage.stores.accounts.byId(byId.bobId))?.displayName).toBe("Bob anew");
  const byPair = await requested();
  const follow = { ...from(ana, "other"), type: "Follow", object: bob } as const;
  await byPair.border.receive({ ...from(bob, "accept"), type: "Accept", object: follow });
  expect(await byPair.state()).toBe("accepted");
});

test("an accept from a third actor is ignored, and one of no request makes no follow (S-032)", async () => {
  const { border, anaId, state, uri } = await requested();
  const eve = "https://there.example/users/eve";
  const follow = { ...from(ana, "other"), type: "Follow", object: bob } as const;
  await border.receive({ ...from(eve, "accept-1"), type: "Accept", object: uri });
  await border.receive({ ...from(eve, "accept-2"), type: "Accept", object: follow });
  await border.receive({ ...from(eve, "accept-3"), type: "Accept", object: { ...follow, object: eve } });
  expect(await state()).toBe("requested");
  const following = await border.social.follows.following(anaId, anaId, { limit: 10 });
  expect(following.items).toEqual([]);
});

test("a reject removes a request as well as a follow (F-156)", async () => {
  const { border, state, uri } = await requested();
  await border.receive({ ...from(bob, "accept"), type: "Accept", object: uri });
  await border.receive({ ...from(bob, "reject"), type: "Reject", object: uri });
  expect(await state()).toBe(undefined);
  await border.settle();
  expect(border.letters()).toEqual([]);
});

test("unfollowing sends the follow back, embedded (F-195)", async () => {
  const { border, anaId, bobId, uri } = await requested();
  await border.social.follows.unfollow(anaId, bobId);
  await border.settle();
  expect(border.letters().map(({ activity }) => activity)).toMatchObject([
    { type: "Undo", id: `${uri}/undo`, actor: ana, object: { type: "Follow", id: uri, object: bob } },
  ]);
});

test("a follower who is removed gets a reject with the original id (F-196)", async () => {
  const border = createBorder();
  const anaId = await border.person("ana");
  const bobId = await border.neighbour("bob");
  await border.receive(followOf("follow-1"));
  await border.settle();
  border.letters();
  await border.social.follows.removeFollower(anaId, bobId);
  await border.settle();
  expect(border.letters().map(({ activity }) => activity)).toMatchObject([
    { type: "Reject", actor: ana, object: { id: `${bob}#follow-1` } },
  ]);
});

test("an undo ends the follow, by pair or by bare id, but not when somebody else sends it (F-146, F-147, F-149)", async () => {
  const border = createBorder();
  const anaId = await border.person("ana");
  await border.neighbour("bob");
  await border.neighbour("eve");
  const eve = "https://there.example/users/eve";
  const followers = async () => (await border.storage.stores.follows.followers(anaId, { limit: 10 })).length;
  await border.receive(followOf("follow-1"));
  await border.receive({ ...from(eve, "undo"), type: "Undo", object: followOf("follow-1") });
  await border.receive({ ...from(eve, "undo-2"), type: "Undo", object: `${bob}#follow-1` });
  expect(await followers()).toBe(1);
  await border.receive({ ...from(bob, "undo"), type: "Undo", object: followOf("another-id") });
  expect(await followers()).toBe(0);
  await border.receive(followOf("follow-2"));
  await border.receive({ ...from(bob, "undo-2"), type: "Undo", object: `${bob}#follow-2` });
  expect(await followers()).toBe(0);
});

test("a follow that comes after its undo stays out (R-008)", async () => {
  const border = createBorder();
  const anaId = await border.person("ana");
  await border.neighbour("bob");
  await border.receive({ ...from(bob, "undo"), type: "Undo", object: followOf("follow-1") });
  await border.receive(followOf("follow-1"));
  expect(await border.storage.stores.follows.followers(anaId, { limit: 10 })).toEqual([]);
});

const everything = { types: undefined, excludeTypes: [], from: undefined };

test("an accept that is taken back makes a request of the follow again, by who gave it alone (F-150)", async () => {
  const border = createBorder();
  const anaId = await border.person("ana");
  const bobId = await border.neighbour("bob");
  await border.neighbour("eve");
  const { out } = await border.social.follows.follow(anaId, bobId, {});
  await border.rules.follows.receiveAccept(anaId, bobId);
  const state = async () => (await border.storage.stores.follows.between(anaId, bobId))?.state;
  const accept = { ...from(bob, "accept"), type: "Accept", object: out?.uri ?? "" } as const;
  const eve = "https://there.example/users/eve";
  await border.receive({ ...from(eve, "undo"), type: "Undo", object: { ...accept, actor: eve } });
  expect(await state()).toBe("accepted");
  await border.receive({ ...from(bob, "undo"), type: "Undo", object: accept });
  expect(await state()).toBe("requested");
  expect((await border.social.accounts.show(bobId)).followersCount).toBe(0);
  await border.receive(accept);
  expect(await state()).toBe("accepted");
});
