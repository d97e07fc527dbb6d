import { expect, test } from "vitest";
import { seconds } from "../kernel/time.ts";
import type { Visibility } from "../statuses/status.ts";
import { createBorder, from, noteDocument } from "../testing/border.activity.ts";

const bob = "https://there.example/users/bob";
const everything = { types: undefined, excludeTypes: [], from: undefined };

async function posted(visibility: Visibility = "public") {
  const border = createBorder();
  const ana = await border.person("ana");
  await border.neighbour("bob");
  const { status } = await border.say(ana, "Good morning", { visibility });
  await border.settle();
  border.letters();
  const like = (name: string) => ({ ...from(bob, name), type: "Like", object: status.uri }) as const;
  const undo = (name: string) =>
    ({ ...from(bob, `undo-${name}`), type: "Undo", object: like(name) }) as const;
  const count = async () => (await border.storage.stores.statuses.byId(status.id))?.favouritesCount;
  const told = async () => {
    await border.settle();
    const list = await border.social.notifications.list(ana, everything, { limit: 10 });
    return list.items.map(({ notification }) => notification.type);
  };
  return { border, ana, status, like, undo, count, told };
}

test("a like from elsewhere counts and notifies once, however often it comes (F-163, R-006)", async () => {
  const { border, like, count, told } = await posted();
  await Promise.all(Array.from({ length: 50 }, () => border.receive(like("like-1"))));
  expect(await count()).toBe(1);
  expect(await told()).toEqual(["favourite"]);
});

test("an undone like no longer counts, nor is anybody told of it (F-146)", async () => {
  const { border, like, undo, count, told } = await posted();
  await border.receive(like("like-1"));
  expect(await told()).toEqual(["favourite"]);
  await border.receive(undo("like-1"));
  expect(await count()).toBe(0);
  expect(await told()).toEqual([]);
});

test("a like and its undo come to the same end in every order (R-008)", async () => {
  const orders = [
    ["like", "undo"],
    ["undo", "like"],
    ["like", "undo", "like"],
    ["undo", "undo", "like", "like"],
  ];
  for (const order of orders) {
    const { border, like, undo, count } = await posted();
    for (const step of order) await border.receive(step === "like" ? like("like-1") : undo("like-1"));
    expect(await count()).toBe(0);
  }
});

test("whoever liked, and took it back, can like anew", async () => {
  const { border, like, undo, count } = await posted();
  await border.receive(like("like-1"));
  await border.receive(undo("like-1"));
  await border.receive(like("like-2"));
  expect(await count()).toBe(1);
});

test("another's undo takes nothing back (F-149, S-032)", async () => {
  const { border, like, count } = await posted();
  await border.neighbour("eve");
  await border.receive(like("like-1"));
  await border.receive({
    ...from("https://there.example/users/eve", "undo"),
    type: "Undo",
    object: like("like-1"),
  });
  expect(await count()).toBe(1);
});

test("a like of what its sender cannot see has no effect", async () => {
  const { border, like, count, told } = await posted("private");
  await border.receive(like("like-1"));
  expect(await count()).toBe(0);
  expect(await told()).toEqual([]);
});

test("a like by somebody who is suspended, or who claims to be of this server, has no effect", async () => {
  const { border, ana, status, count } = await posted();
  await border.neighbour("mallory", { suspendedAt: border.clock.now() });
  const mallory = "https://there.example/users/mallory";
  await border.receive({ ...from(mallory, "like"), type: "Like", object: status.uri });
  const zoe = "https://here.example/users/zoe";
  await border.person("zoe");
  await border.receive({ ...from(zoe, "like"), type: "Like", object: status.uri });
  expect(await count()).toBe(0);
  expect(await border.storage.stores.favourites.of(ana, { limit: 5 })).toEqual([]);
});

test("a favourite from here goes to the author's own inbox, and is taken back there (F-195)", async () => {
  const { border, ana } = await posted();
  const uri = "https://there.example/notes/1";
  border.publish(uri, noteDocument(uri, bob));
  const found = await border.fediverse.remote.any(uri);
  if (found === undefined || !("status" in found)) throw new Error("The note was not found.");
  await border.social.favourites.add(ana, found.status);
  await border.settle();
  const [first] = border.letters();
  expect(first?.inboxes).toEqual([`${bob}/inbox`]);
  expect(first?.activity).toMatchObject({
    type: "Like",
    actor: "https://here.example/users/ana",
    object: uri,
  });
  await border.social.favourites.remove(ana, found.status);
  border.clock.advance(seconds(1));
  await border.social.favourites.add(ana, found.status);
  await border.settle();
  const [undo, second] = border.letters();
  const taken = { type: "Like", id: first?.activity.id, object: uri };
  expect(undo?.activity).toMatchObject({ type: "Undo", object: taken });
  expect(second?.activity.type).toBe("Like");
  expect(second?.activity.id).not.toBe(first?.activity.id);
});
