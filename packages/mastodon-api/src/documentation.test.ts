import { expect, test } from "vitest";
import { openApiDocument } from "./openapi.ts";
import { testServer } from "./testing/server.ts";

test("the API describes itself as a document of OpenAPI 3.1, at its own origin", async () => {
  const server = testServer();
  const document = await server.json<Record<string, unknown>>("GET", "/api/openapi.json");
  expect(document).toEqual({
    ...JSON.parse(JSON.stringify(openApiDocument("1.2.3"))),
    servers: [{ url: "https://social.test" }],
  });
});

test("the document is sent once to whoever keeps it", async () => {
  const server = testServer();
  const first = await server.call("GET", "/api/openapi.json");
  const etag = first.headers.get("etag") ?? "";
  expect(etag).toMatch(/^"[\w-]{22}"$/);
  const again = await server.call("GET", "/api/openapi.json", { headers: { "If-None-Match": etag } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

test("the page for people has every operation and entity, no script, and nothing from elsewhere", async () => {
  const server = testServer();
  const response = await server.call("GET", "/api/docs");
  const page = await response.text();
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'self';/);
  const { paths, components } = openApiDocument();
  for (const path of Object.keys(paths)) expect(page).toContain(`${path}</code>`);
  for (const name of Object.keys(components["schemas"] ?? {})) expect(page).toContain(`id="${name}"`);
  expect(page).not.toMatch(/<script|https?:|style=| on\w+=/);
  const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, to = ""]) => to);
  const anchors = links.filter((link) => link.startsWith("#")).map((link) => link.slice(1));
  expect(anchors.filter((name) => !page.includes(`id="${name}"`))).toEqual([]);
  const style = await server.call("GET", "/api/docs/style.css");
  expect([style.status, style.headers.get("content-type")]).toEqual([200, "text/css; charset=utf-8"]);
});
