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
