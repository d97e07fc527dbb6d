import { expect, test } from "vitest";
import { from } from "../testing/border.activity.ts";
import { ana, bob, eve, neighbours } from "../testing/neighbours.activity.ts";

const block = (name = "block", actor = bob) =>
  ({ ...from(actor, name), type: "Block", object: ana }) as const;

async function relation({ border, anaId, bobId }: Awaited<ReturnType<typeof neighbours>>) {
  const [relationship] = await border.social.follows.relationships(anaId, [bobId]);
  return relationship;
}

test("a block from elsewhere ends follows both ways and hides who blocks; undone, it gives back only sight (F-158)", async () => {
  const there = await neighbours();
  const { border, anaId, bobId } = there;
  const uri = "https://there.example/follows/1";
  await border.rules.follows.receiveRequest({ follower: bobId, followed: anaId, uri });
  await border.receive(block());
  await border.receive(block("again"));
  expect(await relation(there)).toMatchObject({ blockedBy: true, out: undefined, in: undefined });
  const shown = { excludeReplies: false, excludeBoosts: false, onlyMedia: false, tagged: undefined };
  const page = { limit: 9 };
  expect((await border.social.timelines.account(anaId, bobId, { filter: shown, page })).items).toEqual([]);
  await border.settle();
  border.letters();
  await border.receive({ ...from(bob, "undo"), type: "Undo", object: block("again") });
  expect(await relation(there)).toMatchObject({ blockedBy: false, out: undefined, in: undefined });
});

test("an undo by the block's address alone ends it, one by somebody else does not (F-147, F-149, S-032)", async () => {
  const there = await neighbours({ isFollowed: false });
  const { border } = there;
  await border.receive(block());
  await border.receive({ ...from(eve, "undo"), type: "Undo", object: `${bob}#block` });
  await border.receive({ ...from(eve, "undo"), type: "Undo", object: block() });
  expect(await relation(there)).toMatchObject({ blockedBy: true });
  await border.receive({ ...from(bob, "undo"), type: "Undo", object: `${bob}#block` });
  expect(await relation(there)).toMatchObject({ blockedBy: false });
});

test("a block that is taken back before it comes is not let in (F-146)", async () => {
  const there = await neighbours({ isFollowed: false });
  await there.border.receive({ ...from(bob, "undo"), type: "Undo", object: block() });
  await there.border.receive(block());
  expect(await relation(there)).toMatchObject({ blockedBy: false });
});

test("a block from here ends the follows first, and is sent and taken back by its own id (F-195)", async () => {
  const { border, anaId, bobId } = await neighbours();
  await border.social.blocks.block(anaId, bobId);
  await border.settle();
  await border.social.blocks.unblock(anaId, bobId);
  await border.settle();
  const letters = border.letters();
  expect(letters.map(({ activity }) => activity.type)).toEqual(["Undo", "Block", "Undo"]);
  const [undone, sent, taken] = letters.map(({ activity }) => activity);
  expect(undone).toMatchObject({ type: "Undo", object: { type: "Follow", object: bob } });
  expect(sent).toMatchObject({ type: "Block", actor: ana, object: bob, to: [], cc: [] });
  expect(sent?.id).toMatch(/^https:\/\/here\.example\/users\/ana#blocks\/\d+$/);
  expect(taken).toMatchObject({ type: "Undo", id: `${sent?.id}/undo`, actor: ana, object: sent });
  expect(new Set(letters.flatMap(({ inboxes }) => inboxes))).toEqual(new Set([`${bob}/inbox`]));
});

test("a block between people here is told to nobody elsewhere", async () => {
  const { border, anaId } = await neighbours({ isFollowed: false });
  await border.social.blocks.block(anaId, await border.person("zoe"));
  await border.settle();
  expect(border.letters()).toEqual([]);
});

test("a ban from a community is no block between people", async () => {
  const there = await neighbours({ isFollowed: false });
  await there.border.receive({ ...block(), target: "https://there.example/c/town" });
  expect(await relation(there)).toMatchObject({ blockedBy: false });
});
