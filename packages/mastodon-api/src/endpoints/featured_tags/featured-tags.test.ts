import { expect, test } from "vitest";
import type { FeaturedTagEntity, StatusEntity, TagEntity } from "../../entities/index.ts";
import { testServer } from "../../testing/server.ts";

async function world() {
  const server = testServer();
  const ana = await server.person("ana");
  const { token } = ana;
  const post = (status: string) =>
    server.json<StatusEntity>("POST", "/api/v1/statuses", { token, form: { status } });
  return { server, ana, token, post };
}

test("POST /api/v1/statuses/:id/pin lists a status as pinned, POST /api/v1/statuses/:id/unpin no longer", async () => {
  const { server, ana, token, post } = await world();
  const { id } = await post("first");
  await post("second");
  const path = `/api/v1/accounts/${ana.account.id}/statuses?pinned=true`;
  expect((await server.json<StatusEntity>("POST", `/api/v1/statuses/${id}/pin`, { token })).pinned).toBe(
    true,
  );
  const listed = await server.json<StatusEntity[]>("GET", path);
  expect(listed.map((status) => status.id)).toEqual([id]);
  expect((await server.json<StatusEntity>("POST", `/api/v1/statuses/${id}/unpin`, { token })).pinned).toBe(
    false,
  );
  expect(await server.json("GET", path)).toEqual([]);
  const ben = await server.person("ben");
  const refused = await server.call("POST", `/api/v1/statuses/${id}/pin`, { token: ben.token });
  expect(refused.status).toBe(422);
});

test("GET /api/v1/featured_tags/suggestions, POST /api/v1/featured_tags, GET /api/v1/featured_tags, GET /api/v1/accounts/:id/featured_tags, DELETE /api/v1/featured_tags/:id, POST /api/v1/tags/:id/feature and POST /api/v1/tags/:id/unfeature agree on a hashtag", async () => {
  const { server, ana, token, post } = await world();
  await post("#Cats");
  const suggested = await server.json<TagEntity[]>("GET", "/api/v1/featured_tags/suggestions", { token });
  expect(suggested.map(({ name }) => name)).toEqual(["cats"]);
  const made = await server.json<FeaturedTagEntity>("POST", "/api/v1/featured_tags", {
    token,
    form: { name: "Cats" },
  });
  expect(made).toMatchObject({ name: "cats", statuses_count: "1", last_status_at: "2026-03-01" });
  expect(await server.json("GET", "/api/v1/featured_tags", { token })).toEqual([made]);
  expect(await server.json("GET", `/api/v1/accounts/${ana.account.id}/featured_tags`)).toEqual([made]);
  const tag = await server.json<TagEntity>("GET", "/api/v1/tags/cats", { token });
  expect(tag.featuring).toBe(true);
  expect((await server.call("DELETE", `/api/v1/featured_tags/${made.id}`, { token })).status).toBe(200);
  expect((await server.call("DELETE", `/api/v1/featured_tags/${made.id}`, { token })).status).toBe(404);
  const again = await server.json<TagEntity>("POST", "/api/v1/tags/cats/feature", { token });
  expect(again.featuring).toBe(true);
  const ended = await server.json<TagEntity>("POST", "/api/v1/tags/cats/unfeature", { token });
  expect(ended.featuring).toBe(false);
});
