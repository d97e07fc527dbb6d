import { expect, test } from "vitest";
import { createTown } from "../testing/town.ts";

const page = { limit: 40 };

test("an unlocked account here is followed at once", async () => {
  const { social, person, news } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  const relationship = await social.follows.follow(ana, bob, {});
  expect(relationship.out).toMatchObject({ state: "accepted", showBoosts: true, notify: false });
  expect(relationship.in).toBeUndefined();
  const uri = `https://here.example/users/ana#follows/${relationship.out?.id}`;
  expect(news()).toEqual([{ type: "follow.accepted", follower: ana, followed: bob, uri }]);
});

test("a second follow changes the options that it names, and is no news", async () => {
  const { social, person, news } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  await social.follows.follow(ana, bob, { notify: true });
  news();
  const { out } = await social.follows.follow(ana, bob, { showBoosts: false, languages: ["de"] });
  expect(out).toMatchObject({ notify: true, showBoosts: false, languages: ["de"] });
  expect(news()).toEqual([]);
});

test("a locked account is asked, and may say yes", async () => {
  const { social, person, news } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  await social.accounts.change(bob, { locked: true });
  expect((await social.follows.follow(ana, bob, {})).out?.state).toBe("requested");
  expect((await social.follows.requests(bob, page)).items.map(({ id }) => id)).toEqual([ana]);
  await social.follows.authorize(bob, ana);
  await social.follows.authorize(bob, ana);
  expect((await social.follows.followers(ana, bob, page)).items.map(({ id }) => id)).toEqual([ana]);
  expect(news().map(({ type }) => type)).toEqual(["account.updated", "follow.requested", "follow.accepted"]);
});

test("a request that is rejected is gone, and a follower is not rejected by it", async () => {
  const { social, person, news } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  await social.accounts.change(bob, { locked: true });
  await social.follows.follow(ana, bob, {});
  expect((await social.follows.reject(bob, ana)).in).toBeUndefined();
  expect((await social.follows.reject(bob, ana)).in).toBeUndefined();
  await social.accounts.change(bob, { locked: false });
  await social.follows.follow(ana, bob, {});
  expect((await social.follows.reject(bob, ana)).in?.state).toBe("accepted");
  expect(news().filter(({ type }) => type === "follow.rejected")).toHaveLength(1);
});

test("nobody follows themselves, nobody, or more than the limit", async () => {
  const { social, person } = createTown();
  const [ana, last] = [await person("ana"), await person("last")];
  await expect(social.follows.follow(ana, ana, {})).rejects.toMatchObject({ code: "not-allowed" });
  for (const name of ["b", "c", "d"]) await social.follows.follow(ana, await person(name), {});
  await expect(social.follows.follow(ana, last, {})).rejects.toMatchObject({ code: "limit-reached" });
  await social.signIn.deleteUser(last);
  await expect(social.follows.follow(ana, last, {})).rejects.toMatchObject({ code: "gone" });
});

test("both sides end a follow, once", async () => {
  const { social, person, news } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  await social.follows.follow(ana, bob, {});
  expect((await social.follows.unfollow(ana, bob)).out).toBeUndefined();
  await social.follows.unfollow(ana, bob);
  await social.follows.follow(ana, bob, {});
  expect((await social.follows.removeFollower(bob, ana)).in).toBeUndefined();
  await social.follows.removeFollower(bob, ana);
  expect(news().map(({ type }) => type)).toEqual([
    "follow.accepted",
    "follow.undone",
    "follow.accepted",
    "follow.rejected",
  ]);
});

test("whoever hides their connections shows them to themselves alone", async () => {
  const { social, person } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  await social.follows.follow(ana, bob, {});
  await social.accounts.change(bob, { hideCollections: true });
  expect((await social.follows.followers(ana, bob, page)).items).toEqual([]);
  expect((await social.follows.followers(bob, bob, page)).items.map(({ id }) => id)).toEqual([ana]);
});

test("somebody elsewhere is asked, and says yes or no", async () => {
  const { social, rules, person, neighbour, news } = createTown();
  const [ana, bob] = [await person("ana"), await neighbour("bob")];
  expect((await social.follows.follow(ana, bob, {})).out?.state).toBe("requested");
  expect(await rules.follows.receiveAccept(ana, bob)).toBe(true);
  expect(await rules.follows.receiveAccept(ana, bob)).toBe(false);
  const [relationship] = await social.follows.relationships(ana, [bob]);
  expect(relationship?.out?.state).toBe("accepted");
  expect(await rules.follows.receiveReject(ana, bob)).toBe(true);
  expect(await rules.follows.receiveReject(ana, bob)).toBe(false);
  expect(news().map(({ type }) => type)).toEqual(["follow.requested", "follow.accepted", "follow.rejected"]);
});

test("an answer to nobody's question changes nothing", async () => {
  const { rules, person, neighbour, news } = createTown();
  const [ana, bob] = [await person("ana"), await neighbour("bob")];
  expect(await rules.follows.receiveAccept(ana, bob)).toBe(false);
  expect(await rules.follows.receiveUndo(bob, ana)).toBe(false);
  expect(news()).toEqual([]);
});

test("a repeated follow from elsewhere is answered again, under its new address (F-151, F-153)", async () => {
  const { rules, person, neighbour, news } = createTown();
  const [ana, bob] = [await person("ana"), await neighbour("bob")];
  const [one, two] = ["https://there.example/1", "https://there.example/2"] as const;
  const first = await rules.follows.receiveRequest({ follower: bob, followed: ana, uri: one });
  const second = await rules.follows.receiveRequest({ follower: bob, followed: ana, uri: two });
  expect(second).toEqual({ ...first, uri: two });
  expect(news()).toEqual([
    { type: "follow.accepted", follower: bob, followed: ana, uri: one },
    { type: "follow.accepted", follower: bob, followed: ana, uri: two },
  ]);
});

test("a follow of a locked account from elsewhere waits (F-152)", async () => {
  const { social, rules, person, neighbour } = createTown();
  const [ana, bob] = [await person("ana"), await neighbour("bob")];
  await social.accounts.change(ana, { locked: true });
  const follow = await rules.follows.receiveRequest({
    follower: bob,
    followed: ana,
    uri: "https://there.example/1",
  });
  expect(follow?.state).toBe("requested");
});

test("nobody elsewhere asks for an account that is not ours", async () => {
  const { rules, neighbour } = createTown();
  const [bob, eve] = [await neighbour("bob"), await neighbour("eve")];
  expect(
    await rules.follows.receiveRequest({ follower: bob, followed: eve, uri: "https://there.example/1" }),
  ).toBeUndefined();
});
