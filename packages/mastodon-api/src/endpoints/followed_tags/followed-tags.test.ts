import { beforeEach, expect, test } from "vitest";
import type { StatusEntity, TagEntity } from "../../entities/index.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

let server: TestServer;
let ana: Person;

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
});

const act = (name: string, verb: string): Promise<TagEntity> =>
  server.json("POST", `/api/v1/tags/${name}/${verb}`, { token: ana.token });

test("POST /api/v1/tags/:name/follow and POST /api/v1/tags/:name/unfollow say how it stands", async () => {
  expect(await act("Cats", "follow")).toMatchObject({ name: "cats", following: true, featuring: false });
  expect(await act("cats", "follow")).toMatchObject({ following: true });
  const shown = await server.json<TagEntity>("GET", "/api/v1/tags/cats", { token: ana.token });
  expect(shown.following).toBe(true);
  expect(await server.json("GET", "/api/v1/tags/cats")).not.toHaveProperty("following");
  expect(await act("cats", "unfollow")).toMatchObject({ following: false });
  expect(await act("cats", "unfollow")).toMatchObject({ following: false });
  const call = (path: string, token?: string) =>
    server.call("POST", `/api/v1/tags/${path}`, token === undefined ? {} : { token });
  expect((await call("123/follow", ana.token)).status).toBe(404);
  expect((await call("cats/follow")).status).toBe(401);
  const narrow = await server.token(ana.user, ["read"]);
  expect((await call("cats/follow", narrow)).status).toBe(403);
});

test("GET /api/v1/followed_tags lists one's own by pages, the last followed first", async () => {
  for (const name of ["one", "two", "three"]) await act(name, "follow");
  const first = await server.call("GET", "/api/v1/followed_tags?limit=2", { token: ana.token });
  const tags = (await first.json()) as TagEntity[]; // the router checked it
  expect(tags.map(({ name, following }) => [name, following])).toEqual([
    ["three", true],
    ["two", true],
  ]);
  const links = first.headers.get("link") ?? "";
  const at = (rel: string): string => new RegExp(`<([^>]+)>; rel="${rel}"`).exec(links)?.[1] ?? "";
  const rest = await server.json<TagEntity[]>("GET", at("next"), { token: ana.token });
  expect(rest.map(({ name }) => name)).toEqual(["one"]);
  await act("four", "follow");
  const newer = await server.json<TagEntity[]>("GET", at("prev"), { token: ana.token });
  expect(newer.map(({ name }) => name)).toEqual(["four"]);
  const ben = await server.person("ben");
  expect(await server.json("GET", "/api/v1/followed_tags", { token: ben.token })).toEqual([]);
});

test("a public status with a followed hashtag is in GET /api/v1/timelines/home", async () => {
  const ben = await server.person("ben");
  await act("cats", "follow");
  const post = (status: string) =>
    server.json<StatusEntity>("POST", "/api/v1/statuses", { token: ben.token, form: { status } });
  const carrying = await post("my #Cats");
  await post("my dogs");
  const home = await server.json<StatusEntity[]>("GET", "/api/v1/timelines/home", { token: ana.token });
  expect(home.map(({ id }) => id)).toEqual([carrying.id]);
});
