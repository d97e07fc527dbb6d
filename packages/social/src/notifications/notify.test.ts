import { expect, test } from "vitest";
import type { Announcement } from "../kernel/event.ts";
import { createBorder } from "../testing/border.activity.ts";
import type { Border } from "../testing/border.activity.ts";

const everything = { types: undefined, excludeTypes: [], from: undefined };

async function town() {
  const border = createBorder();
  const ana = await border.person("ana");
  const zoe = await border.person("zoe");
  const announced: Announcement[] = [];
  border.storage.stream.subscribe((announcement) => announced.push(announcement));
  const told = async (reader: Parameters<Border["social"]["notifications"]["list"]>[0]) => {
    await border.settle();
    const list = await border.social.notifications.list(reader, everything, { limit: 10 });
    return list.items.map(({ notification }) => notification.type);
  };
  return { border, ana, zoe, announced, told };
}

test("whoever asked is told of posts, but not of replies to others, nor twice when mentioned", async () => {
  const { border, ana, zoe, told } = await town();
  await border.social.follows.follow(zoe, ana, { notify: true });
  const { status } = await border.say(zoe, "Hello");
  await border.say(ana, "I see", { inReplyTo: status.id });
  await border.say(ana, "Good morning");
  await border.say(ana, "And you, @zoe?");
  expect(await told(zoe)).toEqual(["mention", "status"]);
});

test("nobody is told of what they did themselves", async () => {
  const { border, ana, told } = await town();
  const { status } = await border.say(ana, "I am @ana");
  await border.social.favourites.add(ana, status.id);
  await border.social.boosts.add(ana, status.id, undefined);
  expect(await told(ana)).toEqual([]);
});

test("what is taken back before the news got through is no news", async () => {
  const { border, ana, zoe, told } = await town();
  const { status } = await border.say(ana, "Hello");
  await border.social.favourites.add(zoe, status.id);
  await border.social.favourites.remove(zoe, status.id);
  expect(await told(ana)).toEqual([]);
});

test("boosters are told of an edit (F-141)", async () => {
  const { border, ana, zoe, told } = await town();
  const { status } = await border.say(ana, "Helo");
  await border.social.boosts.add(zoe, status.id, undefined);
  border.clock.advance(1000);
  await border.social.statuses.edit(ana, status.id, {
    text: "Hello",
    spoilerText: "",
    sensitive: false,
    language: undefined,
  });
  expect(await told(zoe)).toEqual(["update"]);
  expect(await told(ana)).toEqual(["reblog"]);
});

test("open streams hear of posts, edits, boosts, deletions and news, once they stand (F-141)", async () => {
  const { border, ana, zoe, announced } = await town();
  const { status } = await border.say(ana, "Helo @zoe");
  expect(announced).toEqual([]);
  await border.settle();
  const news = await border.social.notifications.list(zoe, everything, { limit: 1 });
  border.clock.advance(1000);
  await border.social.statuses.edit(ana, status.id, {
    text: "Hello @zoe",
    spoilerText: "",
    sensitive: false,
    language: undefined,
  });
  const boost = await border.social.boosts.add(ana, status.id, undefined);
  await border.social.boosts.remove(ana, status.id);
  await border.social.statuses.remove(ana, status.id);
  await border.settle();
  expect(announced).toEqual([
    { type: "notification", account: zoe, notification: news.items[0]?.notification.id },
    { type: "status.posted", status: status.id },
    { type: "status.edited", status: status.id },
    { type: "status.posted", status: boost.status.id },
    { type: "status.deleted", status: boost.status.id, account: ana },
    { type: "status.deleted", status: status.id, account: ana },
  ]);
});

test("whoever boosted a post is told of its latest edit alone", async () => {
  const { border, ana, zoe, told } = await town();
  const { status } = await border.say(ana, "Helo");
  await border.social.boosts.add(zoe, status.id, undefined);
  for (const text of ["Hello", "Hello!"]) {
    border.clock.advance(1000);
    await border.social.statuses.edit(ana, status.id, {
      text,
      spoilerText: "",
      sensitive: false,
      language: undefined,
    });
    expect(await told(zoe)).toEqual(["update"]);
  }
});

test("favourites of a post within twelve hours stand in one group, and later ones in another", async () => {
  const { border, ana, zoe } = await town();
  const people = [zoe, await border.person("bo"), await border.person("cy"), await border.person("dan")];
  const { status } = await border.say(ana, "Hello");
  for (const who of people) {
    await border.social.favourites.add(who, status.id);
    await border.settle();
    border.clock.advance(5 * 3_600_000);
  }
  const { items } = await border.social.notifications.list(ana, everything, { limit: 10 });
  const hour = Math.floor(status.createdAt.getTime() / 3_600_000);
  const groups = items.map(({ notification }) => notification.group);
  const key = (of: number) => `favourite-${status.id}-${String(of).padStart(7, "0")}`;
  expect(groups).toEqual([key(hour + 15), key(hour), key(hour), key(hour)]);
});

test("whoever is muted with all news, or kept away, makes none; a plain mute lets it through (S-050)", async () => {
  const { border, ana, zoe } = await town();
  const [bo, cy] = [await border.person("bo"), await border.person("cy")];
  const { status } = await border.say(ana, "Hello");
  await border.social.mutes.mute(ana, zoe, { hidesNotifications: true, durationSeconds: undefined });
  await border.social.mutes.mute(ana, bo, { hidesNotifications: false, durationSeconds: undefined });
  for (const who of [zoe, bo, cy]) await border.social.favourites.add(who, status.id);
  await border.social.blocks.block(cy, ana);
  await border.settle();
  const kept = await border.storage.stores.notifications.of(ana, everything, { limit: 10 });
  expect(kept.map(({ from, type }) => [from, type])).toEqual([[bo, "favourite"]]);
});
