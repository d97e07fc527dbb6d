import { expect, test } from "vitest";
import type { AccountId } from "../kernel/id.ts";
import { createTown, type Town } from "../testing/town.ts";

const page = { limit: 20 };
const everything = { types: undefined, excludeTypes: [], from: undefined };
const anywhere = { from: "anywhere", onlyMedia: false } as const;
const shown = { excludeReplies: false, excludeBoosts: false, onlyMedia: false, tagged: undefined };

async function two(town: Town): Promise<readonly [AccountId, AccountId]> {
  return [await town.person("ana"), await town.person("bob")];
}

test("a block ends the follows between the two, each by the side that blocks, once (F-158)", async () => {
  const town = createTown();
  const [ana, bob] = await two(town);
  await town.social.follows.follow(ana, bob, {});
  await town.social.follows.follow(bob, ana, {});
  town.news();
  const relationship = await town.social.blocks.block(ana, bob);
  expect(relationship).toMatchObject({ blocking: true, blockedBy: false, out: undefined, in: undefined });
  expect(await town.social.blocks.block(ana, bob)).toEqual(relationship);
  expect(town.news().map(({ type }) => type)).toEqual([
    "follow.undone",
    "follow.rejected",
    "account.blocked",
  ]);
  const [other] = await town.social.follows.relationships(bob, [ana]);
  expect(other).toMatchObject({ blocking: false, blockedBy: true });
  expect((await town.social.blocks.list(ana, page)).items.map(({ id }) => id)).toEqual([bob]);
});

test("nobody blocks themselves or nobody", async () => {
  const town = createTown();
  const [ana, bob] = await two(town);
  await expect(town.social.blocks.block(ana, ana)).rejects.toMatchObject({ code: "not-allowed" });
  await town.social.signIn.deleteUser(bob);
  await expect(town.social.blocks.block(ana, bob)).rejects.toMatchObject({ code: "gone" });
});

test("whoever is blocked sees nothing of the blocker and does nothing to their posts (S-050, F-158)", async () => {
  const town = createTown();
  const [ana, bob] = await two(town);
  const { status } = await town.say(ana, "hello #x");
  await town.social.blocks.block(ana, bob);
  const { social } = town;
  for (const act of [
    () => social.statuses.show(bob, status.id),
    () => social.favourites.add(bob, status.id),
    () => social.boosts.add(bob, status.id, undefined),
    () => town.say(bob, "so?", { inReplyTo: status.id }),
    () => social.statuses.context(bob, status.id),
  ]) {
    await expect(act()).rejects.toMatchObject({ code: "not-found" });
  }
  await expect(social.follows.follow(bob, ana, {})).rejects.toMatchObject({ code: "not-allowed" });
  expect((await social.timelines.account(bob, ana, { filter: shown, page })).items).toEqual([]);
  expect((await social.timelines.public(bob, anywhere, page)).items).toEqual([]);
  expect((await social.follows.followers(bob, ana, page)).items).toEqual([]);
  await social.blocks.unblock(ana, bob);
  expect((await social.statuses.show(bob, status.id)).status.id).toBe(status.id);
  const [relationship] = await social.follows.relationships(ana, [bob]);
  expect(relationship).toMatchObject({ blocking: false, out: undefined, in: undefined });
});

test("whom one blocks is in no timeline, thread, list or search, and their boosts are not (S-050)", async () => {
  const town = createTown();
  const [ana, bob] = await two(town);
  const cy = await town.person("cy");
  const { social } = town;
  await social.follows.follow(ana, cy, {});
  await social.follows.follow(bob, cy, {});
  const { status } = await town.say(cy, "hello #x");
  const reply = await town.say(bob, "@cy well #x", { inReplyTo: status.id });
  await social.boosts.add(cy, reply.status.id, undefined);
  await social.favourites.add(bob, status.id);
  await social.blocks.block(ana, bob);
  const texts = (views: readonly { readonly status: { readonly text: string | undefined } }[]) =>
    views.map((view) => view.status.text);
  expect(texts((await social.timelines.home(ana, page)).items)).toEqual(["hello #x"]);
  expect(texts((await social.timelines.public(ana, anywhere, page)).items)).toEqual(["hello #x"]);
  const filter = { ...anywhere, any: ["x"], all: [], none: [] };
  expect(texts((await social.timelines.tagged(ana, filter, page)).items)).toEqual(["hello #x"]);
  expect((await social.statuses.context(ana, status.id)).descendants).toEqual([]);
  expect(texts((await social.timelines.account(ana, cy, { filter: shown, page })).items)).toEqual([
    "hello #x",
  ]);
  expect((await social.follows.followers(ana, cy, page)).items.map(({ id }) => id)).toEqual([ana]);
  expect((await social.favourites.by(ana, status.id, page)).items).toEqual([]);
  const found = await social.search.find(ana, {
    text: "bob",
    type: "accounts",
    resolve: false,
    limit: 5,
    offset: 0,
  });
  expect(found.accounts).toEqual([]);
  expect(await social.timelines.see(ana, [reply.status.id])).toEqual([]);
});

test("a server is blocked in every spelling, with all below it, and its follows end (S-049, F-197)", async () => {
  const town = createTown();
  const ana = await town.person("ana");
  const bob = await town.neighbour("bob", { domain: "a.xn--bcher-kva.example" });
  await town.rules.follows.receiveRequest({ follower: bob, followed: ana, uri: "https://there.example/1" });
  town.news();
  await town.social.blocks.blockDomain(ana, " BÜCHER.example. ");
  await town.social.blocks.blockDomain(ana, "xn--bcher-kva.example");
  expect(town.news()).toEqual([{ type: "domain.blocked", by: ana, domain: "xn--bcher-kva.example" }]);
  expect((await town.social.blocks.domains(ana, page)).items).toEqual(["xn--bcher-kva.example"]);
  const [relationship] = await town.social.follows.relationships(ana, [bob]);
  expect(relationship).toMatchObject({ domainBlocking: true, blocking: false });
  await expect(town.social.follows.follow(ana, bob, {})).rejects.toMatchObject({ code: "not-allowed" });
  await town.social.blocks.unblockDomain(ana, "Bücher.example");
  expect((await town.social.blocks.domains(ana, page)).items).toEqual([]);
});

test("what is no domain is not blocked, nor is our own", async () => {
  const town = createTown();
  const ana = await town.person("ana");
  for (const domain of ["", "a b", "here.example", "HERE.example", "a/b", "x..y"]) {
    await expect(town.social.blocks.blockDomain(ana, domain)).rejects.toMatchObject({ code: "invalid" });
  }
});

test("nobody is told of what somebody does whom they block (S-050)", async () => {
  const town = createTown();
  const [ana, bob] = await two(town);
  await town.social.blocks.block(ana, bob);
  expect((await town.social.notifications.list(ana, everything, page)).items).toEqual([]);
});
