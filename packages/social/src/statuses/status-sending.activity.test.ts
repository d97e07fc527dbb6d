import { expect, test } from "vitest";
import { toUri } from "../kernel/id.ts";
import { seconds } from "../kernel/time.ts";
import { createBorder, from, noteDocument } from "../testing/border.activity.ts";
import type { Visibility } from "./status.ts";

const PUBLIC = "https://www.w3.org/ns/activitystreams#Public";
const ana = "https://here.example/users/ana";
const followers = `${ana}/followers`;
const bob = "https://there.example/users/bob";
const carl = "https://far.example/users/carl";

/** Ana is followed from there.example; Carl lives at far.example. */
async function town() {
  const border = createBorder();
  const anaId = await border.person("ana");
  await border.neighbour("bob");
  await border.neighbour("carl", away("far.example", "carl"));
  await border.receive({ ...from(bob, "follow"), type: "Follow", object: ana });
  await border.settle();
  border.letters();
  return { border, anaId };
}

function away(host: string, name: string) {
  const uri = `https://${host}/users/${name}`;
  const none = { outbox: undefined, following: undefined, featured: undefined };
  return {
    domain: host,
    uri: toUri<"actor">(uri),
    endpoints: { ...none, inbox: `${uri}/inbox`, sharedInbox: undefined, followers: `${uri}/followers` },
  };
}

test.each<{ visibility: Visibility; to: string[]; cc: string[]; inboxes: string[] }>([
  {
    visibility: "public",
    to: [PUBLIC],
    cc: [followers, carl],
    inboxes: ["https://there.example/inbox", `${carl}/inbox`],
  },
  {
    visibility: "unlisted",
    to: [followers],
    cc: [PUBLIC, carl],
    inboxes: ["https://there.example/inbox", `${carl}/inbox`],
  },
  {
    visibility: "private",
    to: [followers],
    cc: [carl],
    inboxes: ["https://there.example/inbox", `${carl}/inbox`],
  },
  { visibility: "direct", to: [carl], cc: [], inboxes: [`${carl}/inbox`] },
])(
  "a $visibility post is addressed and sent to whom it is for (F-185, F-187)",
  async ({ visibility, to, cc, inboxes }) => {
    const { border, anaId } = await town();
    const { status } = await border.say(anaId, "Hello @carl@far.example #Cats", { visibility });
    await border.settle();
    const [letter, ...others] = border.letters();
    expect(others).toEqual([]);
    expect(letter?.inboxes).toEqual(inboxes);
    expect(letter?.activity).toMatchObject({
      type: "Create",
      id: `${status.uri}/activity`,
      actor: ana,
      to,
      cc,
      object: {
        type: "Note",
        id: status.uri,
        attributedTo: ana,
        to,
        cc,
        content: status.content,
        tags: [
          { type: "Mention", href: carl, name: "@carl@far.example" },
          { type: "Hashtag", href: "https://here.example/tags/cats", name: "#cats" },
        ],
      },
    });
  },
);

test("what follows from an event twice is sent once", async () => {
  const { border, anaId } = await town();
  const { status } = await border.say(anaId, "Hello");
  await border.storage.transact(async (work) => work.record({ type: "status.posted", status: status.id }));
  await border.settle();
  expect(border.letters().length).toBe(1);
});

test("a reply goes to whom it answers, and names what it answers", async () => {
  const { border, anaId } = await town();
  const uri = `${carl}/notes/1`;
  border.publish(uri, noteDocument(uri, carl));
  const found = await border.fediverse.remote.any(uri);
  if (found === undefined || !("status" in found)) throw new Error("The note was not found.");
  await border.say(anaId, "I see", { inReplyTo: found.status });
  await border.settle();
  const [letter] = border.letters();
  expect(letter?.inboxes).toEqual(["https://there.example/inbox", `${carl}/inbox`]);
  expect(letter?.activity).toMatchObject({ object: { inReplyTo: uri } });
});

test("a reply to somebody here also goes to that person's followers (F-188)", async () => {
  const { border, anaId } = await town();
  const zoe = await border.person("zoe");
  const open = await border.say(anaId, "Hello");
  const hidden = await border.say(anaId, "Psst @zoe", { visibility: "private" });
  await border.settle();
  border.letters();
  await border.say(zoe, "Hello back", { inReplyTo: open.status.id });
  await border.say(zoe, "What?", { inReplyTo: hidden.status.id });
  await border.settle();
  expect(border.letters()).toMatchObject([
    { activity: { object: { content: "<p>Hello back</p>" } }, inboxes: ["https://there.example/inbox"] },
  ]);
});

test("an edit goes to whoever has the post or liked it, with its time and an id of its own (F-191)", async () => {
  const { border, anaId } = await town();
  const { status } = await border.say(anaId, "Helo");
  await border.receive({ ...from(carl, "like"), type: "Like", object: status.uri });
  await border.settle();
  border.letters();
  border.clock.advance(1000);
  await border.social.statuses.edit(anaId, status.id, {
    text: "Hello",
    spoilerText: "",
    sensitive: false,
    language: undefined,
  });
  await border.settle();
  const [letter, ...others] = border.letters();
  expect(others).toEqual([]);
  const at = border.clock.now();
  expect(letter?.inboxes).toEqual(["https://there.example/inbox", `${carl}/inbox`]);
  expect(letter?.activity).toMatchObject({
    type: "Update",
    id: `${status.uri}#updates/${at.getTime()}`,
    object: { id: status.uri, updated: at, content: "<p>Hello</p>" },
  });
});

test("a deletion goes to everybody who was reached, with the original id, and of what is for few to nobody else (F-192, F-095)", async () => {
  const { border, anaId } = await town();
  const { status } = await border.say(anaId, "Hello @carl@far.example", { visibility: "direct" });
  await border.settle();
  border.letters();
  await border.social.statuses.remove(anaId, status.id);
  await border.settle();
  expect(border.letters()).toMatchObject([
    {
      activity: { type: "Delete", id: `${status.uri}#delete`, to: [], object: status.uri },
      inboxes: [`${carl}/inbox`],
    },
  ]);
});

test("a post that is gone before it was sent is never sent", async () => {
  const { border, anaId } = await town();
  const { status } = await border.say(anaId, "Hello");
  await border.social.statuses.remove(anaId, status.id);
  await border.settle();
  expect(border.letters().map(({ activity }) => activity.type)).toEqual(["Delete"]);
});

test("a deletion also goes to whoever did something with the post (F-192)", async () => {
  const { border, anaId } = await town();
  const { status } = await border.say(anaId, "Hello");
  await border.receive({ ...from(carl, "like"), type: "Like", object: status.uri });
  await border.settle();
  border.letters();
  await border.social.statuses.remove(anaId, status.id);
  await border.settle();
  expect(border.letters()).toMatchObject([{ inboxes: ["https://there.example/inbox", `${carl}/inbox`] }]);
});

test("nothing is sent to an inbox of ours", async () => {
  const border = createBorder();
  const anaId = await border.person("ana");
  const zoe = await border.person("zoe");
  await border.social.follows.follow(zoe, anaId, {});
  await border.say(anaId, "Hello @zoe");
  await border.social.follows.unfollow(zoe, anaId);
  await border.settle();
  expect(border.letters()).toEqual([]);
});

test("nothing is sent to somebody who has gone meanwhile", async () => {
  const { border, anaId } = await town();
  await border.say(anaId, "Hello @carl@far.example", { visibility: "direct" });
  const { id } = await border.social.accounts.lookup("carl@far.example");
  await border.storage.transact((work) => work.accounts.markDeleted(id, border.clock.now()));
  await border.settle();
  expect(border.letters()).toEqual([]);
});

test("F-193: what is deleted to be drafted again is deleted, and comes back as a post with another id", async () => {
  const { border, anaId } = await town();
  const { status } = await border.say(anaId, "Helo");
  await border.settle();
  border.letters();
  const { status: taken } = await border.social.statuses.remove(anaId, status.id);
  const again = await border.say(anaId, `${taken.text} again`);
  await border.settle();
  const sent = border.letters().map(({ activity }) => activity);
  expect(sent).toMatchObject([
    { type: "Delete", id: `${status.uri}#delete`, object: status.uri },
    { type: "Create", id: `${again.status.uri}/activity`, object: { id: again.status.uri } },
  ]);
  expect(again.status.uri).not.toBe(status.uri);
});

test("F-140: whom an edit no longer mentions can see the post still, and is not told of it", async () => {
  const { border, anaId } = await town();
  const [zoe, bo] = [await border.person("zoe"), await border.person("bo")];
  for (const reader of [zoe, bo]) await border.social.follows.follow(reader, anaId, {});
  const { status } = await border.say(anaId, "Psst @zoe", { visibility: "direct" });
  await border.settle();
  const draft = { text: "Psst @bo", spoilerText: "", sensitive: false, language: undefined };
  border.clock.advance(seconds(1));
  await border.social.statuses.edit(anaId, status.id, draft);
  await border.settle();
  for (const reader of [zoe, bo]) {
    expect((await border.social.statuses.show(reader, status.id)).status.text).toBe("Psst @bo");
  }
  const news = async (reader: typeof zoe) => {
    const everything = { types: undefined, excludeTypes: [], from: undefined };
    const { items } = await border.social.notifications.list(reader, everything, { limit: 9 });
    return items.map(({ notification }) => notification.type);
  };
  expect([await news(zoe), await news(bo)]).toEqual([["mention"], ["mention"]]);
});

test.each<{ visibility: Visibility; to: string[]; cc: string[] }>([
  { visibility: "public", to: [PUBLIC], cc: [followers, carl, `${carl}/followers`] },
  { visibility: "direct", to: [carl, `${carl}/followers`], cc: [] },
])(
  "F-186: a $visibility post that names a group addresses the group's followers too",
  async ({ visibility, to, cc }) => {
    const border = createBorder();
    const anaId = await border.person("ana");
    await border.neighbour("carl", { ...away("far.example", "carl"), kind: "group" });
    await border.say(anaId, "Hello @carl@far.example", { visibility });
    await border.settle();
    expect(border.letters()).toMatchObject([
      { inboxes: [`${carl}/inbox`], activity: { to, cc, object: { to, cc, tags: [{ href: carl }] } } },
    ]);
  },
);

test("F-189: people of one server get a post once at its shared inbox, those without one each at their own", async () => {
  const border = createBorder();
  const anaId = await border.person("ana");
  for (const name of ["bob", "bea"]) await border.neighbour(name);
  for (const name of ["carl", "cleo"]) await border.neighbour(name, away("far.example", name));
  const names = "@bob@there.example @bea@there.example @carl@far.example @cleo@far.example";
  await border.say(anaId, `Hello ${names}`);
  await border.settle();
  expect(border.letters().map(({ inboxes }) => inboxes)).toEqual([
    ["https://there.example/inbox", `${carl}/inbox`, "https://far.example/users/cleo/inbox"],
  ]);
});

test("F-193: delete and redraft sends a Delete, and then a Create with another id", async () => {
  const { border, anaId } = await town();
  const { status } = await border.say(anaId, "Helo");
  await border.settle();
  border.letters();
  await border.social.statuses.remove(anaId, status.id);
  const again = await border.say(anaId, "Hello");
  await border.settle();
  expect(border.letters().map(({ activity }) => [activity.type, activity.id])).toEqual([
    ["Delete", `${status.uri}#delete`],
    ["Create", `${again.status.uri}/activity`],
  ]);
  expect(again.status.uri).not.toBe(status.uri);
});

test("F-214: every activity has an id of its own on our host, and nobody is addressed behind the others' backs", async () => {
  const { border, anaId } = await town();
  const { status } = await border.say(anaId, "Hello");
  await border.settle();
  for (let edit = 1; edit <= 2; edit += 1) {
    border.clock.advance(1000);
    const text = { text: `Hello ${edit}`, spoilerText: "", sensitive: false, language: undefined };
    await border.social.statuses.edit(anaId, status.id, text);
    await border.social.boosts.add(anaId, status.id, "public");
    await border.settle();
    await border.social.boosts.remove(anaId, status.id);
    await border.settle();
  }
  await border.social.statuses.remove(anaId, status.id);
  await border.settle();
  const letters = border.letters();
  const ids = letters.map(({ activity }) => activity.id ?? "");
  expect(ids.length).toBe(8);
  expect(new Set(ids).size).toBe(8);
  expect(ids.filter((id) => !id.startsWith("https://here.example/"))).toEqual([]);
  expect(JSON.stringify(letters)).not.toMatch(/"b(to|cc)"/);
});
