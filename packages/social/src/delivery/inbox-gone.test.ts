import { expect, test } from "vitest";
import { actorDocument, createBorder } from "../testing/border.activity.ts";

const bob = "https://there.example/users/bob";
const eve = "https://there.example/users/eve";

async function followed() {
  const border = createBorder();
  const ana = await border.person("ana");
  const [bobId, eveId] = [await border.neighbour("bob"), await border.neighbour("eve")];
  for (const id of [bobId, eveId]) await border.social.follows.follow(id, ana, {});
  const followers = async () => (await border.storage.stores.accounts.byId(ana))?.followersCount;
  return { border, followers };
}

test("R-010: a gone inbox costs followers only once they are seen to be gone themselves", async () => {
  const { border, followers } = await followed();
  border.publish(bob, "gone");
  border.publish(eve, actorDocument(eve));
  expect(await followers()).toBe(2);
  await border.settle();
  await border.fediverse.inboxGone("https://there.example/inbox");
  await border.settle();
  expect([...border.fetched].sort()).toEqual([bob, eve]);
  expect(await followers()).toBe(1);
  expect(await border.storage.stores.outbox.readers("https://there.example/inbox", 9)).toEqual([eve]);
});

test("R-010: nobody is taken for gone because a server does not answer, or is asked who is not there", async () => {
  const { border, followers } = await followed();
  for (const uri of [bob, eve]) border.publish(uri, "unreachable");
  await border.fediverse.inboxGone(`${bob}/inbox`);
  expect(border.fetched).toEqual([bob]);
  await border.fediverse.inboxGone("https://elsewhere.example/inbox");
  expect(border.fetched).toEqual([bob]);
  expect(await followers()).toBe(2);
});
