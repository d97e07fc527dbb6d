import { expect, test } from "vitest";
import { ensureInstanceActor } from "../accounts/instance-actor.ts";
import { toUri } from "../kernel/id.ts";
import type { Visibility } from "../statuses/status.ts";
import { createBorder, from } from "../testing/border.activity.ts";
import { settings } from "../testing/town.ts";
import { createActorSource } from "./actor-source.activity.ts";

const ana = "https://here.example/users/ana";
const bob = "https://there.example/users/bob";

async function town() {
  const border = createBorder();
  const anaId = await border.person("ana");
  const bobId = await border.neighbour("bob");
  const needs = { stores: border.storage.stores, settings };
  const source = createActorSource({ ...needs, instance: border.social.instance });
  return { border, anaId, bobId, source };
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

test("F-004: an account that was deleted is gone", async () => {
  const { border, anaId, source } = await town();
  await border.storage.transact((work) => work.accounts.markDeleted(anaId, border.clock.now()));
  expect(await source.byUsername("ana")).toEqual({ standing: "gone" });
});

test("F-004: a suspended account is found, and shows its name alone", async () => {
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

test("F-007, F-049: the server itself is an actor, found by its domain, that says what it understands (FEP-844e)", async () => {
  const { border, source } = await town();
  const keyPairs = { generate: async () => ({ publicPem: "ours", privatePem: "private" }) };
  await ensureInstanceActor({ ...border, settings, keyPairs });
  for (const found of [
    await source.byUsername("here.example"),
    await source.byUri("https://here.example/"),
    await source.byUri("https://here.example/actor"),
  ]) {
    expect(found.local?.actor.implements).toContainEqual({
      href: "https://datatracker.ietf.org/doc/html/rfc9421",
      name: "RFC 9421: HTTP Message Signatures",
    });
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

test("F-023: figures are those of the server", async () => {
  const { border, anaId, source } = await town();
  await border.say(anaId, "Hello");
  expect(await source.usage()).toEqual({ users: 1, activeMonth: 1, activeHalfyear: 1, localPosts: 1 });
});

test("F-083 who was met before is known, and nobody else", async () => {
  const { source } = await town();
  expect([await source.isKnown?.(bob), await source.isKnown?.(`${bob}by`)]).toEqual([true, false]);
});
