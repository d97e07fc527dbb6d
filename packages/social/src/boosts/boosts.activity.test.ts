import { expect, test } from "vitest";
import { toUri } from "../kernel/id.ts";
import { from, noteDocument } from "../testing/border.activity.ts";
import type { Border } from "../testing/border.activity.ts";
import { ana, bob, eve, neighbours, PUBLIC, uri } from "../testing/neighbours.activity.ts";

const boost = (object: string, name = "boost-1") =>
  ({ ...from(bob, name), type: "Announce", object, to: [PUBLIC], cc: [`${bob}/followers`] }) as const;

const boostsOf = async (border: Border, address: string) =>
  (await border.storage.stores.statuses.byUri(toUri(address)))?.boostsCount;

test("a boost of ours counts and notifies once, whoever boosts (F-165, F-167, R-006)", async () => {
  const { border, anaId } = await neighbours({ isFollowed: false });
  const { status } = await border.say(anaId, "Hello");
  await Promise.all(Array.from({ length: 20 }, () => border.receive(boost(status.uri))));
  await border.receive(boost(status.uri, "boost-2"));
  await border.settle();
  expect(await boostsOf(border, status.uri)).toBe(1);
  const list = await border.social.notifications.list(
    anaId,
    { types: undefined, excludeTypes: [], from: undefined },
    { limit: 10 },
  );
  expect(list.items.map(({ notification }) => [notification.type, notification.status])).toEqual([
    ["reblog", status.id],
  ]);
});

test("a boost of what stands elsewhere is fetched there, when the booster is followed (F-165, S-031)", async () => {
  const followed = await neighbours();
  followed.border.publish(uri, noteDocument(uri, eve));
  await followed.border.receive(boost(uri));
  expect(await boostsOf(followed.border, uri)).toBe(1);
  const unknown = await neighbours({ isFollowed: false });
  unknown.border.publish(uri, noteDocument(uri, eve));
  await unknown.border.receive(boost(uri));
  expect(unknown.border.fetched).toEqual([]);
});

test("a boost of what cannot be fetched is dropped, and tried again when the server does not answer (F-167)", async () => {
  const { border } = await neighbours();
  await border.receive(boost(uri));
  expect(await border.storage.stores.statuses.byUri(toUri(`${bob}#boost-1`))).toBe(undefined);
  border.publish(uri, "unreachable");
  await expect(border.receive(boost(uri))).rejects.toThrow("cannot be fetched now");
});

test("a private post of another's cannot be boosted (F-166, S-087)", async () => {
  const { border, anaId } = await neighbours();
  const { status } = await border.say(anaId, "Hello", { visibility: "private" });
  await border.receive(boost(status.uri));
  expect(await boostsOf(border, status.uri)).toBe(0);
});

test("a boost of a boost is one of the original (F-167)", async () => {
  const { border, anaId } = await neighbours();
  const { status } = await border.say(anaId, "Hello");
  await border.receive(boost(status.uri));
  const again = { ...from(eve, "boost"), type: "Announce", object: `${bob}#boost-1`, to: [PUBLIC] } as const;
  const eveId = (await border.storage.stores.accounts.byUri(toUri(eve)))?.id;
  if (eveId === undefined) throw new Error("Eve is not known.");
  await border.social.follows.follow(anaId, eveId, {});
  await border.rules.follows.receiveAccept(anaId, eveId);
  await border.receive(again);
  expect(await boostsOf(border, status.uri)).toBe(2);
});

test.each([
  { named: "embedded", object: (address: string) => boost(address) },
  { named: "by its bare id", object: () => `${bob}#boost-1` },
])(
  "a boost and its undo, $named, come to the same end in every order (F-146, F-147, R-008)",
  async ({ object }) => {
    for (const order of [
      ["boost", "undo"],
      ["undo", "boost"],
      ["boost", "undo", "boost"],
      ["undo", "undo", "boost", "boost"],
    ]) {
      const { border, anaId } = await neighbours();
      const { status } = await border.say(anaId, "Hello");
      const undo = { ...from(bob, "undo"), type: "Undo", object: object(status.uri) } as const;
      for (const step of order) await border.receive(step === "boost" ? boost(status.uri) : undo);
      expect(await boostsOf(border, status.uri)).toBe(0);
    }
  },
);

test("another's undo takes no boost back (F-149)", async () => {
  const { border, anaId } = await neighbours();
  const { status } = await border.say(anaId, "Hello");
  await border.receive(boost(status.uri));
  await border.receive({ ...from(eve, "undo"), type: "Undo", object: boost(status.uri) });
  await border.receive({ ...from(eve, "undo-2"), type: "Undo", object: `${bob}#boost-1` });
  expect(await boostsOf(border, status.uri)).toBe(1);
});

test("a boost from here goes to followers and the author, by address, and is taken back embedded (F-194)", async () => {
  const { border, anaId } = await neighbours();
  const dora = "https://far.example/users/dora";
  border.publish(uri, noteDocument(uri, eve));
  await border.receive(boost(uri));
  await border.neighbour("dora", {
    domain: "far.example",
    uri: toUri(dora),
    endpoints: {
      inbox: `${dora}/inbox`,
      sharedInbox: undefined,
      outbox: undefined,
      followers: undefined,
      following: undefined,
      featured: undefined,
    },
  });
  await border.receive({ ...from(dora, "follow"), type: "Follow", object: ana });
  await border.settle();
  border.letters();
  const status = await border.storage.stores.statuses.byUri(toUri(uri));
  if (status === undefined) throw new Error("The note was not kept.");
  const view = await border.social.boosts.add(anaId, status.id, undefined);
  await border.settle();
  const [letter] = border.letters();
  expect(letter?.inboxes).toEqual([`${dora}/inbox`, "https://there.example/inbox"]);
  expect(letter?.activity).toMatchObject({
    type: "Announce",
    id: view.status.uri,
    actor: ana,
    object: uri,
    to: [PUBLIC],
    cc: [`${ana}/followers`, eve],
  });
  await border.social.boosts.remove(anaId, status.id);
  await border.settle();
  expect(border.letters()).toMatchObject([
    {
      inboxes: [`${dora}/inbox`, "https://there.example/inbox"],
      activity: {
        type: "Undo",
        id: `${view.status.uri}/undo`,
        object: { type: "Announce", id: view.status.uri, object: uri },
      },
    },
  ]);
});

test("a boost of one's own post for followers brings the post with it, and is taken back by its address (F-194)", async () => {
  const { border, anaId } = await neighbours();
  await border.receive({ ...from(bob, "follow"), type: "Follow", object: ana });
  const { status } = await border.say(anaId, "For you", { visibility: "private" });
  await border.settle();
  border.letters();
  await border.social.boosts.add(anaId, status.id, undefined);
  await border.settle();
  const [announce] = border.letters();
  expect(announce?.activity).toMatchObject({
    type: "Announce",
    object: status.uri,
    note: { id: status.uri, content: "<p>For you</p>" },
  });
  await border.social.boosts.remove(anaId, status.id);
  await border.settle();
  const [undo] = border.letters();
  expect(undo?.activity).toMatchObject({ type: "Undo", object: { type: "Announce", object: status.uri } });
  expect(undo?.activity).not.toHaveProperty("object.note");
});

test("R-008 a boost that was taken back and made again stands, in whatever order that comes", async () => {
  const one = { ...boost(uri, "boost-1"), published: new Date("2026-03-01T11:10:00Z") };
  const two = { ...boost(uri, "boost-2"), published: new Date("2026-03-01T11:20:00Z") };
  const undo = { ...from(bob, "undo"), type: "Undo", object: one } as const;
  for (const order of [
    [one, undo, two],
    [one, two, undo],
    [undo, one, two],
    [undo, two, one],
    [two, one, undo],
    [two, undo, one],
  ]) {
    const { border, bobId } = await neighbours();
    border.publish(uri, noteDocument(uri, eve));
    for (const step of order) await border.receive(step);
    const status = await border.storage.stores.statuses.byUri(toUri(uri));
    const stands = status && (await border.storage.stores.statuses.boostBy(bobId, status.id));
    expect([stands?.uri, status?.boostsCount]).toEqual([two.id, 1]);
  }
});
