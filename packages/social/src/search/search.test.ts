import { expect, test } from "vitest";
import { createTown } from "../testing/town.ts";
import type { Query } from "./search.ts";

const ask = (text: string, more: Partial<Query> = {}): Query => ({
  text,
  type: undefined,
  resolve: false,
  limit: 20,
  offset: 0,
  ...more,
});

test("people are found by the beginning of their name, tags by theirs", async () => {
  const { social, person, say } = createTown();
  const ana = await person("ana");
  await say(ana, "#anaconda");
  const { accounts, tags, statuses } = await social.search.find(undefined, ask("an"));
  expect(accounts.map(({ username }) => username)).toEqual(["ana"]);
  expect(tags.map(({ name }) => name)).toEqual(["anaconda"]);
  expect(statuses).toEqual([]);
  expect((await social.search.find(ana, ask("#an"))).accounts).toEqual([]);
  expect((await social.search.find(ana, ask("an", { type: "accounts" }))).tags).toEqual([]);
});

test("an unknown handle is asked about for signed-in people alone", async () => {
  const { social, person, neighbour, discover, asked } = createTown();
  const [ana, eve] = [await person("ana"), await neighbour("eve")];
  discover("eve@alias.example", eve);
  const query = ask("@eve@alias.example", { resolve: true });
  expect((await social.search.find(undefined, query)).accounts).toEqual([]);
  expect(asked).toEqual([]);
  expect((await social.search.find(ana, query)).accounts.map(({ id }) => id)).toEqual([eve]);
});

test("an address shows what is behind it, as far as the viewer may see it", async () => {
  const { social, person, neighbour, discover, say } = createTown();
  const [ana, bob, eve] = [await person("ana"), await person("bob"), await neighbour("eve")];
  const [open, closed] = [await say(ana, "hi"), await say(ana, "psst", { visibility: "private" })];
  discover("https://there.example/@eve", eve);
  const found = (text: string) => social.search.find(bob, ask(text, { resolve: true }));
  expect((await found(open.status.uri)).statuses.map(({ status }) => status.id)).toEqual([open.status.id]);
  expect((await found(open.status.url ?? "")).statuses.map(({ status }) => status.id)).toEqual([
    open.status.id,
  ]);
  expect((await found(closed.status.uri)).statuses).toEqual([]);
  expect((await found("https://here.example/@ana")).accounts.map(({ id }) => id)).toEqual([ana]);
  expect((await found("https://there.example/@eve")).accounts.map(({ id }) => id)).toEqual([eve]);
  expect(await found("https://nowhere.example/")).toEqual({ accounts: [], statuses: [], tags: [] });
});

test("statuses are found by their words, by whoever is signed in and as far as they may be seen (S-108, S-048)", async () => {
  const { social, person, say } = createTown();
  const [ana, bob] = [await person("ana"), await person("bob")];
  await social.accounts.change(ana, { indexable: true });
  const open = await say(ana, "The lighthouse at night");
  const toBob = await say(ana, "@bob the lighthouse, for you", { visibility: "direct" });
  await say(ana, "A lighthouse for followers", { visibility: "private" });
  const found = async (viewer: typeof ana | undefined, text: string, more: Partial<Query> = {}) =>
    (await social.search.find(viewer, ask(text, more))).statuses.map(({ status }) => status.id);
  expect(await found(bob, "lighthouse")).toEqual([toBob.status.id, open.status.id]);
  expect(await found(bob, "lighthouse from:@ana@here.example -you")).toEqual([open.status.id]);
  expect(await found(bob, "lighthouse", { account: bob })).toEqual([]);
  expect(await found(bob, "lighthouse", { type: "accounts" })).toEqual([]);
  expect(await found(ana, "from:me followers")).toHaveLength(1);
  expect(await found(undefined, "lighthouse")).toEqual([]);
  await social.blocks.block(ana, bob);
  expect(await found(bob, "lighthouse")).toEqual([]);
});

test("people whom the viewer follows come first, and alone where only they are wanted", async () => {
  const { social, person, neighbour } = createTown();
  const [ana, gardener] = [await person("ana"), await person("the_gardener")];
  const other = await neighbour("gardener");
  await social.follows.follow(ana, gardener, {});
  const found = async (more: Partial<Query>) =>
    (await social.search.find(ana, ask("garden", { type: "accounts", ...more }))).accounts.map(
      ({ id }) => id,
    );
  expect(await found({})).toEqual([gardener, other]);
  expect(await found({ isFollowed: true })).toEqual([gardener]);
});
