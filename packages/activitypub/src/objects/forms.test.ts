// One thing in the many forms in which servers write it.
import { describe, expect, it } from "vitest";
import { readActor } from "./actor.ts";
import type { Actor } from "./actor.ts";
import { readNote } from "./note.ts";
import type { Note } from "./note.ts";
import { endOfPoll } from "./poll.ts";
import { PUBLIC } from "./reference.ts";
import type { JsonObject } from "./reference.ts";

const ALICE = "https://mastodon.example/users/alice";
const POST = "https://ours.example/users/ana/statuses/1";
const NOW = new Date("2026-03-01T12:00:00Z");

function note(json: JsonObject): Note {
  const read = readNote({ id: `${ALICE}/1`, type: "Note", attributedTo: ALICE, ...json });
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

function actor(json: JsonObject): Actor {
  const bare = { id: ALICE, type: "Person", inbox: `${ALICE}/inbox`, preferredUsername: "alice" };
  const read = readActor({ ...bare, ...json });
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

describe("lists", () => {
  const values: readonly (readonly [name: string, one: unknown])[] = [
    ["to", PUBLIC],
    ["cc", ALICE],
    ["tag", { type: "Hashtag", name: "#snow" }],
    ["attachment", { type: "Image", url: `${ALICE}/1.png` }],
    ["url", { type: "Link", href: `${ALICE}/page` }],
    ["inReplyTo", POST],
    ["oneOf", { type: "Note", name: "tea" }],
    ["anyOf", { type: "Note", name: "tea" }],
    ["likes", { type: "Collection", totalItems: 3 }],
    ["quote", POST],
  ];

  it.each(values)("F-230: %s may be null or missing, and one or a list of one", (name, one) => {
    expect(note({ [name]: null })).toEqual(note({}));
    expect(note({ [name]: [] })).toEqual(note({}));
    expect(note({ [name]: [one] })).toEqual(note({ [name]: one }));
    expect(note({ [name]: one })).not.toEqual(note({}));
  });

  it.each([
    ["alsoKnownAs", POST],
    ["attachment", { type: "PropertyValue", name: "a", value: "b" }],
    ["publicKey", { id: `${ALICE}#k`, owner: ALICE, publicKeyPem: "x" }],
    ["icon", { type: "Image", url: `${ALICE}/1.png` }],
    ["attributionDomains", "blog.example"],
    ["tag", { type: "Emoji", name: ":a:", icon: { url: `${ALICE}/a.png` } }],
  ])("F-230: %s of an actor may be null or missing, and one or a list of one", (name, one) => {
    expect(actor({ [name]: null })).toEqual(actor({}));
    expect(actor({ [name]: [one] })).toEqual(actor({ [name]: one }));
    expect(actor({ [name]: one })).not.toEqual(actor({}));
  });

  it.each(["", "yesterday", "2026-13-45T99:99:99Z", "0000-00-00", 1e18, {}, [], false])(
    "F-230: a post whose times are %j is read without them",
    (time) => {
      const read = note({ published: time, updated: time, endTime: time, closed: time, content: "x" });
      expect(read).toMatchObject({ published: undefined, updated: undefined, content: "x" });
    },
  );
});

describe("texts", () => {
  it("F-219: the language is the key of the map, and the text is content before the map's", () => {
    expect(note({ content: "a", contentMap: { de: "a" } })).toMatchObject({ content: "a", language: "de" });
    expect(note({ contentMap: { "pt-br": "b" } })).toMatchObject({ content: "b", language: "pt-BR" });
    expect(note({ content: "a", contentMap: { de: "b" } })).toMatchObject({ content: "a" });
    expect(note({ content: "a", nameMap: { fr: "b" } }).language).toBe("fr");
    expect(note({ content: "a", summaryMap: { it: "b" } }).language).toBe("it");
    expect(note({ content: "a", contentMap: { und: "a" } }).language).toBeUndefined();
  });

  it.each([
    [{ summary: "a fox", name: "IMG_1" }, "a fox"],
    [{ summary: "", name: "a fox" }, "a fox"],
    [{ summary: null, name: "a fox" }, "a fox"],
    [{ summaryMap: { en: "a fox" }, name: "IMG_1" }, "a fox"],
    [{ nameMap: { en: "a fox" } }, "a fox"],
    [{ name: "" }, undefined],
    [{}, undefined],
  ])("F-222: the description in %j is %s", (texts, description) => {
    const read = note({ attachment: { type: "Image", url: `${ALICE}/1.png`, ...texts } });
    expect(read.attachments[0]?.name).toBe(description);
  });

  it("F-232: what the author typed is read as an object, or as a text alone", () => {
    const source = { content: "**hi**", mediaType: "text/markdown" };
    expect(note({ source }).source).toEqual(source);
    expect(note({ source: "hi" }).source).toEqual({ content: "hi", mediaType: undefined });
    expect(note({ source: { mediaType: "text/plain" } }).source).toBeUndefined();
  });
});

describe("media", () => {
  it.each(["Image", "Video", "Audio", "Document"])("F-223: a single %s is an attachment", (type) => {
    const attachment = { type, url: [{ type: "Link", href: `${ALICE}/1`, mediaType: "a/b", width: 4 }] };
    expect(note({ attachment }).attachments).toMatchObject([
      { type, url: `${ALICE}/1`, mediaType: "a/b", width: 4 },
    ]);
  });

  it("F-223: a link is no attachment, but a page to be shown as a card", () => {
    const attachment = [{ type: "Link", href: "https://news.example/1", mediaType: "text/html" }];
    expect(note({ attachment })).toMatchObject({ attachments: [], links: ["https://news.example/1"] });
    expect(note({ attachment: { type: "Link", href: "javascript:x" } }).links).toEqual([]);
  });

  it.each([
    ["LEHV6nWB2yk8pyo0adR*.7kCMdnj", true],
    ["LEHV6nWB2yk8pyo0adR*.7kCMdn", false],
    ["~EHV6nWB2yk8pyo0adR*.7kCMdnj", false],
    ["U00", false],
    ["", false],
    [7, false],
  ])("F-224: a blurhash like %s is kept: %s", (blurhash, isKept) => {
    const [read] = note({ attachment: { type: "Image", url: `${ALICE}/1.png`, blurhash } }).attachments;
    expect(read?.blurhash).toBe(isKept ? blurhash : undefined);
  });

  it.each([
    [
      [-0.5, 1],
      [-0.5, 1],
    ],
    [
      ["0.25", "0"],
      [0.25, 0],
    ],
    [[2, 0], undefined],
    [[0], undefined],
    ["x", undefined],
    [undefined, undefined],
  ])("F-224: the focal point %j is %j", (focalPoint, point) => {
    const [read] = note({ attachment: { type: "Image", url: `${ALICE}/1.png`, focalPoint } }).attachments;
    expect(read?.focalPoint).toEqual(point);
  });

  it.each([
    ["PT61S", 61],
    ["PT1M1.5S", 61.5],
    ["PT1H", 3600],
    ["P1DT1S", 86_401],
    ["PT", undefined],
    ["61", undefined],
    ["PT1e9S", undefined],
  ])("a duration of %s is %s seconds", (duration, seconds) => {
    const [read] = note({ attachment: { type: "Audio", url: `${ALICE}/1.ogg`, duration } }).attachments;
    expect(read?.duration).toBe(seconds);
  });
});

describe("tags", () => {
  it("F-225: a mention of nobody is skipped, an emoji needs no id, and a hashtag no sign", () => {
    const tag = [
      { type: "Mention", name: "@ana@ours.example" },
      { type: "Emoji", id: null, name: ":blob:", icon: { type: "Image", url: `${ALICE}/b.png` } },
      { type: "Hashtag", name: "snow" },
      { type: "Hashtag", name: "#" },
    ];
    expect(note({ tag }).tags).toEqual([
      { type: "Emoji", id: undefined, name: ":blob:", icon: `${ALICE}/b.png`, updated: undefined },
      { type: "Hashtag", href: undefined, name: "#snow" },
    ]);
  });
});

describe("quotes", () => {
  it.each(["quoteUrl", "quoteUri", "_misskey_quote"])(
    "F-178: %s names what is quoted, without permission",
    (name) => {
      expect(note({ [name]: POST, quoteAuthorization: `${POST}/ok` }).quote).toEqual({
        target: POST,
        authorization: undefined,
        isLegacy: true,
      });
    },
  );

  it("F-178: the new way is believed before the old ones, and a deleted post is no quote of nothing", () => {
    const both = { quote: POST, quoteUrl: ALICE, quoteAuthorization: `${POST}/ok` };
    expect(note(both).quote).toEqual({ target: POST, authorization: `${POST}/ok`, isLegacy: false });
    expect(note({ quote: { type: "Tombstone" } }).quote).toMatchObject({ target: undefined });
    expect(note({ quoteUrl: "RE: nothing" }).quote).toBeUndefined();
  });

  const ld = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"';
  it.each([
    [{ mediaType: ld, rel: "https://misskey-hub.net/ns#_misskey_quote" }, true],
    [{ mediaType: "application/activity+json", rel: ["x", "http://fedibird.com/ns#quoteUri"] }, true],
    [{ mediaType: ld, name: `RE: ${POST}` }, true],
    [{ mediaType: ld, name: "see this" }, false],
    [{ mediaType: "text/html", rel: "https://misskey-hub.net/ns#_misskey_quote" }, false],
  ])("F-179: a link tag with %j is a quote: %s", (link, isQuote) => {
    const { quote, tags } = note({ tag: { type: "Link", href: POST, ...link } });
    expect(quote?.target).toBe(isQuote ? POST : undefined);
    expect(tags).toEqual([]);
  });
});

describe("polls", () => {
  const oneOf = [{ type: "Note", name: "tea", replies: { type: "Collection", totalItems: 3 } }];
  const ended = "2026-02-01T00:00:00Z";
  it.each([
    ["an end alone", { endTime: ended }, new Date(ended)],
    ["the moment of closing alone", { closed: ended }, new Date(ended)],
    ["both", { endTime: "2026-02-02T00:00:00Z", closed: ended }, new Date(ended)],
    ["that it is closed, and not when", { closed: true }, NOW],
    ["that it is not closed", { closed: false, endTime: ended }, new Date(ended)],
    ["neither", {}, undefined],
  ])("F-227: a poll that tells %s ends then", (_, times, end) => {
    const { poll } = note({ type: "Question", oneOf, ...times });
    expect(poll && endOfPoll(poll, NOW)).toEqual(end);
  });

  it("F-227: votes and voters are read, of options that are named in either way", () => {
    const read = note({
      type: "Question",
      anyOf: [...oneOf, { type: "Note", content: "rain", replies: { totalItems: "2" } }, { type: "Note" }],
      votersCount: 4,
    });
    expect(read.poll).toMatchObject({
      multiple: true,
      options: [
        { name: "tea", votes: 3 },
        { name: "rain", votes: 2 },
      ],
      voters: 4,
    });
  });
});
