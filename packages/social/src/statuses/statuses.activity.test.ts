import type { Create, Note } from "@trunkline/activitypub";
import { describe, expect, test } from "vitest";
import { toUri } from "../kernel/id.ts";
import { days, minutes } from "../kernel/time.ts";
import { actorDocument, createBorder, from, noteDocument } from "../testing/border.activity.ts";
import type { Border } from "../testing/border.activity.ts";

const PUBLIC = "https://www.w3.org/ns/activitystreams#Public";
const bob = "https://there.example/users/bob";
const eve = "https://there.example/users/eve";
const ana = "https://here.example/users/ana";
const uri = "https://there.example/notes/1";
const followers = `${bob}/followers`;

function create(note: Note, name = "create"): Create {
  return { ...from(note.attributedTo, name), type: "Create", object: note };
}

/** Ana lives here and, unless it is said otherwise, follows Bob, who lives elsewhere. */
async function neighbours({ isFollowed = true } = {}) {
  const border = createBorder();
  const anaId = await border.person("ana");
  const bobId = await border.neighbour("bob");
  await border.neighbour("eve");
  if (isFollowed) {
    await border.social.follows.follow(anaId, bobId, {});
    await border.rules.follows.receiveAccept(anaId, bobId);
  }
  await border.settle();
  border.letters();
  return { border, anaId, bobId };
}

const find = (border: Border, address = uri) => border.storage.stores.statuses.byUri(toUri(address));

const told = async (border: Border, reader: Parameters<Border["social"]["notifications"]["list"]>[0]) => {
  await border.settle();
  const list = await border.social.notifications.list(
    reader,
    { types: undefined, excludeTypes: [], from: undefined },
    { limit: 10 },
  );
  return list.items.map(({ notification }) => notification.type);
};

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
        url: `https://there.example/${index}.png`,
        mediaType: "image/png",
        name: "A cat",
        blurhash: undefined,
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

  test("with a title becomes a post with title, text and link (F-220, F-221)", async () => {
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

describe("an edit from elsewhere", () => {
  const first = noteDocument(uri, bob);
  const edited = (content: string, at: string, more: Partial<Note> = {}) =>
    ({
      ...from(bob, `update-${at}`),
      type: "Update",
      object: { ...first, content, updated: new Date(at), ...more },
    }) as const;

  test("by the author puts the new text in place, and keeps the old (F-135)", async () => {
    const { border } = await neighbours();
    await border.receive(create(first));
    await border.receive(edited("<p>New</p>", "2026-03-01T11:30:00Z"));
    const status = await find(border);
    expect(status).toMatchObject({ content: "<p>New</p>", editedAt: new Date("2026-03-01T11:30:00Z") });
    expect(
      status && (await border.storage.stores.statuses.history(status.id)).map(({ content }) => content),
    ).toEqual(["<p>Hello</p>"]);
  });

  test("by anybody else is dropped (S-028, F-133)", async () => {
    const { border } = await neighbours();
    await border.receive(create(first));
    const forged = edited("<p>Forged</p>", "2026-03-01T11:30:00Z");
    await border.receive({ ...forged, actor: eve });
    await border.receive({ ...forged, actor: eve, object: { ...forged.object, attributedTo: eve } });
    expect((await find(border))?.content).toBe("<p>Hello</p>");
  });

  test("that is older, or has no time, changes nothing (S-029, F-137, F-138)", async () => {
    const { border } = await neighbours();
    await border.receive(create(first));
    await border.receive(edited("<p>Second</p>", "2026-03-01T11:30:00Z"));
    await border.receive(edited("<p>First</p>", "2026-03-01T11:20:00Z"));
    await border.receive(edited("<p>None</p>", "2026-03-01T11:40:00Z", { updated: undefined }));
    expect((await find(border))?.content).toBe("<p>Second</p>");
  });

  test("never widens who can see it (S-040), and notifies whom a public one newly mentions (F-140)", async () => {
    const mention = { type: "Mention", href: ana, name: "@ana" } as const;
    const hidden = await neighbours();
    const zoe = await hidden.border.person("zoe");
    await hidden.border.receive(create(noteDocument(uri, bob, { to: [ana], cc: [] })));
    const wider = {
      to: [PUBLIC],
      cc: ["https://here.example/users/zoe"],
      tags: [{ ...mention, href: "https://here.example/users/zoe" }],
    };
    await hidden.border.receive(edited("<p>Wider</p>", "2026-03-01T11:30:00Z", wider));
    expect(await find(hidden.border)).toMatchObject({
      content: "<p>Wider</p>",
      visibility: "direct",
      mentions: [hidden.anaId],
    });
    expect(await told(hidden.border, zoe)).toEqual([]);
    const open = await neighbours();
    await open.border.receive(create(first));
    await open.border.receive(edited("<p>Ana</p>", "2026-03-01T11:30:00Z", { cc: [ana], tags: [mention] }));
    expect(await told(open.border, open.anaId)).toEqual(["mention"]);
  });

  test("of an unknown post brings it when it is young, and is ignored when it is old (F-134)", async () => {
    const young = await neighbours();
    await young.border.receive(edited("<p>New</p>", "2026-03-01T11:30:00Z"));
    expect((await find(young.border))?.content).toBe("<p>New</p>");
    const old = await neighbours();
    old.border.clock.advance(days(2));
    await old.border.receive(edited("<p>New</p>", "2026-03-01T11:30:00Z"));
    expect(await find(old.border)).toBe(undefined);
  });
});

describe("a deletion from elsewhere", () => {
  const gone = (actor = bob, name = "delete") =>
    ({ ...from(actor, name), type: "Delete", object: uri }) as const;

  test("by the author removes the post and the news of it (F-142)", async () => {
    const { border, anaId } = await neighbours();
    await border.receive(
      create(noteDocument(uri, bob, { cc: [ana], tags: [{ type: "Mention", href: ana, name: "@ana" }] })),
    );
    expect(await told(border, anaId)).toEqual(["mention"]);
    await border.receive(gone());
    expect(await find(border)).toBe(undefined);
    expect(await told(border, anaId)).toEqual([]);
  });

  test("by anybody else has no effect, before or after the post (S-030)", async () => {
    const { border } = await neighbours();
    const mallory = "https://far.example/users/mallory";
    await border.receive(gone(mallory, "early"));
    await border.receive(create(noteDocument(uri, bob)));
    await border.receive(gone(eve, "late"));
    await border.receive(gone(mallory, "later"));
    expect((await find(border))?.content).toBe("<p>Hello</p>");
  });

  test("cannot come from outside in the name of somebody here (S-034)", async () => {
    const { border, anaId } = await neighbours();
    const { status } = await border.say(anaId, "Hello");
    await border.receive({ ...from(ana, "delete"), type: "Delete", object: status.uri });
    expect((await find(border, status.uri))?.id).toBe(status.id);
  });

  test("keeps the post from ever coming back (S-030, F-115, F-116)", async () => {
    const { border } = await neighbours();
    await border.receive(gone());
    await border.receive(create(noteDocument(uri, bob)));
    border.publish(uri, noteDocument(uri, bob));
    await border.receive({ ...from(bob, "boost"), type: "Announce", object: uri });
    expect(await border.fediverse.remote.any(uri)).toBe(undefined);
    expect(await find(border)).toBe(undefined);
  });
});

test("every order of creation, edits and deletion comes to the same end (R-008)", async () => {
  const note = noteDocument(uri, bob);
  const updates = ["2026-03-01T11:10:00Z", "2026-03-01T11:20:00Z"].map(
    (at) =>
      ({
        ...from(bob, at),
        type: "Update",
        object: { ...note, content: `<p>${at}</p>`, updated: new Date(at) },
      }) as const,
  );
  const steps = [create(note), ...updates];
  for (const order of permutations([...steps, steps[0] ?? create(note)])) {
    const { border } = await neighbours();
    for (const step of order) await border.receive(step);
    expect(await find(border)).toMatchObject({
      content: "<p>2026-03-01T11:20:00Z</p>",
      editedAt: new Date("2026-03-01T11:20:00Z"),
    });
  }
  const gone = { ...from(bob, "delete"), type: "Delete", object: uri } as const;
  for (const order of permutations([...steps, gone])) {
    const { border } = await neighbours();
    for (const step of order) await border.receive(step);
    expect(await find(border)).toBe(undefined);
  }
});

function permutations<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}

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
