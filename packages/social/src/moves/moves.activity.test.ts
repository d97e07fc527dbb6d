import type { Actor } from "@trunkline/activitypub";
import { expect, test } from "vitest";
import { days } from "../kernel/time.ts";
import { actorDocument, from } from "../testing/border.activity.ts";
import { ana, bob, eve, neighbours } from "../testing/neighbours.activity.ts";
import { carryBlocks, carryMutes } from "./after-move.ts";

const bobNow = "https://new.example/users/bob";
const move = (name = "move", target = bobNow) =>
  ({ ...from(bob, name), type: "Move", object: bob, target }) as const;

/** Ana follows Bob, who has another account that may name him. */
async function beforeMove(document: Partial<Actor> = { alsoKnownAs: [bob] }) {
  const there = await neighbours();
  there.border.publish(bobNow, actorDocument(bobNow, document));
  const followed = async (): Promise<readonly unknown[]> => {
    await there.border.settle();
    const page = { limit: 9 };
    const { follows, accounts } = there.border.storage.stores;
    const accepted = (await follows.following(there.anaId, page)).map(({ item }) => item);
    const asked = await accounts.byUri(bobNow as never); // an address, as the wire brings it
    const request = asked && (await follows.between(there.anaId, asked.id));
    return [accepted.includes(there.bobId), request?.state];
  };
  return { ...there, followed };
}

test("F-160: followers here ask the new account and then leave the old one, with their settings", async () => {
  const { border, anaId, bobId, followed } = await beforeMove();
  await border.social.follows.follow(anaId, bobId, { showBoosts: false, notify: true, languages: ["de"] });
  await border.receive(move());
  expect(await followed()).toEqual([false, "requested"]);
  const target = await border.social.accounts.lookup("bob@new.example");
  expect(await border.storage.stores.follows.between(anaId, target.id)).toMatchObject({
    showBoosts: false,
    notify: true,
    languages: ["de"],
  });
  expect((await border.social.accounts.show(bobId)).movedTo).toBe(target.id);
  const sent = border.letters().map(({ activity, inboxes }) => [activity.type, inboxes]);
  expect(sent).toEqual([
    ["Follow", [`${bobNow}/inbox`]],
    ["Undo", [`${bob}/inbox`]],
  ]);
});

test("F-160: blocks and mutes of the old account hold for the new one too", async () => {
  const { border, bobId } = await beforeMove();
  const [zoe, yan] = [await border.person("zoe"), await border.person("yan")];
  await border.social.blocks.block(zoe, bobId);
  await border.social.mutes.mute(yan, bobId, { hidesNotifications: false, durationSeconds: 3600 });
  await border.receive(move());
  await border.settle();
  const target = await border.social.accounts.lookup("bob@new.example");
  const [of] = await border.social.follows.relationships(zoe, [target.id]);
  expect(of?.blocking).toBe(true);
  const [by] = await border.social.follows.relationships(yan, [target.id]);
  expect(by?.mute).toMatchObject({
    hidesNotifications: false,
    expiresAt: new Date("2026-03-01T13:00:00.000Z"),
  });
});

test("F-160: many blocks and mutes are carried over in pieces, each once", async () => {
  const { border, bobId } = await beforeMove();
  const blockers = [];
  const muters = [];
  for (let index = 0; index < 250; index += 1) {
    blockers.push(await border.person(`blocker${index}`));
    muters.push(await border.person(`muter${index}`));
  }
  for (const id of blockers) await border.social.blocks.block(id, bobId);
  for (const id of muters)
    await border.social.mutes.mute(id, bobId, { hidesNotifications: true, durationSeconds: 3600 });
  await border.settle();
  const { blocks, mutes } = border.storage.stores;
  await border.receive(move());
  const { id: target } = await border.social.accounts.lookup("bob@new.example");
  const moved = { type: "account.moved", account: bobId, target, after: undefined } as const;
  await border.storage.transact((work) => carryBlocks(moved, { ...border, work }));
  await border.storage.transact((work) => carryMutes(moved, { ...border, work }));
  expect(await blocks.against(target, { limit: 999 })).toHaveLength(200);
  expect(await mutes.against(target, border.clock.now(), { limit: 999 })).toHaveLength(200);
  const left = border.news().filter((event) => "of" in event);
  expect(left.map((event) => "of" in event && event.of)).toEqual(["blocks", "mutes"]);
  await border.settle();
  expect(await blocks.against(target, { limit: 999 })).toHaveLength(250);
  expect(await mutes.against(target, border.clock.now(), { limit: 999 })).toHaveLength(250);
});

test("F-159: a move to an account that does not name the old one, or of somebody else, does nothing (S-044)", async () => {
  const { border, followed } = await beforeMove({});
  await border.receive(move());
  expect(await followed()).toEqual([true, undefined]);
  border.publish(bobNow, actorDocument(bobNow, { alsoKnownAs: [bob] }));
  await border.receive({ ...from(eve, "move"), type: "Move", object: bob, target: bobNow });
  expect(await followed()).toEqual([true, undefined]);
});

test("F-161: one that failed may be tried again, and a second within the pause is ignored (S-044)", async () => {
  const { border, bobId, followed } = await beforeMove({});
  await border.receive(move("one"));
  border.publish(bobNow, actorDocument(bobNow, { alsoKnownAs: [bob] }));
  await border.receive(move("two"));
  expect(await followed()).toEqual([false, "requested"]);
  const third = "https://third.example/users/bob";
  border.publish(third, actorDocument(third, { alsoKnownAs: [bob] }));
  border.clock.advance(days(8));
  await border.receive(move("three", third));
  await border.settle();
  expect((await border.social.accounts.show(bobId)).movedToUri).toBe(bobNow);
  border.clock.advance(days(30));
  await border.receive(move("four", third));
  expect((await border.social.accounts.show(bobId)).movedToUri).toBe(third);
});

test("nobody follows along to an account that is suspended, or that they block (S-044)", async () => {
  const { border, anaId, followed } = await beforeMove();
  const target = await border.fediverse.remote.account(bobNow);
  if (target === undefined) throw new Error("Bob's new account was not found.");
  await border.social.moderation.suspend(target);
  await border.receive(move("one"));
  expect(await followed()).toEqual([true, undefined]);
  await border.social.moderation.unsuspend(target);
  await border.social.blocks.block(anaId, target);
  await border.receive(move("two"));
  expect(await followed()).toEqual([true, undefined]);
});

test("F-162: the new account may tell of the move, where the old one names it", async () => {
  const { border, followed } = await beforeMove();
  const pull = { ...from(bobNow, "move"), type: "Move", object: bob, target: bobNow } as const;
  border.publish(bob, actorDocument(bob));
  await border.receive(pull);
  expect(await followed()).toEqual([true, undefined]);
  border.publish(bob, actorDocument(bob, { alsoKnownAs: [bobNow] }));
  await border.receive({ ...pull, id: `${bobNow}#again` });
  expect(await followed()).toEqual([false, "requested"]);
});

test("F-041: where an actor says it moved is kept for one hop, and cleared when it says so no more", async () => {
  const { border, bobId } = await beforeMove();
  const update = (name: string, movedTo: string | undefined) =>
    border.receive({ ...from(bob, name), type: "Update", object: actorDocument(bob, { movedTo }) });
  const moved = async () => (await border.social.accounts.show(bobId)).movedToUri;
  await update("one", bobNow);
  expect(await moved()).toBe(bobNow);
  await update("two", undefined);
  expect(await moved()).toBeUndefined();
  const onward = "https://onward.example/users/bob";
  border.publish(onward, actorDocument(onward, { movedTo: bobNow }));
  await update("three", onward);
  expect(await moved()).toBeUndefined();
  await update("four", "https://nowhere.example/users/bob");
  expect(await moved()).toBeUndefined();
});

test("F-203: a move from here needs the alias, and sends the profile and then the move, to followers and those who block", async () => {
  const { border, anaId, bobId } = await beforeMove();
  const anaNow = "https://new.example/users/ana";
  await border.rules.follows.receiveRequest({
    follower: bobId,
    followed: anaId,
    uri: "https://there.example/1",
  });
  const eveId = (await border.social.accounts.lookup("eve@there.example")).id;
  await border.rules.blocks.receive({ account: eveId, target: anaId, uri: "https://there.example/2" });
  border.publish(anaNow, actorDocument(anaNow));
  const target = await border.fediverse.remote.account(anaNow);
  if (target === undefined) throw new Error("Ana's new account was not found.");
  border.discover(anaNow, target);
  await border.settle();
  border.letters();
  const refused = border.social.moves.move(anaId, "ana@new.example");
  await expect(refused).rejects.toMatchObject({ code: "invalid" });
  await border.rules.accounts.receiveNames(target, { alsoKnownAs: [ana as never], movedTo: undefined }); // an address
  expect(await border.social.moves.move(anaId, "@ana@new.example")).toMatchObject({ movedTo: target });
  await border.settle();
  const shared = ["https://there.example/inbox"];
  expect(border.letters().map(({ activity, inboxes }) => [activity, inboxes])).toMatchObject([
    [{ type: "Update", object: { id: ana, movedTo: anaNow } }, shared],
    [{ type: "Move", actor: ana, object: ana, target: anaNow, to: [`${ana}/followers`] }, shared],
  ]);
  await expect(border.social.moves.move(anaId, "bob@new.example")).rejects.toMatchObject({
    code: "not-found",
  });
  await expect(border.social.moves.move(anaId, "ana@new.example")).rejects.toMatchObject({
    code: "limit-reached",
  });
});

test("a follow of somebody here who has moved is rejected (F-154)", async () => {
  const { border, anaId, bobId } = await neighbours({ isFollowed: false });
  const target = await border.social.accounts.show(bobId);
  await border.storage.transact((work) => work.accounts.setMoved(anaId, target));
  await border.receive({ ...from(eve, "follow"), type: "Follow", object: ana });
  await border.settle();
  expect(border.letters()).toMatchObject([{ activity: { type: "Reject", object: { id: `${eve}#follow` } } }]);
  const zoe = await border.person("zoe");
  await expect(border.social.follows.follow(zoe, anaId, {})).rejects.toMatchObject({ code: "not-allowed" });
});

test("other names are added and taken back, and everybody hears of it once", async () => {
  const { border, anaId } = await neighbours({ isFollowed: false });
  const { moves } = border.social;
  expect((await moves.addAlias(anaId, "bob@there.example")).alsoKnownAs).toEqual([bob]);
  await moves.addAlias(anaId, "@bob@there.example");
  expect(border.news().filter(({ type }) => type === "account.updated")).toHaveLength(1);
  await expect(moves.addAlias(anaId, "ana")).rejects.toMatchObject({ code: "invalid" });
  await expect(moves.addAlias(anaId, "nobody@there.example")).rejects.toMatchObject({ code: "not-found" });
  expect((await moves.removeAlias(anaId, "bob@there.example")).alsoKnownAs).toEqual([]);
});
