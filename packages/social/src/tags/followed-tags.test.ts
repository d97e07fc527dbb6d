import { expect, test } from "vitest";
import { createTown } from "../testing/town.ts";
import { forgetFollowedTags, maxFollowedTags } from "./followed-tags.ts";

async function scene() {
  const town = createTown();
  const [ana, bob] = [await town.person("ana"), await town.person("bob")];
  const { followedTags } = town.social;
  const names = async () => (await followedTags.of(ana, { limit: 9 })).items.map(({ name }) => name);
  return { ...town, followedTags, names, ana, bob };
}

test("a hashtag is followed by any of its spellings, once, and no more", async () => {
  const { followedTags, names, ana, bob } = await scene();
  await followedTags.follow(ana, "#Café");
  await followedTags.follow(ana, "tea");
  await followedTags.follow(ana, "CAFÉ");
  expect(await names()).toEqual(["tea", "café"]);
  expect(await followedTags.among(ana, ["café", "milk"])).toEqual(new Set(["café"]));
  expect(await followedTags.among(bob, ["café"])).toEqual(new Set());
  expect(await followedTags.among(undefined, ["café"])).toEqual(new Set());
  await followedTags.unfollow(ana, "café");
  await followedTags.unfollow(ana, "café");
  expect(await names()).toEqual(["tea"]);
  await expect(followedTags.follow(ana, "123")).rejects.toMatchObject({ code: "not-found" });
});

test("what carries a followed hashtag comes home, but not from whom one mutes or blocks (S-050)", async () => {
  const { social, followedTags, person, say, ana, bob } = await scene();
  await followedTags.follow(ana, "tea");
  const cleo = await person("cleo");
  const { status } = await say(bob, "green #tea");
  await say(cleo, "black #tea");
  await say(bob, "a secret #tea", { visibility: "unlisted" });
  await social.mutes.mute(ana, cleo, { hidesNotifications: true, durationSeconds: undefined });
  const home = async () =>
    (await social.timelines.home(ana, { limit: 9 })).items.map((view) => view.status.id);
  expect(await home()).toEqual([status.id]);
  await social.blocks.block(ana, bob);
  expect(await home()).toEqual([]);
});

test("an account follows at most 1000 hashtags (S-169), and none once it is deleted", async () => {
  const { followedTags, names, storage, clock, ana } = await scene();
  await storage.transact(async (work) => {
    for (let count = 0; count < maxFollowedTags; count += 1)
      await work.followedTags.add(ana, `t${count}`, clock.now());
  });
  await expect(followedTags.follow(ana, "tea")).rejects.toMatchObject({ code: "limit-reached" });
  await followedTags.follow(ana, "t1");
  expect(await names()).not.toContain("tea");
  const forget = () =>
    storage.transact((work) => forgetFollowedTags({ type: "account.deleted", account: ana }, { work }));
  await forget();
  await forget();
  expect(await names()).toEqual([]);
});
