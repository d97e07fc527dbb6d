import { expect, test } from "vitest";
import { ensureInstanceActor } from "../accounts/instance-actor.ts";
import { toUri } from "../kernel/id.ts";
import type { Visibility } from "../statuses/status.ts";
import { createBorder, from, noteDocument } from "../testing/border.activity.ts";
import { settings } from "../testing/town.ts";
import { createActorSource } from "./actor-source.activity.ts";
import { createCollections } from "./collections.activity.ts";

const ana = "https://here.example/users/ana";
const bob = "https://there.example/users/bob";

async function town() {
  const border = createBorder();
  const anaId = await border.person("ana");
  const bobId = await border.neighbour("bob");
  const needs = { stores: border.storage.stores, settings };
  const source = createActorSource({ ...needs, instance: border.social.instance });
  const collections = createCollections({ ...needs, writeObject: (activity) => ({ ...activity }) });
  return { border, anaId, bobId, source, collections };
}

test("a local actor is found by name in any case, by id and by page (F-001)", async () => {
  const { source } = await town();
  for (const found of [
    await source.byUsername("ANA"),
    await source.byUri(ana),
    await source.byUri("https://here.example/@ana"),
  ]) {
    expect(found).toMatchObject({
      standing: "here",
      local: {
        handle: "ana@here.example",
        aliases: ["https://here.example/@ana"],
        actor: { id: ana, publicKeys: [{ pem: "public" }] },
      },
    });
  }
  expect(await source.byUri(bob)).toEqual({ standing: "unknown" });
  expect(await source.byUsername("nobody")).toEqual({ standing: "unknown" });
});

test("an account that was deleted is gone", async () => {
  const { border, anaId, source } = await town();
  await border.storage.transact((work) => work.accounts.markDeleted(anaId, border.clock.now()));
  expect(await source.byUsername("ana")).toEqual({ standing: "gone" });
});

test("a suspended account shows its name alone", async () => {
  const { border, anaId, source } = await town();
  const account = await border.social.accounts.show(anaId);
  const suspended = {
    ...account,
    id: border.ids.next<"account">(),
    username: "zoe",
    uri: toUri<"actor">("https://here.example/users/zoe"),
    displayName: "Zoe",
    note: "Hello",
    suspendedAt: border.clock.now(),
  };
  await border.storage.transact((work) =>
    work.accounts.add(suspended, { publicPem: "hers", privatePem: "private" }),
  );
  const found = await source.byUsername("zoe");
  expect(found.local?.actor).toMatchObject({
    suspended: true,
    name: "zoe",
    summary: undefined,
    discoverable: false,
  });
});

test("the server itself is an actor, found by its domain", async () => {
  const { border, source } = await town();
  const keyPairs = { generate: async () => ({ publicPem: "ours", privatePem: "private" }) };
  await ensureInstanceActor({ ...border, settings, keyPairs });
  for (const found of [
    await source.byUsername("here.example"),
    await source.byUri("https://here.example/"),
    await source.byUri("https://here.example/actor"),
  ]) {
    expect(found.local?.actor).toMatchObject({
      type: "Application",
      id: "https://here.example/actor",
      preferredUsername: "here.example",
      inbox: "https://here.example/actor/inbox",
    });
  }
});

test.each<{ visibility: Visibility; anybody: string; follower: string; stranger: string }>([
  { visibility: "public", anybody: "here", follower: "here", stranger: "here" },
  { visibility: "unlisted", anybody: "here", follower: "here", stranger: "here" },
  { visibility: "private", anybody: "unknown", follower: "here", stranger: "unknown" },
  { visibility: "direct", anybody: "unknown", follower: "unknown", stranger: "unknown" },
])(
  "a $visibility post is shown to whom it is for (F-236, S-085)",
  async ({ visibility, anybody, follower, stranger }) => {
    const { border, anaId, source } = await town();
    await border.neighbour("eve");
    await border.receive({ ...from(bob, "follow"), type: "Follow", object: ana });
    const { status } = await border.say(anaId, "Hello", { visibility });
    const standings = [undefined, bob, "https://there.example/users/eve"].map(
      async (reader) => (await source.note(status.uri, reader)).standing,
    );
    expect(await Promise.all(standings)).toEqual([anybody, follower, stranger]);
  },
);

test("a deleted post is as unknown as one that never was (S-086)", async () => {
  const { border, anaId, source } = await town();
  const { status } = await border.say(anaId, "Hello");
  await border.social.statuses.remove(anaId, status.id);
  expect(await source.note(status.uri, undefined)).toEqual({ standing: "unknown" });
});

test("followers and following are pages of addresses, which their owner may hide (F-234)", async () => {
  const { border, anaId, collections } = await town();
  await border.receive({ ...from(bob, "follow"), type: "Follow", object: ana });
  expect(await collections.count("followers", ana)).toBe(1);
  expect(await collections.page("followers", ana, undefined)).toEqual({ items: [bob], next: undefined });
  expect(await collections.page("followers", ana, "x' or 1")).toEqual({ items: [], next: undefined });
  await border.social.accounts.change(anaId, { hideCollections: true });
  expect(await collections.count("followers", ana)).toBe(1);
  expect(await collections.page("followers", ana, undefined)).toBe(undefined);
});

test("the outbox shows posts and boosts that anybody may see, newest first, twenty a page (F-233, F-236)", async () => {
  const { border, anaId, collections } = await town();
  const uri = "https://there.example/notes/1";
  border.publish(uri, noteDocument(uri, bob));
  const found = await border.fediverse.remote.any(uri);
  if (found === undefined || !("status" in found)) throw new Error("The note was not found.");
  await border.say(anaId, "Hidden", { visibility: "private" });
  for (let index = 1; index <= 20; index += 1)
    await border.say(anaId, `Post ${index}`, { visibility: index === 5 ? "direct" : "unlisted" });
  await border.social.boosts.add(anaId, found.status, undefined);
  const first = await collections.page("outbox", ana, undefined);
  expect(first?.items.length).toBe(20);
  expect(first?.items.slice(0, 2)).toMatchObject([
    { type: "Announce", object: uri },
    { type: "Create", object: { content: "<p>Post 20</p>" } },
  ]);
  expect(JSON.stringify(first?.items)).not.toContain("Post 5");
  const second = await collections.page("outbox", ana, first?.next);
  expect(second).toEqual({ items: [], next: undefined });
});

test("figures are those of the server", async () => {
  const { border, anaId, source } = await town();
  await border.say(anaId, "Hello");
  expect(await source.usage()).toEqual({ users: 1, activeMonth: 1, activeHalfyear: 1, localPosts: 1 });
});

test("a cursor that no database could hold shows an empty page", async () => {
  const { collections } = await town();
  const page = await collections.page("outbox", ana, "9999999999999999999");
  expect(page).toEqual({ items: [], next: undefined });
});

test("F-083 who was met before is known, and nobody else", async () => {
  const { source } = await town();
  expect([await source.isKnown?.(bob), await source.isKnown?.(`${bob}by`)]).toEqual([true, false]);
});
