import type { Add, Remove } from "@trunkline/activitypub";
import { expect, test } from "vitest";
import type { AccountId } from "../kernel/id.ts";
import { from, noteDocument } from "../testing/border.activity.ts";
import type { Border } from "../testing/border.activity.ts";
import { ana, bob, find, uri } from "../testing/neighbours.activity.ts";
import { createBorder } from "../testing/border.activity.ts";

const featured = `${bob}/collections/featured`;
const hashtag = { type: "Hashtag", href: "https://there.example/tags/cats", name: "#Cats" } as const;

async function town() {
  const border = createBorder();
  const anaId = await border.person("ana");
  const endpoints = {
    inbox: `${bob}/inbox`,
    sharedInbox: undefined,
    outbox: undefined,
    followers: `${bob}/followers`,
    following: undefined,
    featured,
  };
  const bobId = await border.neighbour("bob", { endpoints });
  border.publish(uri, noteDocument(uri, bob));
  return { border, anaId, bobId };
}

function put(type: "Add" | "Remove", object: Add["object"], target = featured): Add | Remove {
  return {
    ...from(bob, `${type}/${typeof object === "string" ? object : object.type}`),
    type,
    object,
    target,
  };
}

async function pinned(border: Border, account: AccountId): Promise<readonly string[]> {
  const { items } = await border.social.pins.of(undefined, account, { limit: 10 });
  return items.map(({ status }) => status.uri);
}

const tags = async (border: Border, account: AccountId): Promise<readonly string[]> =>
  (await border.social.featuredTags.of(account)).map(({ name }) => name);

test("F-169: an Add to one's own featured pins a post, which is fetched where it is unknown, and a Remove unpins it", async () => {
  const { border, bobId } = await town();
  await border.receive(put("Add", uri));
  await border.receive(put("Add", uri));
  expect(await pinned(border, bobId)).toEqual([uri]);
  await border.receive(put("Remove", uri));
  expect(await pinned(border, bobId)).toEqual([]);
});

test("F-169: an Add or Remove of a hashtag changes the featured hashtags", async () => {
  const { border, bobId } = await town();
  await border.receive(put("Add", hashtag));
  await border.receive(put("Add", hashtag));
  expect(await tags(border, bobId)).toEqual(["cats"]);
  await border.receive(put("Remove", hashtag));
  expect(await tags(border, bobId)).toEqual([]);
});

test("F-170: an Add to another collection, or of another's post, changes nothing and fetches nothing", async () => {
  const { border, anaId, bobId } = await town();
  const { status } = await border.say(anaId, "Hers");
  await border.receive(put("Add", uri, `${bob}/collections/other`));
  await border.receive(put("Add", hashtag, `${ana}/collections/featured`));
  await border.receive(put("Add", "https://else.example/notes/1"));
  await border.receive(put("Add", status.uri));
  const eves = "https://there.example/notes/eve";
  border.publish(eves, noteDocument(eves, "https://there.example/users/eve"));
  await border.neighbour("eve");
  await border.receive(put("Add", eves));
  expect(await pinned(border, bobId)).toEqual([]);
  expect(await tags(border, bobId)).toEqual([]);
  expect(await find(border)).toBe(undefined);
  expect(border.fetched).toEqual([eves]);
});

test("F-200: pinning and featuring send an Add to the followers, and taking it back a Remove, each once", async () => {
  const { border, anaId } = await town();
  await border.receive({ ...from(bob, "follow"), type: "Follow", object: ana });
  const { status } = await border.say(anaId, "#cats first");
  await border.settle();
  border.letters();
  await border.social.pins.add(anaId, status.id);
  await border.social.pins.add(anaId, status.id);
  await border.social.featuredTags.add(anaId, "Cats");
  await border.social.pins.remove(anaId, status.id);
  await border.social.featuredTags.removeByName(anaId, "cats");
  await border.social.featuredTags.removeByName(anaId, "cats");
  await border.settle();
  const sent = border.letters();
  const target = `${ana}/collections/featured`;
  const tag = { type: "Hashtag", href: "https://here.example/tags/cats", name: "#cats" };
  const activities = sent.map(({ activity }) => activity);
  const byPair = activities.map((activity) => [activity.type, "object" in activity && activity.object]);
  expect(byPair).toHaveLength(4);
  expect(byPair).toEqual(
    expect.arrayContaining([
      ["Add", status.uri],
      ["Add", tag],
      ["Remove", status.uri],
      ["Remove", tag],
    ]),
  );
  for (const { activity, inboxes } of sent) {
    expect(activity).toMatchObject({ actor: ana, target, to: [`${ana}/followers`] });
    expect(inboxes).toEqual([`${bob}/inbox`]);
  }
  expect(new Set(activities.map(({ id }) => id)).size).toBe(4);
});
