import { describe, expect, it } from "vitest";
import { createNormalise, normaliseFully } from "../jsonld/normalise.ts";
import { PUBLIC } from "../objects/reference.ts";
import { readFixture, readFixtures } from "../testing/fixtures.ts";
import { readActivity, readActivityType, writeActivity } from "./table.ts";

const normalise = createNormalise();
const ANA = "https://ours.example/users/ana";
const POST = `${ANA}/statuses/1`;
const ALICE = "https://mastodon.example/users/alice";
const MIKA = "https://misskey.example/users/9abc000001";
const CAROL = "https://gts.example/users/carol";
const quoteOf = (isLegacy: boolean): object => ({ target: POST, isLegacy });

/** What each document is read as, as far as it matters. */
const expected: Readonly<Record<string, object>> = {
  "mastodon/create-note": { type: "Create", object: { type: "Note", language: "en" } },
  "mastodon/delete-note": { type: "Delete", object: `${ALICE}/statuses/113500000000000001` },
  "mastodon/undo-announce": { type: "Undo", object: { type: "Announce", object: POST } },
  "mastodon/update-person": { type: "Update", object: { type: "Person", id: ALICE } },
  "mastodon/update-question": {
    object: {
      type: "Question",
      poll: {
        multiple: false,
        options: [
          { name: "yes", votes: 5 },
          { name: "no", votes: 2 },
        ],
        endTime: new Date("2025-11-19T09:12:44Z"),
        closed: undefined,
        voters: 7,
      },
      likes: { totalItems: 2 },
      context: "https://mastodon.example/contexts/1-30",
    },
  },
  "mastodon/create-quote": {
    object: {
      quote: { ...quoteOf(false), authorization: `${ANA}/quote_authorizations/1` },
      interactionPolicy: { canQuote: { automatic: [PUBLIC], manual: [] }, canLike: undefined },
    },
  },
  "mastodon/create-vote": { object: { type: "Note", name: "yes", content: "", inReplyTo: POST, to: [ANA] } },
  "mastodon/announce": { type: "Announce", object: POST, cc: [ANA, `${ALICE}/followers`] },
  "mastodon/announce-own-private": {
    object: `${ALICE}/statuses/31`,
    note: { attributedTo: ALICE, content: "<p>psst</p>" },
  },
  "mastodon/like": { type: "Like", object: POST },
  "mastodon/follow": { type: "Follow", object: ANA },
  "mastodon/undo-follow": { type: "Undo", object: { type: "Follow", object: ANA } },
  "mastodon/accept-follow": { type: "Accept", object: { type: "Follow", actor: ANA } },
  "mastodon/reject-follow": { type: "Reject", object: { type: "Follow", actor: ANA } },
  "mastodon/undo-like": { type: "Undo", object: { type: "Like", object: POST } },
  "mastodon/add-pin": {
    id: undefined,
    object: `${ALICE}/statuses/30`,
    target: `${ALICE}/collections/featured`,
  },
  "mastodon/remove-hashtag": { type: "Remove", object: { type: "Hashtag", name: "#snow" } },
  "mastodon/block": { type: "Block", object: ANA },
  "mastodon/undo-block": { type: "Undo", object: { type: "Block", object: ANA } },
  "mastodon/flag": { object: [ANA, POST], content: "Spam, again and again." },
  "mastodon/move": { object: ALICE, target: "https://new.example/users/alice" },
  "mastodon/quote-request": {
    type: "QuoteRequest",
    object: POST,
    instrument: { attributedTo: ALICE, quote: quoteOf(false) },
  },
  "mastodon/accept-quote-request": {
    object: { type: "QuoteRequest", instrument: POST },
    result: `${ALICE}/quote_authorizations/8`,
  },
  "mastodon/delete-quote-authorization": {
    object: `${ALICE}/quote_authorizations/8`,
    authorization: { type: "QuoteAuthorization", interactingObject: POST },
  },
  "mastodon/feature-request": {
    type: "FeatureRequest",
    instrument: "https://mastodon.example/ap/users/115/collections/2",
  },
  "misskey/create-note": { object: { type: "Note", attributedTo: MIKA } },
  "misskey/like": { type: "Like", object: POST, reaction: { content: "❤" } },
  "misskey/create-quote": {
    object: {
      quote: { ...quoteOf(true), authorization: undefined },
      source: { content: "look", mediaType: "text/x.misskeymarkdown" },
    },
  },
  "misskey/create-warning-only": {
    object: {
      summary: "a picture of food",
      content: "\u200b",
      sensitive: true,
      attachments: [{ type: "Document", mediaType: "image/webp", name: undefined }],
    },
  },
  "misskey/update-question": {
    object: { poll: { multiple: true, closed: new Date("2025-11-18T12:00:00Z"), endTime: undefined } },
  },
  "misskey/react-emoji": {
    reaction: {
      content: ":blobcat:",
      emoji: { name: ":blobcat:", icon: "https://misskey.example/files/blobcat.png" },
    },
  },
  "misskey/undo-like": { object: { type: "Like", reaction: { content: ":blobcat:" } } },
  "misskey/announce": { type: "Announce", object: POST },
  "misskey/flag": { object: [ANA], content: `Note: ${POST}\n-----\nrude` },
  "sharkey/update-note": {
    object: { inReplyTo: POST, updated: new Date("2025-11-18T11:05:00Z"), cc: [PUBLIC] },
  },
  "sharkey/create-quote": { object: { quote: quoteOf(true), tags: [] } },
  "gotosocial/create-note": { object: { attachments: [{ name: "a fox, asleep" }] } },
  "gotosocial/delete-note": { type: "Delete", object: `${CAROL}/statuses/01HZ1` },
  "gotosocial/create-votes": {
    object: { name: "tea", inReplyTo: POST },
    more: [{ name: "coffee", inReplyTo: POST }],
  },
  "gotosocial/create-question": {
    object: {
      tags: [{ type: "Mention", href: ANA }],
      interactionPolicy: {
        canAnnounce: { automatic: [PUBLIC], manual: [] },
        canReply: { automatic: [`${CAROL}/followers`], manual: [PUBLIC] },
        canQuote: undefined,
      },
    },
  },
  "gotosocial/accept-note": { object: POST, result: `${CAROL}/authorizations/01A` },
  "gotosocial/like-request": { object: POST, instrument: { type: "Like", actor: CAROL } },
  "gotosocial/reply-request": { object: POST, instrument: `${CAROL}/statuses/01S` },
  "pleroma/accept-follow": { object: { type: "Follow", actor: ANA } },
  "pleroma/create-note": { object: { attachments: [{ mediaType: "video/mp4", name: undefined }] } },
  "pleroma/emoji-react": { type: "EmojiReact", object: POST, reaction: { content: "👍" } },
  "pleroma/undo-emoji-react": { object: { type: "EmojiReact", reaction: { content: "👍" } } },
  "pleroma/undo-bare": { type: "Undo", object: "https://pleroma.example/activities/f9" },
  "akkoma/create-note": {
    object: {
      to: [PUBLIC],
      tags: [{ type: "Emoji", id: undefined, name: ":blob:" }],
      quote: quoteOf(true),
      published: new Date("2025-11-18T11:00:00.123Z"),
    },
  },
  "lemmy/announce-like": { object: "https://other.example/activities/like/1", activity: { type: "Like" } },
  "lemmy/create-page": {
    object: {
      type: "Page",
      audience: "https://lemmy.example/c/gardens",
      links: ["https://garden.example/roses"],
      source: { mediaType: "text/markdown" },
    },
  },
  "lemmy/announce-create": {
    actor: "https://lemmy.example/c/gardens",
    activity: {
      type: "Create",
      actor: "https://other.example/u/eve",
      object: { id: "https://other.example/comment/9", inReplyTo: "https://lemmy.example/post/77" },
    },
  },
  "lemmy/announce-delete": { activity: { type: "Delete", object: "https://lemmy.example/post/77" } },
  "lemmy/block-from-community": { object: ANA, target: "https://lemmy.example/c/gardens" },
  "mbin/create-page": {
    object: {
      name: "A bridge",
      content: "",
      language: undefined,
      source: { content: "https://news.example/bridge", mediaType: undefined },
      links: ["https://news.example/bridge"],
    },
  },
  "mbin/announce-like": { activity: { type: "Like" } },
  "peertube/create-video": {
    actor: "https://tube.example/accounts/tom",
    object: {
      type: "Video",
      attributedTo: "https://tube.example/accounts/tom",
      url: "https://tube.example/videos/watch/9c9de5e8",
      name: "A walk",
      tags: [{ type: "Hashtag", name: "#snow" }],
    },
  },
  "peertube/announce": { object: "https://tube.example/videos/watch/9c9de5e8" },
  "pixelfed/create-note": {
    object: {
      attachments: [{ type: "Image", width: 1080, height: 810, blurhash: "LEHV6nWB2yk8pyo0adR*.7kCMdnj" }],
    },
  },
  "pixelfed/undo-announce": { object: { type: "Announce", object: POST } },
  "wordpress/create-article": {
    object: {
      id: "https://blog.example/?p=7",
      type: "Article",
      name: "Roses in winter",
      language: "en",
      likes: { totalItems: 4 },
      interactionPolicy: { canQuote: { automatic: [PUBLIC] } },
    },
  },
  "wordpress/create-comment": { object: { id: "https://blog.example/?c=8", inReplyTo: POST } },
  "threads/create-note": {
    actor: "https://threads.example/ap/users/17841400000000001/",
    object: { quote: quoteOf(true), published: new Date("2025-11-18T12:00:00Z") },
  },
  "ghost/create-article": { object: { name: "Winter", content: "<p>Long text.</p>", to: [PUBLIC] } },
  "bridgy-fed/create-note": {
    object: {
      id: "https://bsky.brid.example/convert/ap/at://did:plc:abc123/app.bsky.feed.post/3k",
      url: "https://bsky.brid.example/r/https://bsky.app/profile/bea.example/post/3k",
    },
  },
  "bridgy-fed/like": { type: "Like", object: POST, published: undefined },
  "bridgy-fed/announce": { type: "Announce", object: POST, published: undefined },
  "friendica/create-note": {
    object: {
      source: { content: "Hello [b]there[/b]", mediaType: "text/bbcode" },
      context: "https://friendica.example/context/1",
    },
  },
  "friendica/announce": { object: POST, to: [PUBLIC] },
  "mobilizon/create-event": {
    object: { type: "Event", attributedTo: "https://mobilizon.example/@wanda", name: "A walk" },
  },
  "bookwyrm/create-article": { object: { type: "Article", attachments: [{ name: "Snow (1999)" }] } },
  "bookwyrm/create-note": { object: { type: "Note", summary: undefined, inReplyTo: undefined } },
  "fedify/create-note": { object: { to: [PUBLIC], language: "en" } },
  "hollo/emoji-react": { type: "EmojiReact", to: [ANA], reaction: { content: "🦊" } },
  "hollo/create-question": { object: { quote: quoteOf(true), poll: { voters: 1 } } },
};

const activities = readFixtures().filter(({ json }) => readActivityType(json) !== undefined);

describe("every activity, as other servers send it", () => {
  it("has an expectation", () => {
    expect(activities.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(Object.entries(expected))("%s is read, the short way and the long one", async (name, reading) => {
    const { json } = readFixture(name);
    const [fast, full] = await Promise.all([normalise(json), normaliseFully(json)]);
    if (!fast.ok || !full.ok) throw new Error("The document is refused.");
    const read = readActivity(json);
    expect(read).toMatchObject({ ok: true, value: reading });
    expect(readActivity(fast.value)).toEqual(read);
    expect(readActivity(full.value)).toEqual(read);
  });

  it.each(activities)("$name is written as it was read", ({ json }) => {
    const read = readActivity(json);
    if (!read.ok) throw new Error(read.reason);
    const written: unknown = JSON.parse(writeActivity(read.value));
    // Of quotes only the new way is written, and a quote that is told so is no legacy any more.
    const renewed: unknown = JSON.parse(
      JSON.stringify(read.value).replaceAll('"isLegacy":true', '"isLegacy":false'),
    );
    const again = readActivity(written as typeof json); // we have just written it
    expect(JSON.parse(JSON.stringify(again))).toEqual({ ok: true, value: renewed });
  });
});

it("what has no effect here is known to have none", () => {
  for (const name of ["lemmy/dislike", "peertube/view", "mobilizon/join"]) {
    expect(readActivity(readFixture(name).json)).toEqual({ ok: false, reason: "unknown-type" });
  }
});
