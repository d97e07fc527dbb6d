import { describe, expect, it } from "vitest";
import { readFixture } from "../testing/fixtures.ts";
import { blankCollection } from "./collection-document.ts";
import { blankPolicy } from "./interaction-policy.ts";
import { writeNote } from "./note-writing.ts";
import { readNote } from "./note.ts";
import type { Note } from "./note.ts";
import { PUBLIC } from "./reference.ts";
import type { JsonObject } from "./reference.ts";

const ALICE = "https://mastodon.example/users/alice";
const id = `${ALICE}/statuses/1`;
const bare = { id, type: "Note", attributedTo: ALICE };

const whole: Note = {
  type: "Article",
  id,
  attributedTo: ALICE,
  to: [PUBLIC],
  cc: [`${ALICE}/followers`],
  content: "<p>hej</p>",
  name: "A title",
  source: { content: "hej", mediaType: "text/markdown" },
  summary: "weather",
  sensitive: true,
  language: "sv",
  url: "https://mastodon.example/@alice/1",
  inReplyTo: "https://ours.example/users/ana/statuses/1",
  conversation: "tag:mastodon.example,2025:1",
  context: `${ALICE}/contexts/1`,
  audience: "https://groups.example/c/snow",
  published: new Date("2025-11-18T09:12:44Z"),
  updated: new Date("2025-11-18T10:12:44Z"),
  tags: [
    { type: "Mention", href: "https://ours.example/users/ana", name: "@ana@ours.example" },
    { type: "Hashtag", href: "https://mastodon.example/tags/snow", name: "#snow" },
    {
      type: "Emoji",
      id: undefined,
      name: ":fox:",
      icon: "https://mastodon.example/fox.png",
      updated: new Date(0),
    },
  ],
  attachments: [
    {
      type: "Video",
      mediaType: "video/mp4",
      url: "https://mastodon.example/1.mp4",
      name: "a fox",
      blurhash: "LEHV6nWB2yk8pyo0adR*.7kCMdnj",
      focalPoint: [-0.5, 1],
      width: 4,
      height: 3,
      duration: 61.5,
      thumbnail: "https://mastodon.example/1.png",
    },
  ],
  links: ["https://news.example/1"],
  poll: undefined,
  quote: { target: "https://ours.example/1", authorization: "https://ours.example/ok/1", isLegacy: false },
  interactionPolicy: { ...blankPolicy, canQuote: { automatic: [`${ALICE}/followers`], manual: [] } },
  approvedBy: "https://ours.example/ok/2",
  replies: {
    ...blankCollection,
    id: `${id}/replies`,
    first: {
      ...blankCollection,
      type: "CollectionPage",
      next: `${id}/replies?page=2`,
      partOf: `${id}/replies`,
      items: [`${id}/2`],
    },
  },
  likes: { ...blankCollection, id: `${id}/likes`, totalItems: 3 },
  shares: { ...blankCollection, id: `${id}/shares` },
};

const times = (count: number, item: object): object[] => Array.from({ length: count }, () => item);

const read = (json: JsonObject): Note => {
  const note = readNote({ ...bare, ...json });
  if (!note.ok) throw new Error(note.reason);
  return note.value;
};

describe("round trips", () => {
  it("a post with everything is read back equal", () => {
    expect(readNote(writeNote(whole))).toEqual({ ok: true, value: whole });
  });

  it("a post with nothing is read back equal", () => {
    const empty = read({});
    expect(readNote(writeNote(empty))).toEqual({ ok: true, value: empty });
    expect(empty).toMatchObject({ content: "", summary: undefined, to: [], tags: [], sensitive: false });
  });

  it("is written as Mastodon writes it", () => {
    expect(writeNote({ ...whole, summary: undefined, inReplyTo: undefined })).toMatchObject({
      summary: null,
      inReplyTo: null,
      to: [PUBLIC],
      atomUri: id,
      contentMap: { sv: "<p>hej</p>" },
      published: "2025-11-18T09:12:44.000Z",
      attachment: [
        { type: "Video", name: "a fox" },
        { type: "Link", href: "https://news.example/1" },
      ],
    });
  });
});

describe("tolerance", () => {
  it("single values stand for lists, and objects for addresses", () => {
    const note = read({
      to: "as:Public",
      cc: { id: `${ALICE}/followers` },
      inReplyTo: [{ id: "https://a.example/1" }],
    });
    expect(note).toMatchObject({
      to: [PUBLIC],
      cc: [`${ALICE}/followers`],
      inReplyTo: "https://a.example/1",
    });
  });

  it("the type may be a list", () => {
    expect(read({ type: ["Thing", "Note"] }).type).toBe("Note");
  });

  it("without content the first language of its map is read", () => {
    expect(read({ contentMap: { de: "hallo" } })).toMatchObject({ content: "hallo", language: "de" });
  });

  it("of several languages it is the one of the text", () => {
    expect(read({ content: "hallo", contentMap: { ar: "x", de: "hallo" } }).language).toBe("de");
  });

  it("numbers may be texts, and a moment may lack its zone", () => {
    const attachment = { type: "Image", url: "https://a.example/1.png", width: "40", height: 30 };
    const note = read({ attachment, published: "2025-11-18T09:12:44.1234567891" });
    expect(note.attachments[0]).toMatchObject({ width: 40, height: 30 });
    expect(note.published).toEqual(new Date("2025-11-18T09:12:44.123Z"));
  });

  it.each(["soon", "+012025-01-01T00:00:00Z", 12, null])("%s is no moment", (published) => {
    expect(read({ published }).published).toBeUndefined();
  });

  it("the page of a list of links is the one for people", () => {
    const url = [
      { type: "Link", mediaType: "video/mp4", href: "https://a.example/1.mp4" },
      { type: "Link", mediaType: "text/html", href: "https://a.example/1" },
    ];
    expect(read({ url }).url).toBe("https://a.example/1");
  });

  it("GoToSocial's single attachment and tag are read", () => {
    const { object } = readFixture("gotosocial/create-note").json;
    const note = readNote(object as JsonObject);
    expect(note.ok && [note.value.attachments[0]?.name, note.value.tags.length]).toEqual([
      "a fox, asleep",
      1,
    ]);
  });

  it("Akkoma's emoji without an id is read", () => {
    const { object } = readFixture("pleroma/create-note").json;
    const note = readNote(object as JsonObject);
    expect(note.ok && note.value.tags[0]).toMatchObject({ name: ":fox:", id: undefined });
  });
});

describe("what is not believed", () => {
  it("S-038 addresses that are not http or https are dropped", () => {
    const note = read({
      url: "javascript:alert(1)",
      attachment: [{ type: "Image", url: "data:image/png;base64,AA" }],
      tag: [
        { type: "Mention", href: "javascript:alert(1)" },
        { type: "Emoji", name: ":a:", icon: { url: "file:///etc" } },
      ],
    });
    expect(note).toMatchObject({ url: undefined, attachments: [], tags: [] });
  });

  it("S-053 what is too long is cut, and what is too many dropped", () => {
    const attachment = times(20, {
      type: "Image",
      url: "https://a.example/1.png",
      name: "x".repeat(20_000),
    });
    const note = read({
      content: "x".repeat(300_000),
      attachment,
      tag: times(600, { type: "Hashtag", name: "#a" }),
    });
    expect([note.content.length, note.attachments.length, note.tags.length]).toEqual([262_144, 16, 500]);
    expect(note.attachments[0]?.name?.length).toBe(10_000);
  });

  it("a text is not cut within a character", () => {
    const { content } = read({ content: `${"x".repeat(262_143)}😀` });
    expect(content).toBe("x".repeat(262_143));
  });

  it("F-112 an unsupported type is refused, and so is a post without an id or author", () => {
    expect(readNote({ ...bare, type: "Recipe" })).toEqual({ ok: false, reason: "unknown-type" });
    expect(readNote({ type: "Note", attributedTo: ALICE })).toEqual({ ok: false, reason: "malformed" });
    expect(readNote({ id, type: "Note" })).toEqual({ ok: false, reason: "malformed" });
  });
});
