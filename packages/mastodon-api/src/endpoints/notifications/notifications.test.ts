import { beforeEach, expect, it } from "vitest";
import type { NotificationEntity, StatusEntity } from "../../entities/index.ts";
import { statusIdOf, tellNews } from "../../testing/news.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

let server: TestServer;
let ana: Person;
let ben: Person;
let cy: Person;

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
  ben = await server.person("ben");
  cy = await server.person("cy");
});

function listed(more = ""): Promise<readonly NotificationEntity[]> {
  return server.json("GET", `/api/v1/notifications${more}`, { token: ana.token });
}

async function idsOf(more: string): Promise<readonly string[]> {
  return (await listed(more)).map(({ id }) => id);
}

async function posted(): Promise<StatusEntity> {
  return server.json("POST", "/api/v1/statuses", { token: ana.token, json: { status: "news" } });
}

it("GET /api/v1/notifications lists news with who did it and what it is about, by types, sender and page", async () => {
  const status = await posted();
  const favourite = await tellNews(server, [ana, ben], { type: "favourite", status: statusIdOf(status) });
  const follow = await tellNews(server, [ana, ben], { type: "follow" });
  const theirs = await tellNews(server, [ana, cy], { type: "follow" });
  const [, second, third] = await listed();
  expect(second).toMatchObject({ id: follow, type: "follow", account: { acct: "ben" } });
  expect(third).toMatchObject({ id: favourite, type: "favourite", status: { id: status.id } });
  expect(second?.group_key).toMatch(/^follow-\d+$/);
  expect(third?.group_key).toMatch(new RegExp(`^favourite-${status.id}-\\d+$`));
  expect(await idsOf("?types[]=favourite&types[]=poll")).toEqual([favourite]);
  expect(await idsOf("?types[]=poll")).toEqual([]);
  expect(await idsOf("?types[]=annual_report")).toEqual([]);
  expect(await idsOf("?exclude_types[]=favourite")).toEqual([theirs, follow]);
  expect(await idsOf(`?account_id=${cy.account.id}`)).toEqual([theirs]);
  expect(await idsOf(`?account_id=${ana.account.id}`)).toEqual([]);
  const page = await server.call("GET", "/api/v1/notifications?limit=1&types[]=follow", { token: ana.token });
  const link = decodeURIComponent(page.headers.get("link") ?? "");
  expect(link).toContain(`limit=1&types[]=follow&max_id=${theirs}>; rel="next"`);
  expect(link).toContain(`limit=1&types[]=follow&min_id=${theirs}>; rel="prev"`);
  expect(await idsOf(`?limit=1&max_id=${theirs}`)).toEqual([follow]);
  expect(await idsOf(`?limit=1&min_id=${favourite}`)).toEqual([follow]);
  expect(await idsOf(`?limit=1&since_id=${favourite}`)).toEqual([theirs]);
});

it("GET /api/v1/notifications leaves out what is held back, unless it is asked for", async () => {
  const held = await tellNews(server, [ana, ben], { type: "follow", filtered: true });
  expect(await idsOf("")).toEqual([]);
  expect(await idsOf("?include_filtered=true")).toEqual([held]);
  expect(await idsOf(`?account_id=${ben.account.id}`)).toEqual([held]);
});

it("GET /api/v1/notifications/:id shows one to whom it is for", async () => {
  const id = await tellNews(server, [ana, ben], { type: "follow" });
  const path = `/api/v1/notifications/${id}`;
  expect(await server.json("GET", path, { token: ana.token })).toEqual((await listed())[0]);
  expect((await server.call("GET", path, { token: cy.token })).status).toBe(404);
  expect((await server.call("GET", path)).status).toBe(401);
  const narrow = await server.token(ana.user, ["read:statuses"]);
  expect((await server.call("GET", path, { token: narrow })).status).toBe(403);
});

it("POST /api/v1/notifications/:id/dismiss removes one, of one's own alone", async () => {
  const id = await tellNews(server, [ana, ben], { type: "follow" });
  const path = `/api/v1/notifications/${id}/dismiss`;
  expect((await server.call("POST", path, { token: ben.token })).status).toBe(404);
  expect(await idsOf("")).toEqual([id]);
  expect(await server.json("POST", path, { token: ana.token })).toEqual({});
  expect(await idsOf("")).toEqual([]);
  expect((await server.call("POST", path, { token: ana.token })).status).toBe(404);
});

it("POST /api/v1/notifications/clear removes all of one's own", async () => {
  await tellNews(server, [ana, ben], { type: "follow" });
  const theirs = await tellNews(server, [ben, ana], { type: "follow" });
  expect(await server.json("POST", "/api/v1/notifications/clear", { token: ana.token })).toEqual({});
  expect(await idsOf("?include_filtered=true")).toEqual([]);
  const kept = await server.json("GET", `/api/v1/notifications/${theirs}`, { token: ben.token });
  expect(kept).toMatchObject({ id: theirs });
});
