import { tendTrends } from "@trunkline/social";
import { beforeEach, expect, test } from "vitest";
import type { StatusEntity, TagEntity } from "../../entities/index.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

let server: TestServer;
let people: readonly Person[];

beforeEach(async () => {
  server = testServer();
  const names = ["ana", "ben", "cleo", "dan", "eve", "finn"];
  const all: Person[] = [];
  for (const name of names) all.push(await server.person(name));
  people = all;
});

const say = ({ token }: Person, status: string): Promise<StatusEntity> =>
  server.json("POST", "/api/v1/statuses", { token, json: { status } });

async function trendingTags(...names: readonly string[]): Promise<void> {
  for (const person of people) await say(person, names.map((name) => `#${name}`).join(" "));
  await tendTrends(server);
  for (const name of names) await server.social.trends.decide("tag", name, true);
}

/** What is left once one of two hashtags is rejected. */
async function proveTags(path: string): Promise<readonly string[]> {
  await trendingTags("cats", "dogs");
  const tags = await server.json<TagEntity[]>("GET", path);
  expect(tags.map(({ name, history }) => [name, history.length, history[0]?.accounts])).toEqual([
    ["cats", 7, "6"],
    ["dogs", 7, "6"],
  ]);
  const part = await server.call("GET", `${path}?limit=1`);
  expect(part.headers.get("link")).toBe(`<https://social.test${path}?limit=1&offset=1>; rel="next"`);
  const next = await server.call("GET", `${path}?limit=1&offset=1`);
  expect(((await next.json()) as TagEntity[]).map(({ name }) => name)).toEqual(["dogs"]);
  expect(next.headers.get("link")).toContain(`<https://social.test${path}?limit=1&offset=0>; rel="prev"`);
  await server.social.trends.decide("tag", "cats", false);
  expect((await server.call("GET", `${path}?offset=-1`)).status).toBe(422);
  return (await server.json<TagEntity[]>("GET", path)).map(({ name }) => name);
}

test("GET /api/v1/trends/tags lists approved hashtags with a week of use, by counted parts", async () => {
  expect(await proveTags("/api/v1/trends/tags")).toEqual(["dogs"]);
});

test("GET /api/v1/trends lists the same hashtags", async () => {
  expect(await proveTags("/api/v1/trends")).toEqual(["dogs"]);
});

test("GET /api/v1/trends/statuses lists approved statuses that others take to, as far as the viewer may see them (S-085)", async () => {
  const [ana, ben, ...others] = people;
  if (ana === undefined || ben === undefined) throw new Error("Nobody is there.");
  await server.social.accounts.change(ana.account.id, { discoverable: true });
  const { id } = await say(ana, "Hello");
  for (const { token } of [ben, ...others])
    await server.json("POST", `/api/v1/statuses/${id}/favourite`, { token });
  await tendTrends(server);
  const path = "/api/v1/trends/statuses";
  expect(await server.json("GET", path)).toEqual([]);
  await server.social.trends.decide("status", id, true);
  expect(await server.json<StatusEntity[]>("GET", path)).toMatchObject([{ id, favourites_count: 5 }]);
  expect((await server.call("GET", `${path}?limit=1`)).headers.get("link")).toContain("offset=1");
  const { token } = ben;
  expect(await server.json<StatusEntity[]>("GET", path, { token })).toMatchObject([{ id, favourited: true }]);
  await server.json("POST", `/api/v1/accounts/${ana.account.id}/block`, { token });
  expect(await server.json("GET", path, { token })).toEqual([]);
});
