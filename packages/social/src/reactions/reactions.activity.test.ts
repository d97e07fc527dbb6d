import type { EmojiReact, Like } from "@trunkline/activitypub";
import { expect, test } from "vitest";
import type { StatusId } from "../kernel/id.ts";
import { from, noteDocument } from "../testing/border.activity.ts";
import { ana, bob, create, eve, find, neighbours, told, uri } from "../testing/neighbours.activity.ts";

const party = { content: "🎉", emoji: undefined };
const cat = {
  content: ":cat:",
  emoji: {
    type: "Emoji",
    id: undefined,
    name: ":cat:",
    icon: "https://there.example/cat.png",
    updated: undefined,
  },
} as const;

/** Ana has said something. */
async function posted() {
  const { border, anaId } = await neighbours();
  const { status } = await border.say(anaId, "Good morning");
  await border.settle();
  border.letters();
  const like = (name: string, reaction?: Like["reaction"], by = bob): Like => ({
    ...from(by, name),
    type: "Like",
    object: status.uri,
    ...(reaction === undefined ? {} : { reaction }),
  });
  const react = (name: string, reaction: EmojiReact["reaction"], by = bob): EmojiReact => ({
    ...from(by, name),
    type: "EmojiReact",
    object: status.uri,
    reaction,
  });
  const undo = (name: string, by = bob) =>
    border.receive({ ...from(by, `undo-${name}`), type: "Undo", object: `${bob}#${name}` });
  const shown = async () => {
    const view = await border.social.statuses.show(anaId, status.id);
    const reactions = view.reactions.map(({ name, url, count }) => [name, url, count]);
    return [view.status.favouritesCount, ...reactions];
  };
  return { border, anaId, status, like, react, undo, shown };
}

test("F-164: a Like with content and an EmojiReact are stored as reactions, and count once as a favourite", async () => {
  const { border, anaId, like, react, shown } = await posted();
  await border.receive(like("l1", party));
  await border.receive(like("l1", party));
  await border.receive(react("r1", cat));
  await border.receive(react("r2", party, eve));
  expect(await shown()).toEqual([2, ["🎉", undefined, 2], ["cat", "https://there.example/cat.png", 1]]);
  expect(await told(border, anaId)).toEqual(["favourite", "favourite"]);
});

test("F-164: what is no emoji is a favourite and nothing else", async () => {
  const { border, like, react, shown } = await posted();
  await border.receive(like("l1", { content: "like", emoji: undefined }));
  const icon = "javascript:alert(1)";
  await border.receive(react("r1", { content: ":cat:", emoji: { ...cat.emoji, icon } }, eve));
  expect(await shown()).toEqual([2]);
});

test("F-148: a Like is undone by its bare id, by nobody else, and does not come again", async () => {
  const { border, anaId, like, undo, shown } = await posted();
  await border.receive(like("l1"));
  await undo("l1", eve);
  expect(await shown()).toEqual([1]);
  await undo("l1");
  expect([await shown(), await told(border, anaId)]).toEqual([[0], []]);
  await border.receive(like("l1"));
  expect(await shown()).toEqual([0]);
});

test("F-148: an EmojiReact is undone by its bare id; the favourite goes with the last one", async () => {
  const { border, anaId, react, undo, shown } = await posted();
  await border.receive(react("r1", party));
  await border.receive(react("r2", cat));
  await undo("r1", eve);
  await undo("r1");
  expect(await shown()).toEqual([1, ["cat", "https://there.example/cat.png", 1]]);
  await undo("r2");
  await undo("r2");
  expect([await shown(), await told(border, anaId)]).toEqual([[0], []]);
});

test("a reaction is undone embedded as well, and a favourite that was given for itself stays", async () => {
  const { border, like, react, shown } = await posted();
  await border.receive(react("r1", party));
  await border.receive(like("l1"));
  await border.receive({ ...from(bob, "undo"), type: "Undo", object: react("r1", party) });
  expect(await shown()).toEqual([1]);
});

test("nobody reacts to what is hidden from them, nor in more than eight ways", async () => {
  const { border, anaId, react, shown } = await posted();
  const hidden = await border.say(anaId, "Psst", { visibility: "private" });
  await border.receive({ ...react("r1", party), object: hidden.status.uri });
  expect((await border.social.statuses.show(anaId, hidden.status.id)).reactions).toEqual([]);
  const many = "😀 😁 😂 🤣 😃 😄 😅 😆 😉 😊".split(" ");
  for (const [index, content] of many.entries()) {
    await border.receive(react(`m${index}`, { content, emoji: undefined }));
  }
  expect((await shown()).length - 1).toBe(8);
});

test("a reaction from here goes to the author as a Like with an emoji, and is taken back", async () => {
  const { border, anaId } = await neighbours();
  await border.receive(create(noteDocument(uri, bob)));
  const id = (await find(border))?.id as StatusId; // it has just been received
  const view = await border.social.reactions.add(anaId, id, "🎉");
  await border.social.reactions.add(anaId, id, "🎉");
  expect(view).toMatchObject({
    marks: { favourited: true },
    reactions: [{ name: "🎉", count: 1, isOwn: true }],
  });
  await border.settle();
  const [like, ...others] = border.letters();
  expect(others).toEqual([]);
  expect(like?.inboxes).toEqual([`${bob}/inbox`]);
  expect(like?.activity).toMatchObject({
    type: "Like",
    actor: ana,
    object: uri,
    reaction: { content: "🎉" },
  });
  expect((await border.social.reactions.remove(anaId, id, "🎉")).status.favouritesCount).toBe(0);
  await border.settle();
  const [undo] = border.letters();
  expect(undo?.activity).toMatchObject({ type: "Undo", object: { type: "Like", id: like?.activity.id } });
});

test("a custom emoji of this server is named by its shortcode; what is no emoji is refused", async () => {
  const { border, status } = await posted();
  const zoe = await border.person("zoe");
  const url = "https://here.example/media/dog.png";
  await border.social.emojis.add({
    shortcode: "dog",
    url,
    file: undefined,
    category: undefined,
    isListed: true,
  });
  await border.social.reactions.add(zoe, status.id, ":dog:");
  const [shown] = await border.social.reactions.of(undefined, status.id);
  expect(shown).toMatchObject({ name: "dog", url, count: 1, isOwn: false, accounts: [{ id: zoe }] });
  for (const name of ["cat", "hello", ""]) {
    const refused = border.social.reactions.add(zoe, status.id, name);
    await expect(refused).rejects.toMatchObject({ code: "invalid" });
  }
});
