import { describe, expect, it } from "vitest";
import { readActivityType } from "../activities/table.ts";
import { createContextJudge } from "../jsonld/context-verdict.ts";
import { normaliseFully } from "../jsonld/normalise.ts";
import { isPlainDocument } from "../jsonld/plain-document.ts";
import { withContext } from "../jsonld/with-context.ts";
import { readFixture, readFixtures } from "../testing/fixtures.ts";
import type { Verdict } from "../verdict.ts";
import { writeActor } from "./actor-writing.ts";
import { readActor } from "./actor.ts";
import { readAuthorization, writeAuthorization } from "./authorization.ts";
import { readCollection, writeCollectionDocument } from "./collection-document.ts";
import { readFeaturedCollection, writeFeaturedCollection } from "./featured-collection.ts";
import { PUBLIC } from "./reference.ts";
import type { JsonObject } from "./reference.ts";

const NORA = "https://mastodon.example/ap/users/115";
const BEA = "https://bsky.brid.example/ap/did:plc:abc123";
const THEA = "https://threads.example/ap/users/17841400000000001/";

const actors: Readonly<Record<string, object>> = {
  "mastodon/person": {
    type: "Person",
    webfinger: "nora@mastodon.example",
    featuredTags: `${NORA}/collections/tags`,
    featuredCollections: `${NORA}/featured_collections`,
    icon: {
      url: "https://files.mastodon.example/nora.jpg",
      mediaType: "image/jpeg",
      description: "Nora, in the snow",
    },
    tags: [
      { type: "Emoji", name: ":fox:" },
      { type: "Hashtag", name: "#snow" },
    ],
    showFeatured: true,
    showRepliesInMedia: false,
    attributionDomains: ["blog.example"],
    interactionPolicy: { canFeature: { automatic: [PUBLIC] } },
    publicKeys: [{ id: `${NORA}#main-key` }],
  },
  "mastodon/application": { type: "Application", manuallyApprovesFollowers: true, name: undefined },
  "misskey/person": { sharedInbox: "https://misskey.example/inbox", indexable: false, image: undefined },
  "gotosocial/person": {
    fields: [{ name: "Site", value: "https://carol.example" }],
    publicKeys: [{ id: "https://gts.example/users/carol/main-key" }],
    sharedInbox: undefined,
  },
  "akkoma/person": { webfinger: "kim@akkoma.example", summary: "", movedTo: undefined },
  "lemmy/group": { type: "Group", preferredUsername: "gardens", manuallyApprovesFollowers: false },
  "peertube/group": {
    type: "Group",
    url: "https://tube.example/c/tom_channel",
    icon: { url: "https://tube.example/avatars/c.png", mediaType: "image/png" },
  },
  "wordpress/blog-group": {
    id: "https://blog.example/?author=0",
    webfinger: "blog@blog.example",
    attributionDomains: ["blog.example"],
    fields: [{ name: "Blog" }],
  },
  "threads/person": { id: THEA, inbox: `${THEA}inbox/`, preferredUsername: "thea" },
  "ghost/person": { publicKeys: [{}], multikeys: [{}], sharedInbox: expect.any(String) },
  "bridgy-fed/person": {
    id: BEA,
    preferredUsername: "bea.example",
    alsoKnownAs: ["https://bea.example/"],
    icon: { url: "https://cdn.example/bea.jpg" },
  },
  "hollo/person": {
    multikeys: [
      {
        id: "https://hollo.example/@finn#ed25519-key",
        multibase: "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQXJPt7NPVpV4h",
      },
    ],
    alsoKnownAs: ["https://older.example/@finn"],
  },
};

/** Reads a document both ways, asserts that they agree, and returns what it says. */
async function readBothWays<Value>(
  name: string,
  read: (json: JsonObject) => Verdict<Value, string>,
): Promise<Verdict<Value, string>> {
  const { json } = readFixture(name);
  const full = await normaliseFully(json);
  if (!full.ok) throw new Error("The document is refused.");
  expect(read(full.value)).toEqual(read(json));
  return read(json);
}

function valueOf<Value>(read: Verdict<Value, string>): Value {
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

describe("every object, as other servers show it", () => {
  it.each(Object.entries(actors))("%s is read and written", async (name, reading) => {
    const read = await readBothWays(name, readActor);
    expect(read).toMatchObject({ ok: true, value: reading });
    if (!read.ok) throw new Error(read.reason);
    const written = writeActor(read.value);
    const again = readActor(written);
    expect(again).toEqual({
      ok: true,
      value: { ...read.value, name: written["name"], summary: written["summary"] },
    });
    const full = await normaliseFully(withContext(written));
    expect(full.ok && readActor(full.value)).toEqual(again);
  });

  it("gotosocial/actor-stub is no actor, and its key is still found in it", async () => {
    expect(await readBothWays("gotosocial/actor-stub", readActor)).toEqual({
      ok: false,
      reason: "malformed",
    });
  });

  it("permissions are read and written, by their old names too", async () => {
    const quote = await readBothWays("mastodon/quote-authorization", readAuthorization);
    expect(quote).toMatchObject({ ok: true, value: { type: "QuoteAuthorization" } });
    expect(readAuthorization(writeAuthorization(valueOf(quote)))).toEqual(quote);
    const like = await readBothWays("gotosocial/like-authorization", readAuthorization);
    expect(like).toMatchObject({
      ok: true,
      value: { type: "LikeAuthorization", interactingObject: "https://ours.example/users/ana#likes/1" },
    });
    const old = { ...readFixture("gotosocial/like-authorization").json, type: "ReplyApproval" };
    expect(readAuthorization(old)).toMatchObject({ ok: true, value: { type: "ReplyAuthorization" } });
    expect(readAuthorization({ ...old, interactionTarget: null })).toEqual({
      ok: false,
      reason: "malformed",
    });
  });

  it("a collection of recommended actors is read and written", async () => {
    const read = await readBothWays("mastodon/featured-collection", readFeaturedCollection);
    expect(read).toMatchObject({
      ok: true,
      value: {
        name: "Snow people",
        summary: "All of them.",
        language: "en",
        topic: { name: "#snow" },
        items: [{ featuredObject: "https://ours.example/users/ana", featuredObjectType: "Person" }],
      },
    });
    expect(readFeaturedCollection(writeFeaturedCollection(valueOf(read)))).toEqual(read);
  });

  it("a page of an outbox is read and written", () => {
    const read = readCollection(readFixture("mastodon/outbox-page").json);
    expect(read).toMatchObject({
      ok: true,
      value: {
        type: "OrderedCollectionPage",
        partOf: "https://mastodon.example/users/alice/outbox",
        items: [{ type: "Announce" }],
      },
    });
    const written = read.ok ? writeCollectionDocument(read.value) : "";
    expect(typeof written === "string" ? written : readCollection(written)).toEqual(read);
  });
});

it("every document is read by somebody, or known to have no effect", () => {
  const ignored = ["lemmy/dislike", "mobilizon/join", "peertube/view", "gotosocial/actor-stub"];
  const unread = readFixtures().filter(({ name, json }) => {
    const readers = [readActor, readAuthorization, readCollection, readFeaturedCollection];
    const isRead = readActivityType(json) !== undefined || readers.some((read) => read(json).ok);
    return !isRead && !ignored.includes(name);
  });
  expect(unread.map(({ name }) => name)).toEqual([]);
});

it("at least 95 of 100 documents take the short way", async () => {
  const judge = createContextJudge();
  const fixtures = readFixtures();
  const ways = await Promise.all(
    fixtures.map(async ({ json }) => {
      const known = await judge(json["@context"]);
      return known.plain && isPlainDocument(json, known);
    }),
  );
  const short = ways.filter(Boolean).length;
  process.stdout.write(`${short} of ${fixtures.length} documents take the short way.\n`);
  expect(short / fixtures.length).toBeGreaterThanOrEqual(0.95);
});
