import { blankAttachment } from "@trunkline/activitypub";
import type { Note } from "@trunkline/activitypub";
import { describe, expect, test } from "vitest";
import { toUri } from "../kernel/id.ts";
import { minutes } from "../kernel/time.ts";
import { actorDocument, createBorder, from, noteDocument } from "../testing/border.activity.ts";
import {
  ana,
  bob,
  create,
  eve,
  find,
  neighbours,
  PUBLIC,
  told,
  uri,
} from "../testing/neighbours.activity.ts";

const followers = `${bob}/followers`;

describe("a post from elsewhere", () => {
  test("is kept with all that it says", async () => {
    const { border, bobId } = await neighbours();
    const note = noteDocument(uri, bob, {
      content: '<p onclick="x()">Hi <script>alert(1)</script><a href="javascript:x">there</a></p>',
      summary: "Careful\u202e",
      sensitive: true,
      language: "de",
      url: "https://there.example/@bob/1",
      tags: [
        { type: "Hashtag", name: "#Cats", href: undefined },
        {
          type: "Emoji",
          name: ":blob:",
          id: undefined,
          icon: "https://there.example/blob.png",
          updated: undefined,
        },
        { type: "Emoji", name: ":bad:", id: undefined, icon: "javascript:x", updated: undefined },
      ],
      attachments: [1, 2, 3, 4, 5].map((index) => ({
        ...blankAttachment,
        url: `https://there.example/${index}.png`,
        mediaType: "image/png",
        name: "A cat",
        width: 3,
        height: 2,
      })),
    });
    await border.receive(create(note));
    const status = await find(border);
    expect(status).toMatchObject({
      account: bobId,
      spoilerText: "Careful",
      sensitive: true,
      language: "de",
      visibility: "public",
      url: "https://there.example/@bob/1",
      tags: ["cats"],
      text: undefined,
      emojis: [{ shortcode: "blob", url: "https://there.example/blob.png" }],
    });
    expect(status?.content).toBe("<p>Hi <span>there</span></p>");
    expect(status?.media.length).toBe(4);
    expect(status?.media[0]).toMatchObject({
      url: "https://there.example/1.png",
      description: "A cat",
      width: 3,
    });
    expect(status?.createdAt).toEqual(new Date("2026-03-01T11:00:00.000Z"));
  });

  test("with a title becomes a post with title, text and link", async () => {
    const { border } = await neighbours();
    const url = "https://there.example/article";
    await border.receive(
      create(noteDocument(uri, bob, { type: "Article", name: "Cats & dogs", content: "<p>Long</p>", url })),
    );
    expect((await find(border))?.content).toBe(
      `<p><strong>Cats &amp; dogs</strong></p><p>Long</p><p><a href="${url}" rel="nofollow noopener noreferrer" target="_blank">${url}</a></p>`,
    );
  });

  test.each([
    { to: [PUBLIC], cc: [followers], visibility: "public" },
    { to: [followers], cc: [PUBLIC], visibility: "unlisted" },
    { to: [followers], cc: [], visibility: "private" },
    { to: [ana], cc: [], visibility: "direct" },
  ])("that is sent to $to is $visibility (F-120)", async ({ to, cc, visibility }) => {
    const { border } = await neighbours();
    await border.receive(create(noteDocument(uri, bob, { to, cc })));
    expect((await find(border))?.visibility).toBe(visibility);
  });

  test("is kept once, with one piece of news, however often it comes (F-113, F-131, R-006)", async () => {
    const { border, anaId } = await neighbours();
    const note = noteDocument(uri, bob, {
      cc: [followers, ana],
      tags: [{ type: "Mention", href: ana, name: "@ana" }],
    });
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        border.receive(create(note, `${index}`), index % 2 ? ana : undefined),
      ),
    );
    expect(await told(border, anaId)).toEqual(["mention"]);
    expect((await border.storage.stores.accounts.byUri(toUri(bob)))?.statusesCount).toBe(1);
  });

  test("does not notify whom it names without addressing them (F-122)", async () => {
    const { border, anaId } = await neighbours();
    await border.receive(
      create(noteDocument(uri, bob, { tags: [{ type: "Mention", href: ana, name: "@ana" }] })),
    );
    expect(await told(border, anaId)).toEqual([]);
  });

  test("fetches whom it mentions and what it answers (F-123, F-124)", async () => {
    const { border } = await neighbours();
    const carl = "https://far.example/users/carl";
    const parent = "https://far.example/notes/7";
    border.publish(carl, actorDocument(carl));
    border.publish(parent, noteDocument(parent, carl));
    const note = noteDocument(uri, bob, {
      inReplyTo: parent,
      cc: [carl],
      tags: [{ type: "Mention", href: carl, name: "@carl" }],
    });
    await border.receive(create(note));
    const carlId = (await border.storage.stores.accounts.byUri(toUri(carl)))?.id;
    const kept = await find(border, parent);
    expect(await find(border)).toMatchObject({
      mentions: [carlId],
      inReplyTo: kept?.id,
      inReplyToAccount: carlId,
      inReplyToUri: undefined,
    });
    expect(kept?.repliesCount).toBe(1);
  });

  test("stands without a parent that cannot be had, and is joined to it when it comes", async () => {
    const { border } = await neighbours();
    const parent = "https://there.example/notes/0";
    border.publish(parent, "unreachable");
    await border.receive(create(noteDocument(uri, bob, { inReplyTo: parent })));
    expect((await find(border))?.inReplyToUri).toBe(parent);
    await border.receive(create(noteDocument(parent, bob), "later"));
    expect((await find(border))?.inReplyTo).toBe((await find(border, parent))?.id);
  });
});

describe("what is nobody's business here", () => {
  const isKept = async (
    more: Partial<Note>,
    { isFollowed, recipient }: { isFollowed: boolean; recipient?: string },
  ) => {
    const { border } = await neighbours({ isFollowed });
    await border.receive(create(noteDocument(uri, bob, more)), recipient);
    return (await find(border)) !== undefined;
  };

  test("a public post of somebody whom nobody follows is dropped, unless it is addressed here or answers us (F-117)", async () => {
    expect(await isKept({}, { isFollowed: false })).toBe(false);
    expect(await isKept({}, { isFollowed: true })).toBe(true);
    expect(await isKept({ cc: [ana] }, { isFollowed: false })).toBe(true);
    const { border, anaId } = await neighbours({ isFollowed: false });
    const { status } = await border.say(anaId, "Hello");
    await border.receive(create(noteDocument(uri, bob, { inReplyTo: status.uri })));
    expect((await find(border))?.inReplyTo).toBe(status.id);
  });

  test("a private post is kept for a follower or an addressee alone (F-118)", async () => {
    expect(await isKept({ to: [followers], cc: [] }, { isFollowed: true })).toBe(true);
    expect(await isKept({ to: [followers], cc: [] }, { isFollowed: false })).toBe(false);
    expect(await isKept({ to: [followers], cc: [ana] }, { isFollowed: false })).toBe(true);
  });

  test("a direct post is kept for an addressee, or for whose inbox it came to (F-119)", async () => {
    expect(await isKept({ to: ["https://far.example/users/carl"], cc: [] }, { isFollowed: true })).toBe(
      false,
    );
    expect(await isKept({ to: [ana], cc: [] }, { isFollowed: false })).toBe(true);
    expect(await isKept({ to: [], cc: [] }, { isFollowed: false, recipient: ana })).toBe(true);
  });

  test("a request that waits is no follow (F-119)", async () => {
    const { border, anaId, bobId } = await neighbours({ isFollowed: false });
    await border.social.follows.follow(anaId, bobId, {});
    await border.receive(create(noteDocument(uri, bob)));
    expect(await find(border)).toBe(undefined);
  });

  test("nothing is fetched for a post that is dropped (S-041)", async () => {
    const { border } = await neighbours({ isFollowed: false });
    const carl = "https://far.example/users/carl";
    await border.receive(
      create(
        noteDocument(uri, bob, {
          inReplyTo: "https://far.example/1",
          tags: [{ type: "Mention", href: carl, name: undefined }],
        }),
      ),
    );
    expect(border.fetched).toEqual([]);
  });
});

describe("a forged post", () => {
  test("in another's name, on another's server, or on ours is dropped (S-026, S-034, F-110, F-111)", async () => {
    const { border } = await neighbours();
    await border.receive({ ...from(eve, "1"), type: "Create", object: noteDocument(uri, bob) });
    const foreign = "https://far.example/notes/1";
    await border.receive(create(noteDocument(foreign, bob), "2"));
    const ours = `${ana}/statuses/99`;
    await border.receive({ ...from(bob, "3"), type: "Create", object: noteDocument(ours, ana) });
    expect([await find(border), await find(border, foreign), await find(border, ours)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("is not believed when it is only named: it is fetched, and has to be the sender's (F-109)", async () => {
    const { border } = await neighbours();
    border.publish(uri, noteDocument(uri, bob));
    await border.receive({ ...from(eve, "1"), type: "Create", object: uri });
    expect(await find(border)).toBe(undefined);
    await border.receive({ ...from(bob, "2"), type: "Create", object: uri });
    expect((await find(border))?.content).toBe("<p>Hello</p>");
    await border.receive({ ...from(bob, "3"), type: "Create", object: "https://far.example/notes/1" });
    expect(border.fetched).toEqual([uri, uri]);
  });

  test("is tried again when the server that has to be asked does not answer", async () => {
    const { border } = await neighbours();
    border.publish(uri, "unreachable");
    await expect(border.receive({ ...from(bob, "1"), type: "Create", object: uri })).rejects.toThrow(
      "cannot be fetched now",
    );
  });

  test("with another address under a known id changes nothing (F-114, S-040)", async () => {
    const { border, anaId } = await neighbours();
    await border.receive(create(noteDocument(uri, bob, { to: [followers], cc: [] })));
    await border.receive(create(noteDocument(uri, bob), "again"), ana);
    await border.receive(create(noteDocument(uri, eve), "theirs"));
    expect(await find(border)).toMatchObject({ visibility: "private", mentions: [] });
    expect(await told(border, anaId)).toEqual([]);
  });
});

test("an activity in another's name than its sender's is dropped", async () => {
  const { border } = await neighbours();
  const body = JSON.stringify(create(noteDocument(uri, bob)));
  await border.fediverse.receive({ actor: eve, body, recipient: undefined });
  expect(await find(border)).toBe(undefined);
});

test("a post by somebody suspended is not let in, and their deletion still is (S-048)", async () => {
  const border = createBorder();
  await border.person("ana");
  const mallory = "https://there.example/users/mallory";
  await border.neighbour("mallory", { suspendedAt: border.clock.now() });
  const theirs = noteDocument(uri, mallory, { cc: [ana] });
  await border.receive(create(theirs));
  expect(await find(border)).toBe(undefined);
  await border.receive({ ...from(mallory, "delete"), type: "Delete", object: uri });
  expect(await border.storage.stores.statuses.isBuried(toUri(uri))).toBe(true);
});

test("times from the future are brought back to now (S-029)", async () => {
  const { border } = await neighbours();
  const later = new Date(border.clock.now().getTime() + minutes(90));
  await border.receive(create(noteDocument(uri, bob, { published: later })));
  expect((await find(border))?.createdAt).toEqual(border.clock.now());
});
