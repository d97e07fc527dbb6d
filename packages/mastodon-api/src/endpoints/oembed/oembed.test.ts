import { expect, test } from "vitest";
import type { OEmbedEntity, StatusEntity } from "../../entities/index.ts";
import { testServer } from "../../testing/server.ts";

test("GET /api/oembed gives one sandboxed frame of our page for a public status, as wide as is asked (S-067)", async () => {
  const server = testServer();
  const { token } = await server.person("ana");
  const said = { token, json: { status: "Hello" } };
  const { id } = await server.json<StatusEntity>("POST", "/api/v1/statuses", said);
  const url = encodeURIComponent(`https://social.test/@ana/${id}`);
  const shown = await server.json<OEmbedEntity>("GET", `/api/oembed?url=${url}`);
  expect(shown).toMatchObject({ type: "rich", version: "1.0", author_name: "ana", cache_age: 86_400 });
  expect(shown).toMatchObject({ provider_url: "https://social.test/", width: 400, height: null });
  expect(shown.html).toMatch(`<iframe src="https://social.test/@ana/${id}/embed" class="mastodon-embed"`);
  expect(shown.html).toMatch('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  const sized = await server.json<OEmbedEntity>("GET", `/api/oembed?url=${url}&maxwidth=320&maxheight=200`);
  expect(sized).toMatchObject({ width: 320, height: 200 });
  expect(sized.html).toMatch('width="320" height="200"');
});

test("GET /api/oembed knows nothing of private statuses, of other sites and of nonsense (S-085)", async () => {
  const server = testServer();
  const { token } = await server.person("ana");
  const said = { token, json: { status: "For few", visibility: "private" } };
  const { id } = await server.json<StatusEntity>("POST", "/api/v1/statuses", said);
  for (const url of [`https://social.test/@ana/${id}`, "https://elsewhere.example/@bo/1", "nonsense"]) {
    const answer = await server.call("GET", `/api/oembed?url=${encodeURIComponent(url)}`);
    expect([answer.status, await answer.json()]).toEqual([404, { error: "Record not found" }]);
  }
  expect((await server.call("GET", "/api/oembed")).status).toBe(400);
  expect((await server.call("GET", "/api/oembed?url=x&maxwidth=wide")).status).toBe(422);
});
