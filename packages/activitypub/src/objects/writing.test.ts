// What we write, word for word where others depend on it.
import { describe, expect, it } from "vitest";
import { writeActivity } from "../activities/table.ts";
import { writeObject } from "../documents/routes.ts";
import { normaliseFully } from "../jsonld/normalise.ts";
import { withContext } from "../jsonld/with-context.ts";
import { writeActor } from "./actor-writing.ts";
import { readActor } from "./actor.ts";
import { blankAttachment } from "./attachment.ts";
import { blankActor, blankNote } from "./blank.ts";
import { blankCollection } from "./collection-document.ts";
import { blankPolicy } from "./interaction-policy.ts";
import { writeNote } from "./note-writing.ts";
import { readNote } from "./note.ts";
import type { Note } from "./note.ts";
import { PUBLIC } from "./reference.ts";

const ANA = "https://ours.example/users/ana";
const POST = `${ANA}/statuses/1`;
const note: Note = {
  ...blankNote,
  id: POST,
  attributedTo: ANA,
  to: [PUBLIC],
  cc: [`${ANA}/followers`],
  content: "<p>hej</p>",
  language: "sv",
  published: new Date(0),
  conversation: "tag:ours.example,2026:1",
  attachments: [
    {
      ...blankAttachment,
      url: `${ANA}/1.mp4`,
      mediaType: "video/mp4",
      name: "a fox",
      blurhash: "LEHV6nWB2yk8pyo0adR*.7kCMdnj",
      focalPoint: [0, -0.5],
      width: 640,
      height: 480,
      duration: 61.5,
    },
  ],
  quote: { target: "https://there.example/1", authorization: "https://there.example/ok", isLegacy: false },
  interactionPolicy: { ...blankPolicy, canQuote: { automatic: [PUBLIC], manual: [] } },
};

describe("a post", () => {
  it("F-215: has what Mastodon looks for, in the forms in which it looks", () => {
    expect(writeNote({ ...note, attachments: [], quote: undefined, interactionPolicy: undefined })).toEqual({
      id: POST,
      type: "Note",
      summary: null,
      inReplyTo: null,
      published: "1970-01-01T00:00:00.000Z",
      attributedTo: ANA,
      to: [PUBLIC],
      cc: [`${ANA}/followers`],
      atomUri: POST,
      inReplyToAtomUri: null,
      conversation: "tag:ours.example,2026:1",
      sensitive: false,
      content: "<p>hej</p>",
      contentMap: { sv: "<p>hej</p>" },
      attachment: [],
      tag: [],
    });
    expect(writeNote({ ...note, inReplyTo: ANA, summary: "x" })).toMatchObject({
      inReplyTo: ANA,
      inReplyToAtomUri: ANA,
      summary: "x",
    });
  });

  it("F-216: its media have a type, an address, a description, a blur, a focus, a size and a length", () => {
    expect(writeNote(note)["attachment"]).toEqual([
      {
        type: "Document",
        mediaType: "video/mp4",
        url: `${ANA}/1.mp4`,
        name: "a fox",
        blurhash: "LEHV6nWB2yk8pyo0adR*.7kCMdnj",
        focalPoint: [0, -0.5],
        width: 640,
        height: 480,
        duration: "PT61.5S",
      },
    ]);
  });

  it("F-217: its poll has options with counts, an end, and when it was closed once it is over", () => {
    const poll = {
      multiple: false,
      options: [{ name: "tea", votes: 2 }],
      endTime: new Date(1000),
      closed: undefined,
      voters: 2,
    };
    const open = writeNote({ ...note, type: "Question", poll });
    expect(open).toMatchObject({
      type: "Question",
      oneOf: [{ type: "Note", name: "tea", replies: { type: "Collection", totalItems: 2 } }],
      endTime: "1970-01-01T00:00:01.000Z",
      votersCount: 2,
    });
    expect(open).not.toHaveProperty("closed");
    const over = { ...poll, multiple: true, closed: new Date(1000) };
    expect(writeNote({ ...note, type: "Question", poll: over })).toMatchObject({
      anyOf: [{ name: "tea" }],
      closed: "1970-01-01T00:00:01.000Z",
    });
  });

  it("F-198: a vote has a name and nothing to read, for its poll's author alone", () => {
    const vote = {
      ...blankNote,
      id: `${ANA}#v`,
      attributedTo: ANA,
      to: [note.id],
      name: "tea",
      inReplyTo: POST,
    };
    expect(writeNote(vote)).toEqual({
      id: `${ANA}#v`,
      type: "Note",
      name: "tea",
      attributedTo: ANA,
      to: [note.id],
      inReplyTo: POST,
    });
  });

  it("says under the names that all of JSON-LD knows what it says in plain ones", async () => {
    const full = await normaliseFully(withContext(writeNote(note)));
    expect(full.ok && readNote(full.value)).toEqual({ ok: true, value: note });
  });

  it("T11, F-190: is pushed with every property with which it is fetched", () => {
    const { to, cc, published } = note;
    const id = `${POST}/activity`;
    const text = writeActivity({ type: "Create", id, actor: ANA, to, cc, published, object: note });
    const { object: pushed } = JSON.parse(text) as { readonly object: unknown }; // we have just written it
    const fetched: unknown = JSON.parse(JSON.stringify(writeObject(note)));
    expect(pushed).toEqual(fetched);
    expect(fetched).toMatchObject({
      conversation: "tag:ours.example,2026:1",
      attachment: [{ blurhash: expect.any(String), focalPoint: [0, -0.5] }],
      quote: "https://there.example/1",
      _misskey_quote: "https://there.example/1",
      quoteUri: "https://there.example/1",
      quoteAuthorization: "https://there.example/ok",
      interactionPolicy: { canQuote: { automaticApproval: [PUBLIC] } },
    });
  });
});

describe("what does not fit", () => {
  const base = { id: `${POST}/activity`, actor: ANA, to: [PUBLIC], cc: [], published: undefined };
  const carried = (post: Note): unknown => {
    const text = writeActivity({ ...base, type: "Create", object: post });
    expect(Buffer.byteLength(text)).toBeLessThan(64 * 1024);
    const { object } = JSON.parse(text) as { readonly object: unknown }; // we have just written it
    return object;
  };

  it("T21, F-213: a large post loses what can be done without, and no more than has to be", () => {
    const content = "x".repeat(25_000);
    const source = { content, mediaType: undefined };
    const replies = { ...blankCollection, id: `${POST}/replies`, totalItems: 1 };
    expect(carried({ ...note, content, replies })).toMatchObject({ contentMap: { sv: content } });
    const smaller = carried({ ...note, content, source, replies });
    expect(smaller).toMatchObject({ content, contentMap: { sv: content }, replies: { totalItems: 1 } });
    expect(smaller).not.toHaveProperty("source");
    const longer = carried({ ...note, content: content + content, source, replies });
    expect(longer).toMatchObject({ content: content + content, replies: { totalItems: 1 } });
    expect(longer).not.toHaveProperty("contentMap");
  });

  it("F-213: a post that is too large in itself is named, to be fetched", () => {
    expect(carried({ ...note, content: "é".repeat(40_000) })).toBe(POST);
  });

  it("T21: one addressee is still a list, and everybody has the full name", () => {
    const text = writeActivity({ ...base, type: "Create", object: { ...note, cc: [] } });
    expect(JSON.parse(text)).toMatchObject({ to: [PUBLIC], cc: [], object: { to: [PUBLIC], cc: [] } });
  });

  it("T21: the context holds nothing that is not used", () => {
    const text = writeActivity({ ...base, type: "Follow", object: "https://there.example/u" });
    expect(JSON.parse(text)["@context"]).toBe("https://www.w3.org/ns/activitystreams");
    expect(Buffer.byteLength(text)).toBeLessThan(300);
  });
});

describe("an actor", () => {
  const ana = { ...blankActor, id: ANA, inbox: `${ANA}/inbox`, preferredUsername: "ana" };

  it("F-033: its pictures have a type, an address and a description", () => {
    const icon = { url: `${ANA}/1.png`, mediaType: "image/png", description: "me" };
    expect(writeActor({ ...ana, icon, image: { ...icon, description: undefined } })).toMatchObject({
      icon: { type: "Image", mediaType: "image/png", url: `${ANA}/1.png`, summary: "me" },
      image: { type: "Image", mediaType: "image/png", url: `${ANA}/1.png` },
    });
  });

  it("F-044: what its profile shows, and who may name it, comes back as it was sent", () => {
    const actor = {
      ...ana,
      name: "Ana",
      summary: "",
      showFeatured: false,
      showMedia: true,
      showRepliesInMedia: false,
      attributionDomains: ["blog.example"],
    };
    expect(readActor(writeActor(actor))).toEqual({ ok: true, value: actor });
    expect(writeActor(ana)).not.toHaveProperty("showMedia");
  });

  it.each(["Person", "Service", "Group", "Application"] as const)(
    "F-032: a %s says under its context what it says in plain names",
    async (type) => {
      const actor = {
        ...ana,
        type,
        name: "Ana",
        summary: "<p>hi</p>",
        webfinger: "ana@ours.example",
        featured: `${ANA}/featured`,
        featuredTags: `${ANA}/tags`,
        publicKeys: [{ id: `${ANA}#main-key`, pem: "x" }],
        multikeys: [{ id: `${ANA}#key`, multibase: "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQXJPt7NPVpV4h" }],
        implements: [{ href: "https://datatracker.ietf.org/doc/html/rfc9421", name: "RFC 9421" }],
        interactionPolicy: { ...blankPolicy, canFeature: { automatic: [PUBLIC], manual: [] } },
        fields: [{ name: "a", value: "b" }],
        discoverable: true,
        memorial: true,
        movedTo: "https://new.example/u",
        alsoKnownAs: ["https://old.example/u"],
      };
      const full = await normaliseFully(withContext(writeActor(actor)));
      expect(full.ok && readActor(full.value)).toEqual({ ok: true, value: actor });
    },
  );

  it("F-049: an application says which standards it understands (FEP-844e)", () => {
    const rfc = { href: "https://datatracker.ietf.org/doc/html/rfc9421", name: "RFC 9421" };
    const written = writeActor({ ...ana, type: "Application", implements: [rfc] });
    expect(written).toMatchObject({ implements: [rfc] });
    expect(withContext(written)["@context"]).toContainEqual(
      expect.objectContaining({ implements: expect.objectContaining({ "@container": "@list" }) }),
    );
  });
});
