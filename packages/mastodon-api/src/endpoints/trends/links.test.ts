import { type Card, tendTrends, toId } from "@trunkline/social";
import { beforeEach, expect, test } from "vitest";
import type { StatusEntity, TrendingLinkEntity } from "../../entities/index.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

const url = "https://site.example/story?id=1";
const card: Card = {
  url,
  title: "A <story>",
  description: "Of cats",
  authorName: "Mia",
  authorUrl: "https://site.example/mia",
  providerName: "Site",
  providerUrl: "https://site.example/",
  language: "en",
  publishedAt: new Date("2026-02-01T00:00:00.000Z"),
  creator: undefined,
};
let server: TestServer;
let ids: readonly string[];
let reader: Person;

beforeEach(async () => {
  server = testServer();
  reader = await server.person("reader");
  const said: string[] = [];
  for (const name of ["ana", "ben", "cleo", "dan", "eve"]) {
    const { token, account } = await server.person(name);
    const json = { status: `${name} says ${url}` };
    const { id } = await server.json<StatusEntity>("POST", "/api/v1/statuses", { token, json });
    await linkTo(id, name === "ana" ? { ...card, creator: account.id } : card);
    said.unshift(id);
  }
  ids = said;
  await tendTrends(server);
});

/** As the job that reads pages does. */
async function linkTo(id: string, shown: Card): Promise<void> {
  const status = toId<"status">(id);
  const at = server.clock.now();
  await server.storage.transact(async (work) => {
    await work.cards.link(status, { url, at });
    await work.cards.put(shown, at);
    await work.cards.settle({ status, url, attempts: 0 });
  });
}

test("GET /api/v1/trends/links lists approved links as cards with a week of use, by counted parts", async () => {
  const path = "/api/v1/trends/links";
  expect(await server.json("GET", path)).toEqual([]);
  await server.social.trends.decide("link", url, true);
  const [link] = await server.json<TrendingLinkEntity[]>("GET", path);
  expect(link).toMatchObject({
    url,
    title: "A <story>",
    type: "link",
    html: "",
    image: null,
    language: "en",
  });
  expect(link).toMatchObject({ author_name: "Mia", published_at: "2026-02-01T00:00:00.000Z" });
  expect([link?.history.length, link?.history[0]?.uses, link?.history[0]?.accounts]).toEqual([7, "5", "5"]);
  const part = await server.call("GET", `${path}?limit=1`);
  expect(part.headers.get("link")).toBe(`<https://social.test${path}?limit=1&offset=1>; rel="next"`);
  await server.social.trends.decide("link", url, false);
  expect(await server.json("GET", path)).toEqual([]);
});

test("GET /api/v1/timelines/link lists the public statuses with a link that trends, by pages, and no other link's", async () => {
  const path = `/api/v1/timelines/link?url=${encodeURIComponent(url)}`;
  expect((await server.call("GET", path)).status).toBe(404);
  await server.social.trends.decide("link", url, true);
  const listed = await server.json<StatusEntity[]>("GET", path);
  expect(listed.map(({ id }) => id)).toEqual(ids);
  const part = await server.call("GET", `${path}&limit=2`);
  expect(((await part.json()) as StatusEntity[]).map(({ id }) => id)).toEqual(ids.slice(0, 2));
  expect(part.headers.get("link")).toContain(`max_id=${ids[1]}`);
  const next = await server.json<StatusEntity[]>("GET", `${path}&limit=2&max_id=${ids[1]}`);
  expect(next.map(({ id }) => id)).toEqual(ids.slice(2, 4));
  const up = await server.json<StatusEntity[]>("GET", `${path}&limit=2&min_id=${ids[4]}`);
  expect(up.map(({ id }) => id)).toEqual(ids.slice(2, 4));
  expect((await server.call("GET", "/api/v1/timelines/link?url=https://other.example/")).status).toBe(404);
  expect((await server.call("GET", "/api/v1/timelines/link")).status).toBe(400);
});

test("a status shows the card of its link, with the account that wrote the page", async () => {
  const { id: ana } = await server.json<{ id: string }>("GET", "/api/v1/accounts/lookup?acct=ana");
  await linkTo(ids[0] ?? "", { ...card, creator: toId<"account">(ana) });
  const { token } = reader;
  const shown = await server.json<StatusEntity>("GET", `/api/v1/statuses/${ids[0]}`, { token });
  expect(shown.card).toMatchObject({ url, title: "A <story>", provider_name: "Site", image: null, html: "" });
  expect(shown.card?.authors).toMatchObject([
    { name: "Mia", url: "https://site.example/mia", account: { acct: "ana" } },
  ]);
});
