// Documents as other servers send them, through the readers and into the domain.
import { describe, expect, it } from "vitest";
import { readActivity } from "../../packages/activitypub/src/activities/table.ts";
import type { Activity } from "../../packages/activitypub/src/index.ts";
import { createNormalise } from "../../packages/activitypub/src/jsonld/normalise.ts";
import { readActor } from "../../packages/activitypub/src/objects/actor.ts";
import type { JsonObject } from "../../packages/activitypub/src/objects/reference.ts";
import { readFixture } from "../../packages/activitypub/src/testing/fixtures.ts";
import type { Account, Status } from "../../packages/social/src/index.ts";
import { toUri } from "../../packages/social/src/kernel/id.ts";
import { actorDocument, createBorder } from "../../packages/social/src/testing/border.activity.ts";
import type { Border } from "../../packages/social/src/testing/border.activity.ts";

const normalise = createNormalise();
const PUBLIC = "https://www.w3.org/ns/activitystreams#Public";

/** A document of another server about people of `here.example`, as it is read off the wire. */
async function readJson(
  name: string,
  change: (text: string) => string = (text) => text,
): Promise<JsonObject> {
  const text = change(readFixture(name).text.replaceAll("ours.example", "here.example"));
  const plain = await normalise(JSON.parse(text) as JsonObject); // the file is ours
  if (!plain.ok) throw new Error(plain.reason);
  return plain.value;
}

async function read(name: string, change?: (text: string) => string): Promise<Activity> {
  const activity = readActivity(await readJson(name, change));
  if (!activity.ok) throw new Error(activity.reason);
  return activity.value;
}

interface Scene {
  readonly border: Border;
  readonly anaId: Account["id"];
  /** Lets somebody elsewhere be found. */
  meet(actor: string, username?: string): Promise<Account>;
  /** Lets Ana follow them, too. */
  follow(actor: string, username?: string): Promise<Account>;
  /** What a document brings. */
  arrive(name: string, change?: (text: string) => string): Promise<void>;
  find(uri: string): Promise<Status | undefined>;
}

async function scene(): Promise<Scene> {
  const border = createBorder();
  const anaId = await border.person("ana");
  const meet: Scene["meet"] = async (actor, username = "somebody") => {
    border.publish(actor, actorDocument(actor, { preferredUsername: username }));
    const id = await border.fediverse.remote.account(actor);
    if (id === undefined) throw new Error(`${actor} cannot be met.`);
    return border.social.accounts.show(id);
  };
  return {
    border,
    anaId,
    meet,
    async follow(actor, username) {
      const account = await meet(actor, username);
      await border.social.follows.follow(anaId, account.id, {});
      await border.rules.follows.receiveAccept(anaId, account.id);
      await border.settle();
      border.letters();
      return account;
    },
    async arrive(name, change) {
      await border.receive(await read(name, change));
      await border.settle();
    },
    find: (uri) => border.storage.stores.statuses.byUri(toUri(uri)),
  };
}

/** Ana's post, and how a document is changed to be about it. */
async function say({
  border,
  anaId,
}: Scene): Promise<{ readonly status: Status; about(text: string): string }> {
  const { status } = await border.say(anaId, "hello");
  const about = (text: string): string =>
    text.replaceAll("https://here.example/users/ana/statuses/1", status.uri);
  return { status, about };
}

describe("Misskey", () => {
  const mika = "https://misskey.example/users/9abc000001";

  it("F-238: a reaction counts as a favourite", async () => {
    const it = await scene();
    const { status, about } = await say(it);
    await it.meet(mika, "mika");
    await it.arrive("misskey/react-emoji", about);
    expect((await it.find(status.uri))?.favouritesCount).toBe(1);
    await it.arrive("misskey/undo-like", about);
    expect((await it.find(status.uri))?.favouritesCount).toBe(0);
  });

  it("F-238: a renote with words is a post, one that is a warning alone too, and a closed poll is over", async () => {
    const it = await scene();
    await it.follow(mika, "mika");
    await it.arrive("misskey/create-quote");
    expect((await it.find("https://misskey.example/notes/9q"))?.content).toContain("<p>look");
    await it.arrive("misskey/create-warning-only");
    expect(await it.find("https://misskey.example/notes/9w")).toMatchObject({
      spoilerText: "a picture of food",
      content: "\u200b",
      sensitive: true,
      media: [{ mediaType: "image/webp" }],
    });
    await it.arrive("misskey/update-question", (text) => text.replace('"Update"', '"Create"'));
    const asked = await it.find("https://misskey.example/notes/9p");
    const [poll] = await it.border.storage.stores.polls.of(asked === undefined ? [] : [asked.id]);
    expect(poll).toMatchObject({
      multiple: true,
      options: [{ title: "a" }, { title: "b" }],
      expiresAt: new Date("2025-11-18T12:00:00Z"),
    });
  });
});

describe("GoToSocial", () => {
  const carol = "https://gts.example/users/carol";

  it("F-239: lists of one are written as the one, and a deletion names an address", async () => {
    const it = await scene();
    await it.follow(carol, "carol");
    await it.arrive("gotosocial/create-question");
    const asked = await it.find(`${carol}/statuses/01Q`);
    expect(asked).toMatchObject({ visibility: "public", mentions: [it.anaId], content: "<p>Which?</p>" });
    await it.arrive("gotosocial/create-note");
    expect(await it.find(`${carol}/statuses/01HZ1`)).toMatchObject({
      media: [{ description: "a fox, asleep", mediaType: "image/jpeg" }],
    });
    await it.arrive("gotosocial/delete-note");
    expect(await it.find(`${carol}/statuses/01HZ1`)).toBeUndefined();
  });

  it("F-239: votes that come together all count", async () => {
    const it = await scene();
    await it.meet(carol, "carol");
    const poll = { options: ["tea", "coffee"], multiple: true, hideTotals: false, expiresIn: 3_600_000 };
    const { status } = await it.border.say(it.anaId, "which?", { poll });
    const about = (text: string): string =>
      text.replaceAll("https://here.example/users/ana/statuses/1", status.uri);
    await it.arrive("gotosocial/create-votes", about);
    const [kept] = await it.border.storage.stores.polls.of([status.id]);
    expect(kept?.options.map(({ votesCount }) => votesCount)).toEqual([1, 1]);
  });
});

describe("Pleroma and Akkoma", () => {
  it("F-240: a reaction with an emoji counts, and can be taken back", async () => {
    const it = await scene();
    const { status, about } = await say(it);
    await it.meet("https://pleroma.example/users/bob", "bob");
    await it.arrive("pleroma/emoji-react", about);
    expect((await it.find(status.uri))?.favouritesCount).toBe(1);
    await it.arrive("pleroma/undo-emoji-react", about);
    expect((await it.find(status.uri))?.favouritesCount).toBe(0);
  });

  it("F-240: everybody may be written short, and an emoji needs no id", async () => {
    const it = await scene();
    await it.follow("https://akkoma.example/users/kim", "kim");
    await it.arrive("akkoma/create-note");
    expect(await it.find("https://akkoma.example/objects/1")).toMatchObject({
      visibility: "public",
      emojis: [{ shortcode: "blob", url: "https://akkoma.example/emoji/blob.png" }],
    });
  });
});

describe("Lemmy", () => {
  const group = "https://lemmy.example/c/gardens";
  const dora = "https://lemmy.example/u/dora";
  const page = "https://lemmy.example/post/77";

  /** Ana follows the community, and a page of it can be found. */
  async function community(): Promise<Scene> {
    const it = await scene();
    await it.follow(group, "gardens");
    await it.meet(dora, "dora");
    const create = await read("lemmy/create-page");
    if (create.type !== "Create" || typeof create.object === "string") throw new Error("It brings no page.");
    it.border.publish(page, create.object);
    return it;
  }

  /** The community passes on what Dora did, and then the page itself, as it does for others. */
  async function passOn(it: Scene): Promise<void> {
    const activity = await read("lemmy/create-page");
    const base = { actor: group, to: [PUBLIC], cc: [], published: undefined };
    const object = activity.id ?? "";
    await it.border.receive({ ...base, id: `${group}#1`, type: "Announce", object, activity });
    await it.border.receive({ ...base, id: `${group}#2`, type: "Announce", object: page });
    await it.border.settle();
  }

  it("F-168, F-241: a page that the community passes on stands once in the timeline of who follows it", async () => {
    const it = await community();
    await passOn(it);
    const status = await it.find(page);
    expect(status).toMatchObject({ boostsCount: 1 });
    expect(status?.content).toContain("Which roses survive frost?");
    const home = await it.border.social.timelines.home(it.anaId, { limit: 10 });
    expect(home.items.map(({ boost }) => boost?.status.uri)).toEqual([page]);
  });

  it("F-241: an answer to it is addressed to the community, and reaches it", async () => {
    const it = await community();
    await passOn(it);
    const status = await it.find(page);
    const shown = status && (await it.border.social.statuses.show(it.anaId, status.id));
    expect(shown?.mentioned.map(({ uri }) => uri)).toEqual([group]);
    it.border.letters();
    await it.border.say(it.anaId, "@gardens@lemmy.example @dora@lemmy.example All of them.", {
      inReplyTo: status?.id,
    });
    await it.border.settle();
    const [letter] = it.border.letters();
    expect(letter?.activity.cc).toContain(group);
    expect(letter?.inboxes).toContain("https://lemmy.example/inbox");
  });

  it("F-168: votes that it passes on have no effect, and nothing is fetched for them", async () => {
    const it = await community();
    const before = it.border.fetched.length;
    await it.arrive("lemmy/announce-like");
    expect(it.border.fetched.length).toBe(before);
    expect(await it.find(page)).toBeUndefined();
  });

  it("F-168: a deletion that it passes on is believed once the post's own server says so", async () => {
    const it = await community();
    await passOn(it);
    await it.arrive("lemmy/announce-delete");
    expect(await it.find(page)).toBeDefined();
    it.border.publish(page, "gone");
    await it.arrive("lemmy/announce-delete");
    expect(await it.find(page)).toBeUndefined();
  });

  it("F-168: an answer that it passes on stands in its thread, and not in the timeline", async () => {
    const it = await community();
    await passOn(it);
    const eve = "https://other.example/u/eve";
    await it.meet(eve, "eve");
    const comment = await read("lemmy/announce-create");
    const created =
      comment.type === "Announce" && comment.activity !== "ignored" ? comment.activity : undefined;
    if (created?.type !== "Create" || typeof created.object === "string")
      throw new Error("It brings no answer.");
    it.border.publish(created.object.id, created.object);
    await it.arrive("lemmy/announce-create");
    const answer = await it.find(created.object.id);
    expect(answer).toMatchObject({ inReplyTo: (await it.find(page))?.id, boostsCount: 0 });
  });
});

describe("PeerTube", () => {
  it("F-242: a film by an account and its channel is one post, of the account", async () => {
    const it = await scene();
    const tom = await it.follow("https://tube.example/accounts/tom", "tom");
    await it.follow("https://tube.example/video-channels/tom_channel", "tom_channel");
    await it.arrive("peertube/create-video");
    const film = await it.find("https://tube.example/videos/watch/9c9de5e8");
    expect(film).toMatchObject({ account: tom.id, url: "https://tube.example/videos/watch/9c9de5e8" });
    expect(film?.content).toContain("<p><strong>A walk</strong></p>");
    await it.arrive("peertube/announce");
    expect(await it.find("https://tube.example/videos/watch/9c9de5e8")).toMatchObject({ boostsCount: 1 });
  });
});

describe("WordPress", () => {
  it("F-243: ids that differ in their query alone are different posts", async () => {
    const it = await scene();
    await it.follow("https://blog.example/?author=1", "rose");
    await it.arrive("wordpress/create-article");
    await it.arrive("wordpress/create-article", (text) =>
      text
        .replaceAll("?p=7", "?p=8")
        .replace("How they live", "How they die")
        .replace("They sleep", "They do not"),
    );
    const [seven, eight] = [
      await it.find("https://blog.example/?p=7"),
      await it.find("https://blog.example/?p=8"),
    ];
    expect(seven?.content).toContain("They sleep.");
    expect(eight?.content).toContain("They do not.");
    expect(await it.find("https://blog.example/")).toBeUndefined();
  });
});

describe("Threads", () => {
  const thea = "https://threads.example/ap/users/17841400000000001/";

  it("F-244: an id with a slash at its end is that id, and no other", async () => {
    const it = await scene();
    const account = await it.follow(thea, "thea");
    expect(account.uri).toBe(thea);
    await it.arrive("threads/create-note");
    const uri = "https://threads.example/ap/users/17841400000000001/post/180/";
    expect(await it.find(uri)).toMatchObject({ account: account.id });
    expect(await it.find(uri.slice(0, -1))).toBeUndefined();
    const other = (await read("threads/create-note")) as Extract<Activity, { readonly type: "Create" }>; // the fixture creates
    await it.border.receive({
      ...other,
      id: `${thea}#2`,
      actor: thea.slice(0, -1),
      object: `${thea}post/181/`,
    });
    expect(await it.find(`${thea}post/181/`)).toBeUndefined();
  });

  it("F-244: what is sent there names who acts by an id, and nothing more", async () => {
    const it = await scene();
    await it.border.social.follows.follow(it.anaId, (await it.meet(thea, "thea")).id, {});
    await it.border.settle();
    const [letter] = it.border.letters();
    expect(letter?.activity).toMatchObject({
      type: "Follow",
      actor: "https://here.example/users/ana",
      object: thea,
    });
  });
});

describe("Bridgy Fed", () => {
  it("F-245: names with dots on unusual hosts are found, and their posts", async () => {
    const it = await scene();
    const person = readActor(await readJson("bridgy-fed/person"));
    if (!person.ok) throw new Error(person.reason);
    const bea = await it.follow(person.value.id, person.value.preferredUsername);
    expect(bea).toMatchObject({ username: "bea.example", domain: "bsky.brid.example" });
    await it.arrive("bridgy-fed/create-note");
    const uri = "https://bsky.brid.example/convert/ap/at://did:plc:abc123/app.bsky.feed.post/3k";
    expect(await it.find(uri)).toMatchObject({
      account: bea.id,
      url: "https://bsky.brid.example/r/https://bsky.app/profile/bea.example/post/3k",
    });
  });
});
