import { expect, test } from "vitest";
import { ana, neighbours, told } from "../testing/neighbours.activity.ts";
import { createBorder } from "../testing/border.activity.ts";
import { leaveDomain } from "./after-block.ts";

const forGood = { hidesNotifications: true, durationSeconds: undefined };

test("likes, boosts, follows and mentions of somebody blocked are no news, and old ones go (S-050)", async () => {
  const border = createBorder();
  const [anaId, bobId] = [await border.person("ana"), await border.person("bob")];
  const { status } = await border.say(anaId, "hello");
  await border.social.favourites.add(bobId, status.id);
  await border.social.follows.follow(bobId, anaId, {});
  expect(await told(border, anaId)).toEqual(["follow", "favourite"]);
  await border.social.blocks.block(anaId, bobId);
  await border.say(bobId, "@ana listen");
  expect(await told(border, anaId)).toEqual([]);
  await border.social.blocks.unblock(anaId, bobId);
  expect(await told(border, anaId)).toEqual([]);
});

test("a mute hides news only where it says so (S-050)", async () => {
  const border = createBorder();
  const [anaId, bobId] = [await border.person("ana"), await border.person("bob")];
  await border.social.mutes.mute(anaId, bobId, { ...forGood, hidesNotifications: false });
  await border.say(bobId, "@ana one");
  expect(await told(border, anaId)).toEqual(["mention"]);
  await border.social.mutes.mute(anaId, bobId, forGood);
  await border.say(bobId, "@ana two");
  expect(await told(border, anaId)).toEqual([]);
});

test("a follow by somebody who is blocked, or whose server is, is answered with a Reject (F-154)", async () => {
  const { border, anaId, bobId } = await neighbours({ isFollowed: false });
  const bobUri = "https://there.example/users/bob";
  const follow = (name: string) =>
    border.receive({
      type: "Follow",
      id: `${bobUri}#${name}`,
      actor: bobUri,
      object: ana,
      to: [],
      cc: [],
      published: undefined,
    });
  const rejected = async (): Promise<readonly unknown[]> => {
    await border.settle();
    return border
      .letters()
      .map(({ activity }) => [activity.type, activity.type === "Reject" && activity.object]);
  };
  await border.social.blocks.block(anaId, bobId);
  await border.settle();
  border.letters();
  await follow("one");
  expect(await rejected()).toMatchObject([["Reject", { type: "Follow", id: `${bobUri}#one` }]]);
  await border.social.blocks.unblock(anaId, bobId);
  await border.social.blocks.blockDomain(anaId, "there.example");
  await border.settle();
  border.letters();
  await follow("two");
  expect(await rejected()).toMatchObject([["Reject", { type: "Follow", id: `${bobUri}#two` }]]);
  expect(await border.storage.stores.follows.between(bobId, anaId)).toBeUndefined();
});

test("blocking a server takes back follows of those there, and rejects theirs (F-197)", async () => {
  const { border, anaId, bobId } = await neighbours();
  const uri = "https://there.example/follows/1";
  await border.rules.follows.receiveRequest({ follower: bobId, followed: anaId, uri });
  await border.settle();
  border.letters();
  await border.social.blocks.blockDomain(anaId, "there.example");
  await border.settle();
  const types = border.letters().map(({ activity, inboxes }) => [activity.type, inboxes]);
  const inbox = ["https://there.example/users/bob/inbox"];
  expect(types).toEqual([
    ["Undo", inbox],
    ["Reject", inbox],
  ]);
  const [relationship] = await border.social.follows.relationships(anaId, [bobId]);
  expect(relationship).toMatchObject({ out: undefined, in: undefined, domainBlocking: true });
});

test("blocking a large server is done in pieces, each a transaction of its own (F-197)", async () => {
  const { border, anaId } = await neighbours({ isFollowed: false });
  for (let index = 0; index < 450; index += 1) {
    const follower = await border.neighbour(`crowd${index}`);
    const uri = `https://there.example/follows/${index}`;
    await border.rules.follows.receiveRequest({ follower, followed: anaId, uri });
  }
  await border.settle();
  border.letters();
  const event = { type: "domain.blocked", by: anaId, domain: "there.example" } as const;
  await border.storage.transact((work) => leaveDomain(event, { work }));
  expect((await border.social.accounts.show(anaId)).followersCount).toBe(250);
  expect(border.news().filter(({ type }) => type === "domain.blocked")).toEqual([event]);
  await border.settle();
  expect(border.letters().map(({ activity }) => activity.type)).toEqual(
    Array.from({ length: 450 }, () => "Reject"),
  );
  expect((await border.social.accounts.show(anaId)).followersCount).toBe(0);
});

test("ending another's follow sends a Reject with the original Follow's id (F-196)", async () => {
  const { border, anaId, bobId } = await neighbours({ isFollowed: false });
  const uri = "https://there.example/follows/1";
  await border.rules.follows.receiveRequest({ follower: bobId, followed: anaId, uri });
  await border.settle();
  border.letters();
  await border.social.follows.removeFollower(anaId, bobId);
  await border.settle();
  expect(border.letters().map(({ activity }) => activity)).toMatchObject([
    { type: "Reject", actor: ana, object: { type: "Follow", id: uri, object: ana } },
  ]);
});
