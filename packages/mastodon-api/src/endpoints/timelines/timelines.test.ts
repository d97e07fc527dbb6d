import { beforeEach, expect, test } from "vitest";
import type { SearchEntity, StatusEntity } from "../../entities/index.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

let server: TestServer;
let ana: Person;
let ben: Person;

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
  ben = await server.person("ben");
});

function post(person: Person, status: string, more: object = {}): Promise<StatusEntity> {
  return server.json("POST", "/api/v1/statuses", { token: person.token, json: { status, ...more } });
}

async function ids(path: string, token?: string): Promise<readonly string[]> {
  const page = await server.json<StatusEntity[]>("GET", path, token === undefined ? {} : { token });
  return page.map(({ id }) => id);
}

test("GET /api/v1/timelines/home holds one's own statuses and those of whom one follows", async () => {
  await server.json("POST", `/api/v1/accounts/${ben.account.id}/follow`, { token: ana.token });
  const own = await post(ana, "mine");
  const theirs = await post(ben, "theirs", { visibility: "private" });
  expect(await ids("/api/v1/timelines/home", ana.token)).toEqual([theirs.id, own.id]);
});

test("a timeline is read to its end by its links, and forward again", async () => {
  const posted = [await post(ana, "1"), await post(ana, "2"), await post(ana, "3")].map(({ id }) => id);
  const first = await server.call("GET", "/api/v1/timelines/public?limit=2&local=true");
  const [next = "", previous = ""] = [...(first.headers.get("link") ?? "").matchAll(/<([^>]+)>/g)].map(
    (match) => match[1],
  );
  expect(next).toBe(`https://social.test/api/v1/timelines/public?limit=2&local=true&max_id=${posted[1]}`);
  const path = (url: string) => url.replace("https://social.test", "");
  expect(await ids(path(next))).toEqual([posted[0]]);
  expect(await ids(path(previous))).toEqual([]);
  const fourth = await post(ana, "4");
  expect(await ids(path(previous))).toEqual([fourth.id]);
});

test("GET /api/v1/timelines/public is filtered by origin", async () => {
  const { id } = await post(ana, "here");
  await post(ana, "quiet", { visibility: "unlisted" });
  expect(await ids("/api/v1/timelines/public")).toEqual([id]);
  expect(await ids("/api/v1/timelines/public?remote=true")).toEqual([]);
  expect(await ids("/api/v1/timelines/public?only_media=1")).toEqual([]);
});

test("GET /api/v1/timelines/tag/:hashtag finds tags in any case, joined and excluded", async () => {
  const cats = await post(ana, "#Cats");
  const both = await post(ana, "#cats #dogs");
  expect(await ids("/api/v1/timelines/tag/CATS")).toEqual([both.id, cats.id]);
  expect(await ids("/api/v1/timelines/tag/cats?all[]=Dogs")).toEqual([both.id]);
  expect(await ids("/api/v1/timelines/tag/cats?none[]=dogs")).toEqual([cats.id]);
  expect(await ids("/api/v1/timelines/tag/birds?any[]=dogs")).toEqual([both.id]);
});

test("GET /api/v1/tags/:name shows a tag with seven days, used or not", async () => {
  await post(ana, "#Cats");
  const shown = await server.json<{ history: unknown[] }>("GET", "/api/v1/tags/Cats");
  expect(shown).toMatchObject({ name: "cats", url: "https://social.test/tags/cats" });
  expect(shown.history).toHaveLength(7);
  expect(shown.history[0]).toEqual({ day: "1772323200", uses: "1", accounts: "1" });
  expect(await server.json("GET", "/api/v1/tags/unused", { token: ana.token })).toMatchObject({
    following: false,
  });
  expect((await server.call("GET", "/api/v1/tags/no%20tag")).status).toBe(404);
});

test("GET /api/v1/accounts/:id/statuses is filtered", async () => {
  const plain = await post(ana, "plain");
  const reply = await post(ana, "reply", { in_reply_to_id: (await post(ben, "question")).id });
  const path = `/api/v1/accounts/${ana.account.id}/statuses`;
  expect(await ids(path)).toEqual([reply.id, plain.id]);
  expect(await ids(`${path}?exclude_replies=true`)).toEqual([plain.id]);
  expect(await ids(`${path}?pinned=true`)).toEqual([]);
  expect((await server.call("GET", "/api/v1/accounts/1/statuses")).status).toBe(404);
});

test("GET /api/v2/search finds people and tags, and asks for a sign-in where it must", async () => {
  await post(ana, "#ananas");
  const found = await server.json<SearchEntity>("GET", "/api/v2/search?q=ana");
  expect(found.accounts).toMatchObject([{ acct: "ana" }]);
  expect(found.hashtags).toMatchObject([{ name: "ananas" }]);
  for (const more of ["&resolve=true", "&offset=5&type=accounts"]) {
    expect((await server.call("GET", `/api/v2/search?q=ana${more}`)).status).toBe(401);
  }
  const only = await server.json<SearchEntity>("GET", "/api/v2/search?q=ana&type=hashtags");
  expect([only.accounts.length, only.hashtags.length]).toEqual([0, 1]);
});

test("search can be narrowed to people whom the viewer follows, and to statuses of one account", async () => {
  const { id } = await post(ana, "found by its address");
  const people = async (): Promise<number> => {
    const path = "/api/v2/search?q=ana&type=accounts&following=true";
    return (await server.json<SearchEntity>("GET", path, { token: ben.token })).accounts.length;
  };
  expect(await people()).toBe(0);
  await server.json("POST", `/api/v1/accounts/${ana.account.id}/follow`, { token: ben.token });
  expect(await people()).toBe(1);
  const address = encodeURIComponent(`https://social.test/@ana/${id}`);
  const by = async (author: Person): Promise<number> => {
    const path = `/api/v2/search?q=${address}&account_id=${author.account.id}`;
    return (await server.json<SearchEntity>("GET", path, { token: ben.token })).statuses.length;
  };
  expect([await by(ana), await by(ben)]).toEqual([1, 0]);
});

test("GET /api/v1/instance and GET /api/v2/instance say what clients read", async () => {
  const one = await server.json("GET", "/api/v1/instance");
  expect(one).toMatchObject({
    uri: "social.test",
    version: "4.6.0 (compatible; Trunkline 1.2.3)",
    urls: { streaming_api: "wss://social.test" },
    stats: { user_count: 2 },
    configuration: { statuses: { max_characters: 500 } },
  });
  const two = await server.json("GET", "/api/v2/instance");
  expect(two).toMatchObject({
    domain: "social.test",
    configuration: {
      urls: { streaming: "wss://social.test" },
      statuses: { characters_reserved_per_url: 23 },
    },
    registrations: { enabled: false },
    contact: { email: "hello@social.test", account: null },
    api_versions: { mastodon: 7 },
  });
  expect(await server.json("GET", "/api/v1/custom_emojis")).toEqual([]);
});

test("GET /api/v1/streaming/health says that streaming is well", async () => {
  const response = await server.call("GET", "/api/v1/streaming/health");
  expect([response.status, await response.text()]).toEqual([200, "OK"]);
});
