import { type Account, type Status, type StatusView, toId, toUri } from "@trunkline/social";
import { expect, test } from "vitest";
import { account, renderAccount } from "./account.ts";
import { renderRelationship } from "./relationship.ts";
import { deletedStatus, renderDeletedStatus, renderStatus, status } from "./status.ts";

const noon = new Date("2026-03-01T12:00:00.000Z");
const reader = { origin: "https://social.test", viewer: undefined };

const zoe: Account = {
  id: toId("7"),
  username: "zoe",
  domain: "there.test",
  uri: toUri("https://there.test/actors/zoe"),
  url: "https://there.test/@zoe",
  kind: "service",
  displayName: "Zoe",
  note: "<p>I am a <b>robot</b>.</p>",
  fields: [{ name: "Web", value: '<a href="https://zoe.test">zoe</a>', verifiedAt: noon }],
  avatarUrl: "https://there.test/zoe.png",
  headerUrl: undefined,
  locked: false,
  discoverable: true,
  indexable: false,
  hideCollections: false,
  endpoints: {
    inbox: "https://there.test/inbox",
    sharedInbox: undefined,
    outbox: undefined,
    followers: undefined,
    following: undefined,
    featured: undefined,
  },
  createdAt: noon,
  fetchedAt: noon,
  suspendedAt: undefined,
  suspendedBy: [],
  limitedAt: undefined,
  limitedBy: [],
  alsoKnownAs: [],
  movedTo: undefined,
  movedToUri: undefined,
  deletedAt: undefined,
  lastStatusAt: noon,
  statusesCount: 3,
  followersCount: 2,
  followingCount: 1,
};

const picture: Status = {
  id: toId("70"),
  uri: toUri("https://there.test/notes/70"),
  url: undefined,
  account: zoe.id,
  boostOf: undefined,
  text: undefined,
  content: "<p>A :cat:</p>",
  spoilerText: "",
  sensitive: false,
  language: undefined,
  visibility: "public",
  inReplyTo: undefined,
  inReplyToAccount: undefined,
  inReplyToUri: undefined,
  conversation: "1",
  mentions: [],
  tags: ["katze"],
  emojis: [{ shortcode: "cat", url: "https://there.test/cat.png" }],
  media: [
    {
      url: "https://there.test/cat.jpg",
      mediaType: "image/jpeg",
      description: "A cat.",
      blurhash: "U00000fQfQfQ",
      width: 400,
      height: 300,
    },
    {
      url: "https://there.test/cat.bin",
      mediaType: undefined,
      description: undefined,
      blurhash: undefined,
      width: undefined,
      height: undefined,
    },
  ],
  app: undefined,
  createdAt: noon,
  editedAt: noon,
  deletedAt: undefined,
  repliesCount: 1,
  boostsCount: 2,
  favouritesCount: 3,
  quotesCount: 4,
};

function viewOf(shown: Status, more: Partial<StatusView> = {}): StatusView {
  return {
    status: shown,
    account: zoe,
    boost: undefined,
    mentioned: [],
    poll: undefined,
    quote: undefined,
    reactions: [],
    quoting: { permission: { automatic: [], manual: [] }, leave: "denied" },
    app: undefined,
    filtered: [],
    marks: undefined,
    ...more,
  };
}

test("an account from elsewhere keeps its markup, and has no members that only locals have", () => {
  const entity = renderAccount(zoe, reader);
  expect(account.parse(entity)).toMatchObject({
    acct: "zoe@there.test",
    note: "<p>I am a <b>robot</b>.</p>",
    bot: true,
    avatar: "https://there.test/zoe.png",
    header: "https://social.test/headers/original/missing.png",
    last_status_at: "2026-03-01",
    fields: [{ value: '<a href="https://zoe.test">zoe</a>', verified_at: "2026-03-01T12:00:00.000Z" }],
  });
  expect(JSON.stringify(entity)).not.toMatch(/noindex|suspended/);
});

test("of an account that was suspended nothing is shown but that it was", () => {
  const entity = renderAccount({ ...zoe, suspendedAt: noon }, reader);
  expect(account.parse(entity)).toMatchObject({
    suspended: true,
    acct: "zoe@there.test",
    display_name: "",
    note: "",
    fields: [],
    avatar: "https://social.test/avatars/original/missing.png",
    bot: false,
  });
});

test("a local note becomes markup, and cannot bring its own", () => {
  const { note } = renderAccount({ ...zoe, domain: undefined, note: "1 < 2\n<script>" }, reader);
  expect(note).toBe("<p>1 &lt; 2<br />&lt;script&gt;</p>");
});

test("a status from elsewhere has media, emoji and no application", () => {
  const entity = renderStatus(viewOf(picture), reader);
  expect(status.parse(entity)).toMatchObject({
    url: null,
    language: null,
    edited_at: "2026-03-01T12:00:00.000Z",
    emojis: [{ shortcode: "cat", static_url: "https://there.test/cat.png" }],
    media_attachments: [
      { id: "700", type: "image", description: "A cat.", meta: { original: { size: "400x300" } } },
      { id: "701", type: "unknown", preview_url: null, meta: null, description: null, blurhash: null },
    ],
  });
  expect(JSON.stringify(entity)).not.toContain("application");
});

test("a boost holds the status, and shows what the viewer has done with it", () => {
  const marks = { favourited: true, boosted: true, bookmarked: false, pinned: false, muted: false };
  const boost = {
    ...picture,
    id: toId<"status">("71"),
    boostOf: picture.id,
    content: "",
    media: [],
    tags: [],
  };
  const view = viewOf(boost, {
    boost: viewOf(picture, { marks }),
    marks: { favourited: false, boosted: false, bookmarked: false, pinned: false, muted: false },
  });
  expect(status.parse(renderStatus(view, { ...reader, viewer: toId("9") }))).toMatchObject({
    id: "71",
    content: "",
    reblogged: true,
    favourited: true,
    reblog: { id: "70", reblogged: true, reblog: null },
  });
});

test("a deleted status has its text instead of its content", () => {
  const entity = renderDeletedStatus(viewOf({ ...picture, text: "A :cat:" }), reader);
  expect(deletedStatus.parse(entity)).toMatchObject({ text: "A :cat:" });
  expect(status.safeParse(entity).success).toBe(false);
});

const noRelation = {
  out: undefined,
  in: undefined,
  blocking: false,
  blockedBy: false,
  domainBlocking: false,
  endorsed: false,
  note: "",
  mute: undefined,
};

test("a request is not a follow yet", () => {
  const request = {
    id: toId<"follow">("5"),
    follower: toId<"account">("9"),
    followed: zoe.id,
    state: "requested",
    uri: "https://social.test/follows/5",
    showBoosts: false,
    notify: true,
    languages: ["de"],
    at: noon,
  } as const;
  expect(renderRelationship({ ...noRelation, account: zoe.id, out: request })).toMatchObject({
    id: "7",
    following: false,
    requested: true,
    showing_reblogs: false,
    notifying: true,
    languages: ["de"],
    followed_by: false,
  });
});
