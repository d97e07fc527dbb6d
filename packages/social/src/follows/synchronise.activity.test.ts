import { followersDigest } from "@trunkline/activitypub";
import { expect, test, vi } from "vitest";
import type { FollowersClaim } from "../delivery/inbox.store.ts";
import type { AccountId } from "../kernel/id.ts";
import { createBorder, from } from "../testing/border.activity.ts";

const bob = "https://there.example/users/bob";
const url = `${bob}/followers_synchronization`;
const ana = "https://here.example/users/ana";
const zoe = "https://here.example/users/zoe";

const claimOf = (followers: readonly string[], over: Partial<FollowersClaim> = {}): FollowersClaim => ({
  collection: `${bob}/followers`,
  digest: followersDigest(followers),
  url,
  ...over,
});

/** Ana follows Bob, who lives elsewhere; Zoe does not. */
async function town() {
  const border = createBorder();
  const [anaId, zoeId] = [await border.person("ana"), await border.person("zoe")];
  const bobId = await border.neighbour("bob");
  await border.social.follows.follow(anaId, bobId, {});
  await border.receive({ ...from(bob, "accept"), type: "Accept", object: await uriOf(anaId) });
  await border.settle();
  border.letters();

  async function uriOf(follower: AccountId): Promise<string> {
    return (await border.storage.stores.follows.between(follower, bobId))?.uri ?? "";
  }
  const stateOf = async (follower: AccountId) =>
    (await border.storage.stores.follows.between(follower, bobId))?.state ?? "none";
  let count = 0;
  const hear = async (claim: FollowersClaim): Promise<void> => {
    const like = { ...from(bob, `like${(count += 1)}`), type: "Like", object: ana } as const;
    await border.receive(like, undefined, claim);
    await border.settle();
  };
  return { border, anaId, zoeId, bobId, hear, stateOf };
}

test.each<readonly [string, FollowersClaim]>([
  ["another collection", claimOf([zoe], { collection: "https://there.example/users/eve/followers" })],
  ["a list on another server", claimOf([zoe], { url: "https://evil.example/list" })],
  ["the followers that we know", claimOf([ana])],
])("F-183 S-046: word of %s fetches nothing", async (_, claim) => {
  const { border, anaId, hear, stateOf } = await town();
  border.publishMembers(claim.url, { items: [zoe], isComplete: true });
  await hear(claim);
  expect(border.fetched).not.toContain(claim.url);
  expect(await stateOf(anaId)).toBe("accepted");
});

test("F-184: who is not on the list any more ceases to follow, where the list is what the digest was of", async () => {
  const { border, anaId, bobId, hear, stateOf } = await town();
  border.publishMembers(url, { items: [], isComplete: true });
  await hear(claimOf([]));
  expect(border.fetched).toContain(url);
  expect(await stateOf(anaId)).toBe("none");
  expect((await border.storage.stores.accounts.byId(bobId))?.followersCount).toBe(0);
  expect(border.letters()).toEqual([]);
});

test.each([
  ["another list than the digest was of", { items: [], isComplete: true }, claimOf([zoe])],
  ["the beginning of a list", { items: [], isComplete: false }, claimOf([])],
] as const)("F-184 S-046: %s removes nobody", async (_, members, claim) => {
  const { border, anaId, hear, stateOf } = await town();
  border.publishMembers(url, members);
  await hear(claim);
  expect(border.fetched).toContain(url);
  expect(await stateOf(anaId)).toBe("accepted");
});

test("F-184: a list that cannot be had changes nothing", async () => {
  const { border, anaId, hear, stateOf } = await town();
  await hear(claimOf([]));
  expect(border.fetched).toContain(url);
  expect(await stateOf(anaId)).toBe("accepted");
});

test("F-184: a follow that only the other server knows of is taken back there", async () => {
  const { border, zoeId, hear, stateOf } = await town();
  border.publishMembers(url, { items: [ana, zoe, "https://else.example/users/zoe"], isComplete: true });
  await hear(claimOf([ana, zoe, "https://else.example/users/zoe"]));
  expect(await stateOf(zoeId)).toBe("none");
  expect(border.letters()).toMatchObject([
    {
      sender: zoe,
      inboxes: [`${bob}/inbox`],
      activity: { type: "Undo", actor: zoe, object: { type: "Follow", actor: zoe, object: bob } },
    },
  ]);
});

test("F-184: a long list is compared in as many statements as it has pages", async () => {
  const { border, hear } = await town();
  const names = Array.from({ length: 450 }, (_, index) => `many${index}`);
  for (const name of names) await border.person(name);
  const items = names.map((name) => `https://here.example/users/${name}`);
  const { follows } = border.storage.stores;
  const [between, relations] = [vi.spyOn(follows, "between"), vi.spyOn(follows, "relations")];
  border.publishMembers(url, { items: [ana, ...items], isComplete: true });
  await hear(claimOf([ana, ...items]));
  expect(border.letters()).toHaveLength(450);
  expect(between).not.toHaveBeenCalled();
  expect(relations).toHaveBeenCalledTimes(3);
});

test("F-184: a request that waits is answered by being on the list", async () => {
  const { border, zoeId, bobId, hear, stateOf } = await town();
  await border.social.follows.follow(zoeId, bobId, {});
  await border.settle();
  expect(await stateOf(zoeId)).toBe("requested");
  border.publishMembers(url, { items: [ana, zoe], isComplete: true });
  await hear(claimOf([ana, zoe]));
  expect(await stateOf(zoeId)).toBe("accepted");
});
