import { expect, test } from "vitest";
import type { ListEntity, StatusEntity } from "../../entities/index.ts";
import { testServer } from "../../testing/server.ts";

async function scene() {
  const server = testServer();
  const [ana, ben] = [await server.person("ana"), await server.person("ben")];
  await server.social.follows.follow(ana.account.id, ben.account.id, {});
  const { token } = ana;
  const list = await server.json<ListEntity>("POST", "/api/v1/lists", { token, form: { title: "Friends" } });
  const form = { "account_ids[]": ben.account.id };
  await server.json("POST", `/api/v1/lists/${list.id}/accounts`, { token, form });
  const post = async (by: typeof ana, status: string): Promise<string> =>
    (await server.json<StatusEntity>("POST", "/api/v1/statuses", { token: by.token, form: { status } })).id;
  const read = async (path: string): Promise<readonly string[]> =>
    (await server.json<StatusEntity[]>("GET", path, { token })).map(({ id }) => id);
  return { server, ana, ben, list, post, read };
}

test("GET /api/v1/timelines/list/:list_id has what its members say, by pages, for its owner alone", async () => {
  const { server, ana, ben, list, post, read } = await scene();
  const [one] = [await post(ben, "one"), await post(ana, "own")];
  const [two, three] = [await post(ben, "two"), await post(ben, "three")];
  const path = `/api/v1/timelines/list/${list.id}`;
  expect(await read(path)).toEqual([three, two, one]);
  expect(await read(`${path}?limit=1&max_id=${three}`)).toEqual([two]);
  expect(await read(`${path}?limit=1&min_id=${one}`)).toEqual([two]);
  const first = await server.call("GET", `${path}?limit=2`, { token: ana.token });
  expect(first.headers.get("link")).toBe(
    `<https://social.test${path}?limit=2&max_id=${two}>; rel="next", ` +
      `<https://social.test${path}?limit=2&min_id=${three}>; rel="prev"`,
  );
  const status = async (given: string, token?: string) =>
    (await server.call("GET", given, token === undefined ? {} : { token })).status;
  expect(await status(path, ben.token)).toBe(404);
  expect(await status("/api/v1/timelines/list/x", ana.token)).toBe(404);
  expect(await status(path)).toBe(401);
  expect(await status(path, await server.token(ana.user, ["read:statuses"]))).toBe(403);
});

test("an exclusive list keeps what its members say out of GET /api/v1/timelines/home", async () => {
  const { server, ana, ben, list, post, read } = await scene();
  const theirs = await post(ben, "hello");
  expect(await read("/api/v1/timelines/home")).toEqual([theirs]);
  const form = { exclusive: "true" };
  await server.json("PUT", `/api/v1/lists/${list.id}`, { token: ana.token, form });
  expect(await read("/api/v1/timelines/home")).toEqual([]);
  expect(await read(`/api/v1/timelines/list/${list.id}`)).toEqual([theirs]);
});
