import type { CollectionPage, LocalCollection } from "@trunkline/activitypub";
import { expect, test } from "vitest";
import type { AccountId, StatusId } from "../kernel/id.ts";
import { createBorder, from, noteDocument } from "../testing/border.activity.ts";
import type { Border } from "../testing/border.activity.ts";
import { settings } from "../testing/town.ts";
import { createCollections } from "./collections.activity.ts";

const ana = "https://here.example/users/ana";
const bob = "https://there.example/users/bob";
const eve = "https://there.example/users/eve";

async function town() {
  const border = createBorder();
  const anaId = await border.person("ana");
  await border.neighbour("bob");
  await border.neighbour("eve");
  await border.receive({ ...from(bob, "follow"), type: "Follow", object: ana });
  const collections = createCollections({
    stores: border.storage.stores,
    settings,
    writeObject: (value) => ({ ...value }),
  });
  const find = async (address: string, reader?: string): Promise<LocalCollection | undefined> =>
    (await collections.find(address, reader)).collection;
  return { border, anaId, collections, find };
}

async function pageOf(
  collection: LocalCollection | undefined,
  cursor?: string,
): Promise<CollectionPage | string | undefined> {
  const members = collection?.members;
  if (typeof members === "string" || members === undefined) return members;
  return "page" in members ? members.page(cursor) : { items: members };
}

const reply = (border: Border, account: AccountId, [inReplyTo, text]: readonly [StatusId, string]) =>
  border.say(account, text, { inReplyTo });

test("F-234: followers and following are pages of addresses, which their owner may hide, and keep the root", async () => {
  const { border, anaId, find } = await town();
  const address = `${ana}/followers`;
  const open = await find(address);
  expect(open).toMatchObject({ isOrdered: true, totalItems: 1 });
  expect(await pageOf(open)).toMatchObject({ items: [bob], next: undefined });
  expect(await pageOf(open, "x' or 1")).toEqual({ items: [] });
  expect(await pageOf(open, "9999999999999999999")).toEqual({ items: [] });
  await border.social.accounts.change(anaId, { hideCollections: true });
  expect(await find(address)).toMatchObject({ totalItems: 1, members: "hidden" });
});

test("F-233: the outbox has pages of twenty, newest first, with the way on and back and to the end", async () => {
  const { border, anaId, find } = await town();
  for (let index = 1; index <= 25; index += 1) await border.say(anaId, `Post ${index}`);
  const outbox = await find(`${ana}/outbox`);
  expect(outbox).toMatchObject({ isOrdered: true, totalItems: 25, members: { last: "min-0" } });
  const texts = (page: CollectionPage | string | undefined): readonly string[] =>
    [...JSON.stringify(page).matchAll(/<p>(Post \d+)<\/p>/g)].map(([, text = ""]) => text);
  const first = await pageOf(outbox);
  if (typeof first !== "object") throw new Error("The outbox has no pages.");
  expect(texts(first)).toHaveLength(20);
  expect(texts(first)[0]).toBe("Post 25");
  expect(first.items[0]).toMatchObject({ type: "Create", object: { content: "<p>Post 25</p>" } });
  const second = await pageOf(outbox, first.next);
  if (typeof second !== "object") throw new Error("The outbox has no second page.");
  expect(texts(second)).toEqual(["Post 5", "Post 4", "Post 3", "Post 2", "Post 1"]);
  expect(second.next).toBe(undefined);
  expect(texts(await pageOf(outbox, second.prev))).toEqual(texts(first));
  const last = texts(await pageOf(outbox, "min-0"));
  expect([last.length, last.at(-1)]).toEqual([20, "Post 1"]);
});

test("F-233, F-236: the outbox holds boosts, and posts for followers only for a follower who signs", async () => {
  const { border, anaId, find } = await town();
  const uri = "https://there.example/notes/1";
  border.publish(uri, noteDocument(uri, bob));
  const found = await border.fediverse.remote.any(uri);
  if (found === undefined || !("status" in found)) throw new Error("The note was not found.");
  await border.say(anaId, "to nobody", { visibility: "direct" });
  await border.say(anaId, "to followers", { visibility: "private" });
  await border.say(anaId, "quietly", { visibility: "unlisted" });
  await border.social.boosts.add(anaId, found.status, undefined);
  const seenBy = async (reader?: string) => JSON.stringify(await pageOf(await find(`${ana}/outbox`, reader)));
  for (const reader of [undefined, eve]) {
    const shown = await seenBy(reader);
    expect(shown).toContain('"type":"Announce"');
    expect(shown).toContain("quietly");
    expect(shown).not.toMatch(/to followers|to nobody/);
  }
  expect(await seenBy(bob)).toContain("to followers");
  expect(await seenBy(bob)).not.toContain("to nobody");
});

test("F-235, F-236: featured posts stand whole in their collection, those for followers do not; hashtags by name", async () => {
  const { border, anaId, find } = await town();
  const open = await border.say(anaId, "first #cats");
  const quiet = await border.say(anaId, "for followers", { visibility: "private" });
  await border.social.pins.add(anaId, open.status.id);
  await border.social.pins.add(anaId, quiet.status.id);
  await border.social.featuredTags.add(anaId, "cats");
  expect(await find(`${ana}/collections/featured`, bob)).toMatchObject({
    owner: ana,
    isOrdered: true,
    totalItems: 1,
    members: [{ type: "Note", id: open.status.uri }],
  });
  expect(await find(`${ana}/collections/tags`)).toMatchObject({
    isOrdered: false,
    totalItems: 1,
    members: [{ type: "Hashtag", href: "https://here.example/tags/cats", name: "#cats" }],
  });
});

test("F-218, F-235, F-236: replies are the author's first, then those of others, for everybody and by address", async () => {
  const { border, anaId, find } = await town();
  const ben = await border.person("ben");
  const { status } = await border.say(anaId, "root");
  const theirs = await reply(border, ben, [status.id, "theirs"]);
  const own = await reply(border, anaId, [status.id, "own"]);
  await border.say(anaId, "hidden", { inReplyTo: status.id, visibility: "private" });
  await border.say(anaId, "@ben hidden", { inReplyTo: status.id, visibility: "direct" });
  const replies = await find(`${status.uri}/replies`);
  expect(replies).toMatchObject({ isOrdered: false, members: { isInlined: true } });
  expect(await pageOf(replies)).toEqual({ items: [own.status.uri], next: "others-0" });
  expect(await pageOf(replies, "others-0")).toEqual({ items: [theirs.status.uri], next: undefined });
  expect(await pageOf(replies, "own-'")).toEqual({ items: [] });
});

test("F-218, F-235: likes and shares tell their number and nobody's name, and what is hidden has neither", async () => {
  const { border, anaId, find, collections } = await town();
  const { status } = await border.say(anaId, "root");
  await border.receive({ ...from(bob, "like"), type: "Like", object: status.uri } as never); // a Like has more parts than matter here
  expect(await find(`${status.uri}/likes`)).toMatchObject({ totalItems: 1, members: "hidden" });
  expect(await find(`${status.uri}/shares`)).toMatchObject({ totalItems: 0, members: "hidden" });
  const quiet = await border.say(anaId, "quiet", { visibility: "private" });
  expect(await collections.find(`${quiet.status.uri}/likes`, eve)).toEqual({ standing: "unknown" });
  expect((await collections.find(`${quiet.status.uri}/likes`, bob)).standing).toBe("here");
});

test("F-231, F-235, F-236: a conversation is listed whole under the address that its posts name, without what is for a few", async () => {
  const { border, anaId, find, collections } = await town();
  const ben = await border.person("ben");
  const { status } = await border.say(anaId, "root");
  const answer = await reply(border, ben, [status.id, "answer"]);
  const hidden = await border.say(ben, "@ana quiet", { inReplyTo: answer.status.id, visibility: "direct" });
  const under = await reply(border, anaId, [answer.status.id, "under"]);
  expect(status.conversation).toBe(`https://here.example/contexts/${status.id}`);
  expect(under.status.conversation).toBe(status.conversation);
  const context = await find(status.conversation);
  expect(context).toMatchObject({ owner: ana, attributedTo: ana, isOrdered: false });
  const uris = [status.uri, answer.status.uri, under.status.uri];
  expect(await pageOf(context)).toEqual({ items: uris, next: undefined });
  expect(await pageOf(context, answer.status.id)).toEqual({ items: [under.status.uri], next: undefined });
  const unknown = { standing: "unknown" };
  expect(await collections.find(`https://here.example/contexts/${hidden.status.id}`, undefined)).toEqual(
    unknown,
  );
  expect(await collections.find("https://here.example/contexts/x", undefined)).toEqual(unknown);
});

test("F-046: collections of somebody deleted are gone, of nobody unknown", async () => {
  const { border, anaId, collections } = await town();
  const { status } = await border.say(anaId, "root");
  expect(await collections.find("https://here.example/users/nobody/outbox", undefined)).toEqual({
    standing: "unknown",
  });
  expect(await collections.find(`${bob}/outbox`, undefined)).toEqual({ standing: "unknown" });
  expect(await collections.find(`${ana}/liked`, undefined)).toEqual({ standing: "unknown" });
  await border.storage.transact((work) => work.accounts.markDeleted(anaId, border.clock.now()));
  for (const address of [`${ana}/outbox`, `${ana}/collections/featured`, `${status.uri}/replies`])
    expect(await collections.find(address, undefined)).toEqual({ standing: "gone" });
});
