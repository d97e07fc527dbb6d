import { expect, test } from "vitest";
import { toId, toUri } from "../kernel/id.ts";
import { createTown, draft } from "../testing/town.ts";
import { createViews } from "./views.ts";

test("a status has its addresses, its HTML and its tags, and is news", async () => {
  const { person, say, news } = createTown();
  const ana = await person("ana");
  const { status, account, marks } = await say(ana, "Hello #World", { language: "en" });
  expect(status).toMatchObject({
    uri: `https://here.example/users/ana/statuses/${status.id}`,
    url: `https://here.example/@ana/${status.id}`,
    text: "Hello #World",
    tags: ["world"],
    visibility: "public",
    language: "en",
    conversation: `https://here.example/contexts/${status.id}`,
  });
  expect(status.content).toMatch(/^<p>Hello <a href="https:\/\/here.example\/tags\/world"/);
  expect(account.statusesCount).toBe(1);
  expect(marks).toEqual({
    favourited: false,
    boosted: false,
    bookmarked: false,
    pinned: false,
    muted: false,
  });
  expect(news()).toEqual([{ type: "status.posted", status: status.id }]);
});

test("people here and elsewhere are mentioned, unknown ones after asking their server", async () => {
  const { person, neighbour, discover, say, asked } = createTown();
  const [ana, bob, eve] = [await person("ana"), await person("bob"), await neighbour("eve")];
  const zoe = await neighbour("zoe", { domain: "far.example" });
  discover("zoe@alias.example", zoe);
  const text = "@bob @bob@here.example @eve@there.example @zoe@alias.example @nobody @no@where.example @ana";
  const { status, mentioned } = await say(ana, text);
  expect(status.mentions).toEqual([bob, eve, zoe]);
  expect(mentioned.map(({ id }) => id)).toEqual([bob, eve, zoe]);
  expect(asked).toEqual(["zoe@alias.example", "no@where.example"]);
  expect(status.content.match(/u-url mention/g)).toHaveLength(5);
});

test("S-036 somebody known is mentioned in whatever script their domain is written, without asking", async () => {
  const { person, neighbour, say, asked } = createTown();
  const ana = await person("ana");
  const zoe = await neighbour("zoe", { domain: "xn--bcher-kva.example" });
  expect((await say(ana, "@zoe@Bücher.example")).status.mentions).toEqual([zoe]);
  expect(asked).toEqual([]);
});

test("at most ten servers are asked about unknown people", async () => {
  const { person, say, asked } = createTown();
  const ana = await person("ana");
  await say(ana, Array.from({ length: 20 }, (_, index) => `@a@s${index}.example`).join(" "));
  expect(asked).toHaveLength(10);
});

test.each(["", " \n ", "x".repeat(501)])("a status that is empty or too long is refused", async (text) => {
  const { person, say } = createTown();
  const ana = await person("ana");
  await expect(say(ana, text)).rejects.toMatchObject({ code: "invalid" });
});

test("the warning counts too, and alone it is the text", async () => {
  const { person, say } = createTown();
  const ana = await person("ana");
  await expect(say(ana, "x".repeat(499), { spoilerText: "ab" })).rejects.toMatchObject({ code: "invalid" });
  expect((await say(ana, "x", { spoilerText: "food" })).status).toMatchObject({
    spoilerText: "food",
    sensitive: true,
  });
  expect((await say(ana, "", { spoilerText: "food" })).status).toMatchObject({
    text: "food",
    spoilerText: "",
  });
});

test("visibility and language are as the author prefers, unless said", async () => {
  const { social, person, say } = createTown();
  const ana = await person("ana");
  await social.signIn.modifyUser(ana, { preferences: { visibility: "unlisted", language: "de" } });
  expect((await say(ana, "a")).status).toMatchObject({ visibility: "unlisted", language: "de" });
  expect((await say(ana, "b", { visibility: "public" })).status.visibility).toBe("public");
});

test("a request that comes again with its key gets the same status; another text does not (R-007)", async () => {
  const { social, person, news } = createTown();
  const ana = await person("ana");
  const post = { ...draft("once"), idempotencyKey: "k" };
  const [one, two] = await Promise.all([social.statuses.post(ana, post), social.statuses.post(ana, post)]);
  expect(two.status.id).toBe(one.status.id);
  expect(news()).toHaveLength(1);
  await expect(social.statuses.post(ana, { ...post, text: "other" })).rejects.toMatchObject({
    code: "invalid",
  });
  const bob = await person("bob");
  expect((await social.statuses.post(bob, post)).account.id).toBe(bob);
});

test("a reply stands in its parent's conversation; to what one cannot see there is no reply", async () => {
  const { person, say } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const parent = await say(ana, "hi");
  const reply = await say(bob, "hi yourself", { inReplyTo: parent.status.id });
  expect(reply.status).toMatchObject({
    inReplyTo: parent.status.id,
    inReplyToAccount: ana,
    conversation: parent.status.conversation,
  });
  const secret = await say(ana, "psst", { visibility: "private" });
  const hidden = say(bob, "what?", { inReplyTo: secret.status.id });
  await expect(hidden).rejects.toMatchObject({ code: "not-found" });
  await expect(say(bob, "what?", { inReplyTo: toId("1") })).rejects.toMatchObject({ code: "not-found" });
});

test("everybody sees what is for them, in the order asked for (S-085)", async () => {
  const { social, person, say } = createTown();
  const [ana, bob, eve] = [await person("ana"), await person("bob"), await person("eve")];
  await social.follows.follow(bob, ana, {});
  const posts = [
    await say(ana, "public"),
    await say(ana, "unlisted", { visibility: "unlisted" }),
    await say(ana, "private", { visibility: "private" }),
    await say(ana, "direct @eve", { visibility: "direct" }),
  ].map(({ status }) => status.id);
  const seenBy = async (viewer: typeof ana | undefined): Promise<(string | undefined)[]> =>
    (await social.statuses.see(viewer, posts.toReversed())).map(({ status }) => status.text?.split(" ")[0]);
  expect(await seenBy(undefined)).toEqual(["unlisted", "public"]);
  expect(await seenBy(ana)).toEqual(["direct", "private", "unlisted", "public"]);
  expect(await seenBy(bob)).toEqual(["private", "unlisted", "public"]);
  expect(await seenBy(eve)).toEqual(["direct", "unlisted", "public"]);
});

test("who has asked to follow does not follow yet", async () => {
  const { social, person, say, news } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  await social.accounts.change(ana, { locked: true });
  await social.follows.follow(bob, ana, {});
  const { status } = await say(ana, "psst", { visibility: "private" });
  expect(await social.statuses.see(bob, [status.id])).toEqual([]);
  news();
  await expect(social.favourites.add(bob, status.id)).rejects.toMatchObject({ code: "not-found" });
  expect(news()).toEqual([]);
});

test("nothing is seen of a suspended author, nor through a boost that is wider than what it shows", async () => {
  const { social, storage, ids, person, neighbour, say } = createTown();
  const [ana, eve] = [await person("ana"), await neighbour("eve", { suspendedAt: new Date(0) })];
  const { status } = await say(ana, "psst", { visibility: "private" });
  const [boost, post] = [ids.next<"status">(), ids.next<"status">()];
  const open = { ...status, visibility: "public", url: undefined } as const;
  await storage.transact(async (work) => {
    await work.statuses.add({
      ...open,
      id: boost,
      uri: toUri("https://here.example/boost"),
      boostOf: status.id,
    });
    await work.statuses.add({ ...open, id: post, uri: toUri("https://there.example/post"), account: eve });
  });
  expect(await social.statuses.see(undefined, [boost, post])).toEqual([]);
});

test("hidden, deleted and missing are the same refusal (S-086)", async () => {
  const { social, person, say } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const { status: hidden } = await say(ana, "psst", { visibility: "direct" });
  const { status: deleted } = await say(ana, "oops");
  await social.statuses.remove(ana, deleted.id);
  for (const id of [hidden.id, deleted.id, toId<"status">("1")]) {
    const refusal = await social.statuses.show(bob, id).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "not-found", message: "not-found" });
  }
});

test("a list of any length is seen in the same number of statements", async () => {
  const { social, storage, person, say, clock } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const ids = [];
  for (const author of [ana, bob, ana, bob]) ids.push((await say(author, "@ana @bob")).status.id);
  const { counting, count } = countingStores(storage.stores);
  await createViews(counting, clock).see(ana, ids.slice(0, 1));
  const forOne = count();
  await createViews(counting, clock).see(ana, ids);
  expect(count() - forOne).toBe(forOne);
  expect(await social.statuses.see(ana, [])).toEqual([]);
});

test("an edit keeps what was, and tells whom it mentions newly", async () => {
  const { social, person, say, clock, news } = createTown();
  const [ana, bob, eve] = [await person("ana"), await person("bob"), await person("eve")];
  const { status } = await say(ana, "hi @bob");
  clock.advance(1000);
  news();
  const edited = await social.statuses.edit(ana, status.id, draft("hi @bob and @eve #now"));
  const at = clock.now();
  expect(edited.status).toMatchObject({
    text: "hi @bob and @eve #now",
    editedAt: at,
    mentions: [bob, eve],
    tags: ["now"],
  });
  expect(news()).toEqual([
    { type: "status.edited", status: status.id, at: at.getTime(), newlyMentioned: [eve] },
  ]);
  const { edits } = await social.statuses.history(bob, status.id);
  expect(edits.map((edit) => [edit.content, edit.at])).toEqual([
    [status.content, status.createdAt],
    [edited.status.content, at],
  ]);
});

test("an edit that says no language keeps the one that was", async () => {
  const { social, person, say } = createTown();
  const ana = await person("ana");
  const { status } = await say(ana, "hallo", { language: "de" });
  const edited = await social.statuses.edit(ana, status.id, draft("servus"));
  expect(edited.status.language).toBe("de");
});

test("an edit that changes nothing leaves no mark, and two in one moment are two", async () => {
  const { social, person, say, news } = createTown();
  const ana = await person("ana");
  const { status } = await say(ana, "hi");
  await social.statuses.edit(ana, status.id, draft("hi"));
  expect((await social.statuses.show(ana, status.id)).status.editedAt).toBeUndefined();
  await social.statuses.edit(ana, status.id, draft("hello"));
  await social.statuses.edit(ana, status.id, draft("hey"));
  expect((await social.statuses.show(ana, status.id)).status.text).toBe("hey");
  expect(news().map(({ type }) => type)).toEqual(["status.posted", "status.edited", "status.edited"]);
});

test("only the author edits, deletes and reads the source", async () => {
  const { social, person, say } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const { status } = await say(ana, "mine *really*");
  await expect(social.statuses.edit(bob, status.id, draft("yours"))).rejects.toMatchObject({
    code: "not-found",
  });
  await expect(social.statuses.remove(bob, status.id)).rejects.toMatchObject({ code: "not-found" });
  await expect(social.statuses.source(bob, status.id)).rejects.toMatchObject({ code: "not-found" });
  expect(await social.statuses.source(ana, status.id)).toEqual({
    id: status.id,
    text: "mine *really*",
    spoilerText: "",
  });
});

test("a deletion answers with what was deleted", async () => {
  const { social, person, say, news } = createTown();
  const ana = await person("ana");
  const { status } = await say(ana, "oops");
  expect((await social.statuses.remove(ana, status.id)).status.text).toBe("oops");
  await expect(social.statuses.remove(ana, status.id)).rejects.toMatchObject({ code: "not-found" });
  expect(news().map(({ type }) => type)).toEqual(["status.posted", "status.deleted"]);
});

test("a thread shows what is above and below, without what the viewer may not see", async () => {
  const { social, person, say } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const root = (await say(ana, "root")).status.id;
  const middle = (await say(ana, "middle", { inReplyTo: root })).status.id;
  await say(bob, "leaf", { inReplyTo: middle });
  await say(ana, "secret", { inReplyTo: middle, visibility: "private" });
  const { ancestors, descendants } = await social.statuses.context(bob, middle);
  expect(ancestors.map(({ status }) => status.text)).toEqual(["root"]);
  expect(descendants.map(({ status }) => status.text)).toEqual(["leaf"]);
});

/** Stores whose calls are counted. */
function countingStores<Stores extends object>(stores: Stores): { counting: Stores; count: () => number } {
  let calls = 0;
  const counted = (store: object): object =>
    new Proxy(store, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return (...given: unknown[]): unknown => {
          calls += 1;
          return Reflect.apply(value, target, given);
        };
      },
    });
  const counting = Object.fromEntries(Object.entries(stores).map(([name, store]) => [name, counted(store)]));
  return { counting: counting as Stores, count: () => calls };
}
