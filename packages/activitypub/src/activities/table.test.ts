import { describe, expect, it } from "vitest";
import type { Actor } from "../objects/actor.ts";
import type { Authorization } from "../objects/authorization.ts";
import { blankNote } from "../objects/blank.ts";
import type { FeaturedCollection } from "../objects/featured-collection.ts";
import type { Note } from "../objects/note.ts";
import { readNote } from "../objects/note.ts";
import { PUBLIC } from "../objects/reference.ts";
import type { JsonObject } from "../objects/reference.ts";
import { readFixture } from "../testing/fixtures.ts";
import type { Activity } from "./activity.ts";
import { activities, readActivity, writeActivity, writeActivityObject } from "./table.ts";

const ALICE = "https://mastodon.example/users/alice";
const ANA = "https://ours.example/users/ana";
const base = {
  id: `${ALICE}#1`,
  actor: ALICE,
  to: [PUBLIC],
  cc: [ANA],
  published: new Date("2025-11-18T09:12:44Z"),
};
const bare = { id: base.id, actor: ALICE, to: [], cc: [], published: undefined };

const note = ((): Note => {
  const read = readNote({ id: `${ALICE}/1`, type: "Note", attributedTo: ALICE, to: [PUBLIC], content: "x" });
  if (!read.ok) throw new Error(read.reason);
  return read.value;
})();
const person = ((): Actor => {
  const read = readActivity(readFixture("mastodon/update-person").json);
  if (!read.ok || read.value.type !== "Update" || typeof read.value.object === "string")
    throw new Error("No actor.");
  return read.value.object as Actor; // the fixture updates an actor
})();

const follow = { ...bare, id: `${ANA}#follow`, actor: ANA, type: "Follow", object: ALICE } as const;

const reaction = {
  content: ":fox:",
  emoji: { type: "Emoji", id: undefined, name: ":fox:", icon: `${ALICE}/fox.png`, updated: undefined },
} as const;
const vote: Note = {
  ...blankNote,
  id: `${ALICE}/2`,
  attributedTo: ALICE,
  to: [ANA],
  name: "snow",
  inReplyTo: `${ANA}/1`,
};
const quoteRequest = {
  ...bare,
  id: `${ALICE}#ask`,
  type: "QuoteRequest",
  object: `${ANA}/1`,
  instrument: { ...note, quote: { target: `${ANA}/1`, authorization: undefined, isLegacy: false } },
} as const;
const hashtag = { type: "Hashtag", href: "https://mastodon.example/tags/snow", name: "#snow" } as const;
const item = {
  type: "FeaturedItem",
  id: `${ALICE}/collections/1/1`,
  featuredObject: ANA,
  featuredObjectType: "Person",
  featureAuthorization: `${ANA}/ok`,
} as const;
const collection: FeaturedCollection = {
  type: "FeaturedCollection",
  id: `${ALICE}/collections/1`,
  attributedTo: ALICE,
  name: "Snow people",
  summary: "All of them.",
  language: "en",
  url: "https://mastodon.example/collections/1",
  topic: hashtag,
  sensitive: false,
  discoverable: true,
  totalItems: 1,
  items: [item],
  published: new Date(0),
  updated: new Date(1000),
};
const stamp: Authorization = {
  type: "QuoteAuthorization",
  id: `${ALICE}/ok/1`,
  attributedTo: ALICE,
  interactingObject: `${ANA}/1`,
  interactionTarget: `${ALICE}/1`,
};

const samples: readonly Activity[] = [
  { ...base, type: "Follow", object: ANA },
  { ...base, id: undefined, type: "Follow", object: ANA },
  { ...base, type: "Accept", object: `${ANA}#follow` },
  { ...base, type: "Accept", object: follow },
  { ...base, type: "Reject", object: follow },
  { ...base, type: "Like", object: `${ANA}/1` },
  { ...base, type: "Announce", object: `${ANA}/1` },
  { ...base, type: "Create", object: note },
  { ...base, type: "Create", object: vote, more: [{ ...vote, id: `${ALICE}/3`, name: "rain" }] },
  { ...base, type: "Create", object: `${ALICE}/1` },
  { ...base, type: "Update", object: note },
  { ...base, type: "Update", object: person },
  { ...base, type: "Delete", object: `${ALICE}/1` },
  { ...base, type: "Delete", object: ALICE },
  { ...base, type: "Undo", object: { ...bare, id: `${ALICE}#2`, type: "Like", object: `${ANA}/1` } },
  { ...base, type: "Undo", object: { ...base, id: `${ALICE}#2`, type: "Announce", object: `${ANA}/1` } },
  { ...base, type: "Undo", object: { ...bare, id: undefined, type: "Follow", object: ANA } },
  { ...base, type: "Undo", object: { ...bare, type: "Block", object: ANA } },
  { ...base, type: "Undo", object: { ...bare, type: "EmojiReact", object: ANA, reaction } },
  { ...base, type: "Undo", object: { ...bare, type: "Accept", object: follow } },
  { ...base, type: "Undo", object: `${ALICE}#2` },
  { ...base, type: "Like", object: `${ANA}/1`, reaction, approvedBy: `${ANA}/ok` },
  { ...base, type: "EmojiReact", object: `${ANA}/1`, reaction: { content: "👍", emoji: undefined } },
  { ...base, type: "Announce", object: note.id, note, approvedBy: `${ANA}/ok` },
  { ...base, type: "Announce", object: base.id, activity: { ...base, type: "Create", object: note } },
  { ...base, type: "Accept", object: quoteRequest, result: `${ALICE}/ok` },
  { ...base, type: "Reject", object: { ...quoteRequest, type: "ReplyRequest" } },
  quoteRequest,
  { ...quoteRequest, type: "ReplyRequest", instrument: `${ANA}/2` },
  { ...bare, type: "LikeRequest", object: ANA, instrument: { ...bare, type: "Like", object: ANA } },
  { ...bare, type: "AnnounceRequest", object: ANA, instrument: { ...bare, type: "Announce", object: ANA } },
  { ...bare, type: "FeatureRequest", object: ANA, instrument: collection },
  { ...base, type: "Add", object: note.id, target: `${ALICE}/featured` },
  { ...base, type: "Add", object: collection, target: `${ALICE}/featured_collections` },
  { ...base, type: "Add", object: item, target: collection.id },
  { ...base, type: "Remove", object: hashtag, target: `${ALICE}/featured` },
  { ...base, type: "Block", object: ANA },
  { ...base, type: "Block", object: ANA, target: "https://mastodon.example/c/main" },
  { ...base, type: "Flag", object: [ANA, `${ANA}/1`], content: "Spam." },
  { ...base, type: "Move", object: ALICE, target: "https://new.example/users/alice" },
  { ...base, type: "Update", object: collection },
  { ...base, type: "Delete", object: stamp.id, authorization: stamp },
];

describe("round trips", () => {
  it.each(samples)("a written $type is read back equal", (activity) => {
    expect(readActivity(JSON.parse(writeActivity(activity)))).toEqual({ ok: true, value: activity });
  });

  it("every type has a sample", () => {
    expect(new Set(samples.map(({ type }) => type))).toEqual(new Set(Object.keys(activities)));
  });

  it("only the terms that are used are in the context", () => {
    const like: Activity = { ...base, type: "Like", object: `${ANA}/1` };
    expect(JSON.parse(writeActivity(like))["@context"]).toBe("https://www.w3.org/ns/activitystreams");
    const update: Activity = { ...base, type: "Update", object: person };
    expect(JSON.parse(writeActivity(update))["@context"]).toEqual([
      "https://www.w3.org/ns/activitystreams",
      "https://w3id.org/security/v1",
      expect.objectContaining({ toot: "http://joinmastodon.org/ns#", discoverable: "toot:discoverable" }),
    ]);
  });
});

const json = (object: unknown, type = "Create", extra: JsonObject = {}): JsonObject => ({
  id: `${ALICE}#1`,
  type,
  actor: ALICE,
  object,
  ...extra,
});
const refused = (reason: string): unknown => ({ ok: false, reason });
const objectOf = (document: JsonObject): unknown => {
  const read = readActivity(document);
  return read.ok ? read.value.object : read;
};

describe("whose it is", () => {
  it("S-016 an activity has exactly one actor", () => {
    expect(readActivity(json(ANA, "Like", { actor: [ALICE, ANA] }))).toEqual(refused("malformed"));
    expect(readActivity(json(ANA, "Like", { actor: undefined }))).toEqual(refused("malformed"));
    expect(readActivity(json(ANA, "Like", { actor: [{ id: ALICE }] })).ok).toBe(true);
  });

  it("S-017 the id of an activity is on the server of its actor", () => {
    expect(readActivity(json(ANA, "Like", { id: "https://evil.example/1" }))).toEqual(
      refused("wrong-origin"),
    );
    expect(readActivity(json(ANA, "Like", { id: "http://mastodon.example/1" }))).toEqual(
      refused("wrong-origin"),
    );
    expect(readActivity(json(ANA, "Like", { id: "urn:uuid:1" }))).toEqual(refused("malformed"));
  });

  it("a type that nobody knows is said to be that", () => {
    expect(readActivity(json(ANA, "Dislike"))).toEqual(refused("unknown-type"));
    expect(readActivity(json(ANA, "constructor"))).toEqual(refused("unknown-type"));
  });
});

describe("what an activity carries", () => {
  it("F-100 F-110 S-026 an object of another server is only its address", () => {
    const foreign = { id: "https://evil.example/1", type: "Note", content: "x", attributedTo: ALICE };
    expect(objectOf(json(foreign))).toBe("https://evil.example/1");
    expect(objectOf(json(foreign, "Update"))).toBe("https://evil.example/1");
  });

  it("T20, F-111: an object by another author is refused", () => {
    const other = { id: `${ALICE}/1`, type: "Note", attributedTo: "https://mastodon.example/users/bob" };
    expect(objectOf(json(other))).toEqual(refused("wrong-origin"));
  });

  it("F-111 an object by nobody is by the actor", () => {
    expect(objectOf(json({ id: `${ALICE}/1`, type: "Note" }))).toMatchObject({ attributedTo: ALICE });
  });

  it("S-027 S-183 GHSA-r388-57j3-5fgp an object without an id is refused", () => {
    expect(objectOf(json({ type: "Note", content: "x" }))).toEqual(refused("malformed"));
  });

  it("F-112 an object of an unsupported type is refused", () => {
    expect(objectOf(json({ id: `${ALICE}/1`, type: "Recipe" }))).toEqual(refused("unknown-type"));
  });

  it("an object that is addressed to nobody is addressed as its activity", () => {
    const document = json({ id: `${ALICE}/1`, type: "Note" }, "Create", { to: "Public", cc: [ANA] });
    expect(objectOf(document)).toMatchObject({ to: [PUBLIC], cc: [ANA] });
  });

  it("S-031 of what is announced only the address is read", () => {
    expect(objectOf(readFixture("lemmy/announce-like").json)).toBe("https://other.example/activities/like/1");
  });

  it("F-132 an actor is updated by itself alone", () => {
    const bob = {
      id: "https://mastodon.example/users/bob",
      type: "Person",
      inbox: "https://mastodon.example/inbox",
      preferredUsername: "bob",
    };
    expect(objectOf(json(bob, "Update"))).toEqual(refused("wrong-origin"));
  });

  it("what is undone was done by the same actor", () => {
    const like = { type: "Like", actor: "https://mastodon.example/users/bob", object: ANA };
    expect(objectOf(json(like, "Undo"))).toEqual(refused("wrong-origin"));
    expect(objectOf(json({ type: "Like", object: ANA }, "Undo"))).toMatchObject({
      type: "Like",
      actor: ALICE,
    });
    expect(objectOf(json({ type: "Block", object: ANA }, "Undo"))).toMatchObject({ type: "Block" });
    expect(objectOf(json({ type: "Delete", object: ANA }, "Undo"))).toEqual(refused("unknown-type"));
  });

  it("S-032 a request that is answered is read whole only if it was made to who answers", () => {
    const asked = { id: `${ANA}#follow`, type: "Follow", actor: ANA, object: ALICE };
    expect(objectOf(json(asked, "Accept"))).toMatchObject({ type: "Follow", actor: ANA });
    expect(objectOf(json({ ...asked, object: "https://b.example/u" }, "Accept"))).toBe(`${ANA}#follow`);
    expect(objectOf(json({ ...asked, type: "QuoteRequest" }, "Reject"))).toBe(`${ANA}#follow`);
  });

  it("a deletion may name its object in any form", () => {
    const gone = `${ALICE}/1`;
    expect(objectOf(json(gone, "Delete"))).toBe(gone);
    expect(objectOf(json({ id: gone, type: "Tombstone" }, "Delete"))).toBe(gone);
  });
});

it("an embedded activity is written without a context", () => {
  expect(writeActivityObject({ ...base, type: "Like", object: ANA })).not.toHaveProperty("@context");
});
