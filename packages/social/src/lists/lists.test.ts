import { expect, test } from "vitest";
import type { AccountId } from "../kernel/id.ts";
import { createTown } from "../testing/town.ts";
import { forgetLists, listLimits } from "./lists.ts";

async function scene() {
  const town = createTown();
  const [ana, bob, cleo] = [await town.person("ana"), await town.person("bob"), await town.person("cleo")];
  const { lists, follows } = town.social;
  await follows.follow(ana, bob, {});
  const members = async (id: Parameters<typeof lists.show>[1]): Promise<readonly AccountId[]> =>
    (await lists.members(ana, id, { limit: 9 })).items.map((account) => account.id);
  return { ...town, lists, follows, members, ana, bob, cleo };
}

test("a list is made with a title alone, changed in parts, and removed", async () => {
  const { lists, ana } = await scene();
  const made = await lists.create(ana, { title: " Friends " });
  expect(made).toMatchObject({ account: ana, title: "Friends", repliesPolicy: "list", exclusive: false });
  const changed = await lists.change(ana, made.id, { exclusive: true });
  expect(changed).toEqual({ ...made, exclusive: true });
  expect(await lists.all(ana)).toEqual([changed]);
  await lists.remove(ana, made.id);
  expect(await lists.all(ana)).toEqual([]);
  await expect(lists.remove(ana, made.id)).rejects.toMatchObject({ code: "not-found" });
});

test("nobody finds the list of another (S-084)", async () => {
  const { lists, ana, bob } = await scene();
  const { id } = await lists.create(ana, { title: "Friends" });
  const attempts = [
    lists.show(bob, id),
    lists.change(bob, id, { title: "Mine" }),
    lists.remove(bob, id),
    lists.members(bob, id, { limit: 1 }),
    lists.addMembers(bob, id, [bob]),
    lists.removeMembers(bob, id, [bob]),
  ];
  for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: "not-found" });
  expect(await lists.all(bob)).toEqual([]);
  expect(await lists.show(ana, id)).toMatchObject({ title: "Friends" });
});

test("a title says something in at most 256 characters (S-097)", async () => {
  const { lists, ana } = await scene();
  const longest = "ä".repeat(listLimits.titleCharacters);
  const { id } = await lists.create(ana, { title: longest });
  for (const title of [" ", `${longest}x`]) {
    await expect(lists.create(ana, { title })).rejects.toMatchObject({ code: "invalid" });
    await expect(lists.change(ana, id, { title })).rejects.toMatchObject({ code: "invalid" });
  }
  expect((await lists.all(ana)).map(({ title }) => title)).toEqual([longest]);
});

test("only whom one follows, or has asked to, can be a member, and oneself", async () => {
  const { lists, members, follows, ana, bob, cleo, rules, neighbour } = await scene();
  const dora = await neighbour("dora", { locked: true });
  await follows.follow(ana, dora, {});
  const { id } = await lists.create(ana, { title: "Friends" });
  await expect(lists.addMembers(ana, id, [bob, cleo])).rejects.toMatchObject({ code: "invalid" });
  expect(await members(id)).toEqual([]);
  await lists.addMembers(ana, id, [bob, dora, ana, bob]);
  expect(await members(id)).toEqual([ana, dora, bob]);
  expect(await lists.holding(ana, bob)).toMatchObject([{ id }]);
  await rules.follows.receiveReject(ana, dora);
  await follows.unfollow(ana, bob);
  expect(await members(id)).toEqual([ana]);
});

test("members are taken in all or none, and once", async () => {
  const { lists, members, ids, ana, bob } = await scene();
  const { id } = await lists.create(ana, { title: "Friends" });
  await expect(lists.addMembers(ana, id, [bob, ids.next()])).rejects.toMatchObject({ code: "not-found" });
  await lists.addMembers(ana, id, [bob]);
  await expect(lists.addMembers(ana, id, [ana, bob])).rejects.toMatchObject({ code: "invalid" });
  expect(await members(id)).toEqual([bob]);
  await lists.removeMembers(ana, id, [bob, ana]);
  await lists.removeMembers(ana, id, [bob]);
  expect(await members(id)).toEqual([]);
});

test("an account has at most 200 lists, and a list at most 5000 members (S-169)", async () => {
  const { lists, storage, ids, clock, members, ana } = await scene();
  const { id } = await lists.create(ana, { title: "1" });
  for (let count = 1; count < listLimits.lists; count += 1) await lists.create(ana, { title: "x" });
  await expect(lists.create(ana, { title: "y" })).rejects.toMatchObject({ code: "limit-reached" });
  await lists.remove(ana, id);
  const full = await lists.create(ana, { title: "z" });
  await storage.transact(async (work) => {
    const crowd = Array.from({ length: listLimits.members }, () => ids.next<"account">());
    for (const followed of crowd) {
      const options = { showBoosts: true, notify: false, languages: undefined, at: clock.now() };
      const follow = { id: ids.next<"follow">(), follower: ana, followed, uri: followed, ...options };
      await work.follows.add({ ...follow, state: "requested" });
    }
    await work.lists.addMembers(full.id, crowd, clock.now());
  });
  await expect(lists.addMembers(ana, full.id, [ana])).rejects.toMatchObject({ code: "limit-reached" });
  expect(await members(full.id)).not.toContain(ana);
}, 30_000);

test("the lists of an account that is deleted are forgotten", async () => {
  const { lists, storage, ana, bob } = await scene();
  await lists.create(ana, { title: "Friends" });
  await lists.create(bob, { title: "Work" });
  const forget = () =>
    storage.transact((work) => forgetLists({ type: "account.deleted", account: ana }, { work }));
  await forget();
  await forget();
  expect([await lists.all(ana), (await lists.all(bob)).length]).toEqual([[], 1]);
});
