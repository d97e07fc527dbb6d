import { beforeEach, expect, test } from "vitest";
import type { AccountEntity, SearchEntity, StatusEntity } from "../../entities/index.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

let server: TestServer;
let ana: Person;
let ben: Person;

beforeEach(async () => {
  server = testServer();
  [ana, ben] = [await server.person("ana"), await server.person("ben")];
  await server.social.accounts.change(ana.account.id, { indexable: true });
});

async function say({ token }: Person, status: string): Promise<string> {
  const said = await server.json<StatusEntity>("POST", "/api/v1/statuses", { token, json: { status } });
  return said.id;
}

async function found(text: string, { token }: Person = ben): Promise<SearchEntity> {
  return server.json<SearchEntity>("GET", `/api/v2/search?q=${encodeURIComponent(text)}`, { token });
}

const idsIn = ({ statuses }: SearchEntity): readonly string[] => statuses.map(({ id }) => id);

test("GET /api/v2/search finds people, hashtags and statuses by their words and by Mastodon's operators", async () => {
  const [one, two] = [await say(ana, "Anemones #sea"), await say(ana, "More anemones, @ben")];
  const { accounts, hashtags, statuses } = await found("ana");
  expect([accounts.map(({ acct }) => acct), hashtags, statuses]).toEqual([["ana"], [], []]);
  expect(idsIn(await found("anemones"))).toEqual([two, one]);
  expect(idsIn(await found("anemones from:ana -more"))).toEqual([one]);
  expect(idsIn(await found("to:me"))).toEqual([two]);
  expect((await found("#se")).hashtags).toMatchObject([{ name: "sea", following: false }]);
  expect(idsIn(await found("has:nonsense anemones"))).toEqual([]);
});

test("GET /api/v2/search gives one kind by parts, between ids and of one account", async () => {
  const ids: string[] = [];
  for (const text of ["tide one", "tide two", "tide three"]) ids.unshift(await say(ana, text));
  const { token } = ben;
  const ask = async (more: string) =>
    idsIn(await server.json<SearchEntity>("GET", `/api/v2/search?q=tide&type=statuses&${more}`, { token }));
  expect(await ask("limit=2")).toEqual(ids.slice(0, 2));
  expect(await ask("limit=2&offset=2")).toEqual(ids.slice(2));
  expect(await ask(`max_id=${ids[0]}&min_id=${ids[2]}`)).toEqual([ids[1]]);
  expect(await ask(`account_id=${ben.account.id}`)).toEqual([]);
  expect(await ask(`account_id=${ana.account.id}`)).toEqual(ids);
});

test("GET /api/v2/search without a token finds people and hashtags, and neither resolves nor pages", async () => {
  await say(ana, "Anemones #anemone");
  const shown = await server.json<SearchEntity>("GET", "/api/v2/search?q=an");
  expect(shown.accounts.map(({ acct }) => acct)).toEqual(["ana"]);
  expect([shown.hashtags.map(({ name }) => name), shown.statuses]).toEqual([["anemone"], []]);
  for (const more of ["resolve=true", "offset=1&type=accounts"])
    expect((await server.call("GET", `/api/v2/search?q=an&${more}`)).status).toBe(401);
  expect((await server.call("GET", "/api/v2/search?q=%20")).status).toBe(400);
  const { token } = ben;
  expect((await server.call("GET", "/api/v2/search?q=a&type=recipes", { token })).status).toBe(422);
  const narrow = { token: await server.token(ben.user, ["read:lists"]) };
  expect((await server.call("GET", "/api/v2/search?q=a", narrow)).status).toBe(403);
});

test("GET /api/v1/accounts/search finds by any part of a name, whom one follows first or alone", async () => {
  const cleo = await server.person("cleo_garden");
  const dan = await server.person("garden_dan");
  await server.social.follows.follow(ben.account.id, cleo.account.id, {});
  const { token } = ben;
  const names = async (query: string) =>
    (await server.json<AccountEntity[]>("GET", `/api/v1/accounts/search?${query}`, { token })).map(
      ({ acct }) => acct,
    );
  await server.social.accounts.change(cleo.account.id, { discoverable: true });
  expect(await names("q=garden")).toEqual(["cleo_garden", "garden_dan"]);
  expect(await names("q=garden&following=true")).toEqual(["cleo_garden"]);
  expect(await names("q=garden&limit=1&offset=1")).toEqual([dan.account.username]);
  expect((await server.call("GET", "/api/v1/accounts/search?q=a")).status).toBe(401);
});
