import type { Emoji as EmojiTag, Note } from "@trunkline/activitypub";
import { expect, test } from "vitest";
import { toUri } from "../kernel/id.ts";
import { minutes } from "../kernel/time.ts";
import { createActorSource } from "../instance/actor-source.activity.ts";
import { settings } from "../testing/town.ts";
import { actorDocument, from, noteDocument } from "../testing/border.activity.ts";
import { ana, bob, create, find, neighbours, uri } from "../testing/neighbours.activity.ts";

const cat = (more: Partial<EmojiTag> = {}): EmojiTag => ({
  type: "Emoji",
  id: undefined,
  name: ":cat:",
  icon: "https://there.example/cat.png",
  updated: new Date("2026-03-01T10:00:00.000Z"),
  ...more,
});

/** Bob says something with a cat in it, and then something else. */
async function cats(first: EmojiTag = cat()) {
  const { border, anaId, bobId } = await neighbours();
  const say = (name: string, tag: EmojiTag) => {
    const note = noteDocument(`${uri}${name}`, bob, { content: "<p>:cat:</p>", tags: [tag] });
    return border.receive(create(note, `create-${name}`));
  };
  await say("", first);
  const shown = async () => {
    const status = await find(border);
    return status && (await border.social.statuses.show(anaId, status.id)).status.emojis;
  };
  const kept = async () => {
    const [emoji] = await border.storage.stores.emojis.named([{ shortcode: "cat", domain: "there.example" }]);
    return emoji;
  };
  return { border, anaId, bobId, say, shown, kept };
}

test("F-226: another picture, or a later time, takes the place of what was kept, also in older posts", async () => {
  const { say, shown, kept } = await cats();
  const before = await kept();
  expect(await shown()).toEqual([{ shortcode: "cat", url: "https://there.example/cat.png" }]);
  await say("2", cat());
  expect(await kept()).toBe(before);
  const icon = "https://there.example/cat-2.png";
  await say("3", cat({ icon }));
  expect(await shown()).toEqual([{ shortcode: "cat", url: icon }]);
  const updated = new Date("2026-03-01T11:30:00.000Z");
  await say("4", cat({ icon, updated }));
  expect((await kept())?.updatedAt).toEqual(updated);
});

test("F-225: an emoji without an id is kept; one whose picture may not be shown, or without a name, is not (S-052)", async () => {
  const { border } = await neighbours();
  const tags = [
    cat(),
    cat({ name: ":bad:", icon: "javascript:alert(1)" }),
    cat({ name: ':<img src="x">:' }),
    cat({ name: ":a\u202Eb:" }),
  ];
  await border.receive(create(noteDocument(uri, bob, { tags })));
  expect((await find(border))?.emojis).toEqual([{ shortcode: "cat", url: "https://there.example/cat.png" }]);
});

test("a shortcode of one server is not that of another", async () => {
  const { border, shown } = await cats();
  await border.social.emojis.add({
    shortcode: "cat",
    url: "https://here.example/media/cat.png",
    file: undefined,
    category: undefined,
    isListed: true,
  });
  expect(await shown()).toEqual([{ shortcode: "cat", url: "https://there.example/cat.png" }]);
});

/** An emoji of this server. */
async function ours() {
  const { border, anaId } = await neighbours();
  const url = "https://here.example/media/dog.png";
  await border.social.emojis.add({
    shortcode: "dog",
    url,
    file: undefined,
    category: "Animals",
    isListed: true,
  });
  const tag = { type: "Emoji", name: ":dog:", icon: url, updated: border.clock.now() };
  return { border, anaId, url, tag };
}

test("a post goes out with the emoji of this server that it names, in its text, warning and options", async () => {
  const { border, anaId, tag, url } = await ours();
  await border.receive({ ...from(bob, "follow"), type: "Follow", object: ana });
  const { status } = await border.say(anaId, "A :dog: and a :cat:");
  expect(status.emojis).toEqual([{ shortcode: "dog", url }]);
  await border.settle();
  expect(border.letters().at(-1)?.activity).toMatchObject({ type: "Create", object: { tags: [tag] } });
  const poll = { options: ["one :dog:", "none"], expiresIn: minutes(5), multiple: false, hideTotals: false };
  expect((await border.say(anaId, "How many?", { poll })).status.emojis).toHaveLength(1);
  expect((await border.say(anaId, "Hm", { spoilerText: ":dog:" })).status.emojis).toHaveLength(1);
});

test("F-034: a profile goes out with its emoji and hashtags as tags", async () => {
  const { border, anaId, tag, url } = await ours();
  const { stores } = border.storage;
  await border.social.accounts.change(anaId, {
    displayName: "Ana :dog:",
    note: "I like #Cats",
    fields: [{ name: "Site", value: "https://ana.example" }],
  });
  const instance = {
    figures: () => border.social.instance.figures(),
    contact: () => border.social.instance.contact(),
  };
  const source = createActorSource({ stores, settings, instance });
  const { local } = await source.byUri(ana);
  expect(local?.actor.tags).toEqual([
    { ...tag, id: undefined },
    { type: "Hashtag", href: "https://here.example/tags/cats", name: "#cats" },
  ]);
  expect(local?.actor.fields[0]).toMatchObject({
    name: "Site",
    value: expect.stringMatching(/rel="[^"]*me"/),
  });
  expect((await stores.accounts.byUri(toUri(ana)))?.emojis).toEqual([{ shortcode: "dog", url }]);
});

test("a profile from elsewhere is shown with its emoji, and without those that it no longer has", async () => {
  const { border, bobId } = await neighbours();
  const update = (name: string, tags: readonly EmojiTag[]) =>
    border.receive({
      ...from(bob, name),
      type: "Update",
      object: actorDocument(bob, { name: "Bob :cat:", tags }),
    });
  await update("u1", [cat()]);
  const emojis = async () => (await border.storage.stores.accounts.byId(bobId))?.emojis;
  expect(await emojis()).toEqual([{ shortcode: "cat", url: "https://there.example/cat.png" }]);
  await update("u2", []);
  expect(await emojis()).toBe(undefined);
});

test("an emoji is added, replaced and removed; what is no shortcode is refused", async () => {
  const { border, url } = await ours();
  const { emojis } = border.social;
  const add = (shortcode: string, picture: string) =>
    emojis.add({ shortcode, url: picture, file: undefined, category: undefined, isListed: false });
  expect((await add("dog", `${url}2`))?.url).toBe(url);
  expect((await emojis.list()).map((emoji) => emoji.url)).toEqual([`${url}2`]);
  for (const name of ["x", "with space", ":dog:", "ümlaut"]) {
    await expect(add(name, url)).rejects.toMatchObject({ code: "invalid" });
  }
  expect((await emojis.remove("dog")).shortcode).toBe("dog");
  await expect(emojis.remove("dog")).rejects.toMatchObject({ code: "not-found" });
});

test("what a note says of its emoji twice is kept once", async () => {
  const { border } = await neighbours();
  const note: Note = noteDocument(uri, bob, { tags: [cat(), cat()] });
  await border.receive(create(note));
  expect((await find(border))?.emojis).toHaveLength(1);
});
