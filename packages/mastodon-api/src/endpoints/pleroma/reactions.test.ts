import { expect, test } from "vitest";
import type { StatusEntity } from "../../entities/index.ts";
import { testServer } from "../../testing/server.ts";

test("reactions are given, listed and taken back in the way of Pleroma", async () => {
  const server = testServer();
  const [ana, ben] = [await server.person("ana"), await server.person("ben")];
  const { id } = await server.json<StatusEntity>("POST", "/api/v1/statuses", {
    token: ana.token,
    json: { status: "Look" },
  });
  const path = `/api/v1/pleroma/statuses/${id}/reactions`;
  const emoji = encodeURIComponent("🎉");
  const status = await server.json<StatusEntity>("PUT", `${path}/${emoji}`, { token: ben.token });
  expect(status).toMatchObject({
    favourites_count: 1,
    pleroma: { emoji_reactions: [{ name: "🎉", count: 1, me: true, url: null }] },
  });
  const listed = [{ name: "🎉", count: 1, me: false, accounts: [{ acct: "ben" }] }];
  expect(await server.json("GET", path)).toMatchObject(listed);
  expect(await server.json("GET", `${path}/${emoji}`)).toMatchObject(listed);
  expect((await server.call("PUT", `${path}/nonsense`, { token: ben.token })).status).toBe(422);
  const without = await server.json<StatusEntity>("DELETE", `${path}/${emoji}`, { token: ben.token });
  expect(without.favourites_count).toBe(0);
  expect(without).not.toHaveProperty("pleroma");
});
