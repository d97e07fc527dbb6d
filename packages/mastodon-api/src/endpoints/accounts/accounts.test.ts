import { beforeEach, expect, test } from "vitest";
import type { AccountEntity, CredentialAccountEntity, RelationshipEntity } from "../../entities/index.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

let server: TestServer;
let ana: Person;
let ben: Person;

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
  ben = await server.person("ben");
});

function act(person: Person, target: Person, verb: string): Promise<RelationshipEntity> {
  return server.json("POST", `/api/v1/accounts/${target.account.id}/${verb}`, { token: person.token });
}

test("GET /api/v1/accounts/:id has every member that clients look for", async () => {
  const shown = await server.json<AccountEntity>("GET", `/api/v1/accounts/${ana.account.id}`);
  expect(shown).toMatchObject({
    id: ana.account.id,
    username: "ana",
    acct: "ana",
    url: ana.account.url,
    uri: ana.account.uri,
    header: "https://social.test/headers/original/missing.png",
    created_at: "2026-03-01T00:00:00.000Z",
    last_status_at: null,
    statuses_count: 0,
    bot: false,
    emojis: [],
    fields: [],
    roles: [],
  });
  expect(shown).not.toHaveProperty("source");
});

test("GET /api/v1/accounts shows several at once, in the order asked for", async () => {
  const path = `/api/v1/accounts?id[]=${ben.account.id}&id[]=1&id[]=${ana.account.id}`;
  const shown = await server.json<AccountEntity[]>("GET", path);
  expect(shown.map(({ acct }) => acct)).toEqual(["ben", "ana"]);
});

test("GET /api/v1/accounts/lookup finds a handle with its domain, without, and with a leading at sign", async () => {
  for (const acct of ["ana", "ana@social.test", "@ana"]) {
    expect(await server.json("GET", `/api/v1/accounts/lookup?acct=${acct}`)).toMatchObject({
      id: ana.account.id,
    });
  }
  expect((await server.call("GET", "/api/v1/accounts/lookup?acct=nobody")).status).toBe(404);
});

test("GET /api/v1/accounts/verify_credentials holds what is told to nobody else", async () => {
  const own = await server.json<CredentialAccountEntity>("GET", "/api/v1/accounts/verify_credentials", {
    token: ana.token,
  });
  expect(own.source).toMatchObject({
    privacy: "public",
    sensitive: false,
    note: "",
    follow_requests_count: 0,
  });
  expect(own.role).toMatchObject({ id: "-99", permissions: "0" });
});

test("PATCH /api/v1/accounts/update_credentials changes the profile in parts, by form or JSON, and GET /api/v1/preferences follows", async () => {
  const form = {
    display_name: "Ana",
    note: "I write.\nhttps://ana.test",
    locked: "true",
    bot: "1",
    "fields_attributes[0][name]": "Web",
    "fields_attributes[0][value]": "https://ana.test",
    "fields_attributes[1][name]": "",
    "fields_attributes[1][value]": "",
    "source[privacy]": "unlisted",
    "source[language]": "de",
  };
  const path = "/api/v1/accounts/update_credentials";
  const changed = await server.json<CredentialAccountEntity>("PATCH", path, { token: ana.token, form });
  expect(changed).toMatchObject({ display_name: "Ana", locked: true, bot: true });
  expect(changed.note).toContain('href="https://ana.test"');
  expect(changed.source.note).toBe("I write.\nhttps://ana.test");
  expect(changed.fields).toMatchObject([{ name: "Web", value: expect.stringContaining("<a ") }]);
  expect(changed.source.fields).toMatchObject([{ name: "Web", value: "https://ana.test" }]);
  expect(changed.source).toMatchObject({ privacy: "unlisted", language: "de" });
  const json = { locked: false };
  const again = await server.json("PATCH", path, { token: ana.token, json });
  expect(again).toMatchObject({ locked: false, display_name: "Ana", bot: true });
  expect(await server.json("GET", "/api/v1/preferences", { token: ana.token })).toMatchObject({
    "posting:default:visibility": "unlisted",
    "posting:default:language": "de",
  });
});

test("POST /api/v1/accounts/:id/follow and POST /api/v1/accounts/:id/unfollow show in GET /api/v1/accounts/relationships, GET /api/v1/accounts/:id/followers and GET /api/v1/accounts/:id/following", async () => {
  expect(await act(ana, ben, "follow")).toMatchObject({
    id: ben.account.id,
    following: true,
    showing_reblogs: true,
  });
  const path = `/api/v1/accounts/relationships?id[]=${ana.account.id}`;
  expect(await server.json("GET", path, { token: ben.token })).toMatchObject([
    { followed_by: true, following: false },
  ]);
  expect(await server.json("GET", `/api/v1/accounts/${ben.account.id}/followers`)).toMatchObject([
    { acct: "ana" },
  ]);
  expect(await server.json("GET", `/api/v1/accounts/${ana.account.id}/following`)).toMatchObject([
    { acct: "ben" },
  ]);
  expect(await act(ana, ben, "unfollow")).toMatchObject({ following: false });
});

test("POST /api/v1/accounts/:id/remove_from_followers sends a follower away", async () => {
  await act(ana, ben, "follow");
  expect(await act(ben, ana, "remove_from_followers")).toMatchObject({ followed_by: false });
});

test("nobody follows themselves", async () => {
  const path = `/api/v1/accounts/${ana.account.id}/follow`;
  const response = await server.call("POST", path, { token: ana.token });
  expect([response.status, await response.json()]).toEqual([403, { error: "This action is not allowed" }]);
});

test("GET /api/v1/follow_requests lists who waits; POST /api/v1/follow_requests/:account_id/authorize and POST /api/v1/follow_requests/:account_id/reject answer them", async () => {
  const cleo = await server.person("cleo");
  const json = { locked: true };
  await server.json("PATCH", "/api/v1/accounts/update_credentials", { token: ben.token, json });
  expect(await act(ana, ben, "follow")).toMatchObject({ following: false, requested: true });
  await act(cleo, ben, "follow");
  const waiting = await server.json<AccountEntity[]>("GET", "/api/v1/follow_requests", { token: ben.token });
  expect(waiting.map(({ acct }) => acct)).toEqual(["cleo", "ana"]);
  const answer = (person: Person, verb: string) =>
    server.json("POST", `/api/v1/follow_requests/${person.account.id}/${verb}`, { token: ben.token });
  expect(await answer(ana, "authorize")).toMatchObject({ followed_by: true, requested_by: false });
  expect(await answer(cleo, "reject")).toMatchObject({ followed_by: false, requested_by: false });
  expect(await server.json("GET", "/api/v1/follow_requests", { token: ben.token })).toEqual([]);
});

test("GET /api/v1/accounts/search finds accounts, on request only among those who are followed", async () => {
  await act(ana, ben, "follow");
  await server.person("benedikt");
  const found = (more: string) =>
    server.json<AccountEntity[]>("GET", `/api/v1/accounts/search?q=ben${more}`, { token: ana.token });
  expect((await found("")).map(({ acct }) => acct)).toEqual(["ben", "benedikt"]);
  expect((await found("&following=true")).map(({ acct }) => acct)).toEqual(["ben"]);
});

test.each([
  "/api/v1/accounts/1/unfollow",
  "/api/v1/accounts/1/remove_from_followers",
  "/api/v1/follow_requests/1/reject",
])("nobody stands in a relationship to an account that is not there: %s", async (path) => {
  const response = await server.call("POST", path, { token: ana.token });
  expect([response.status, await response.json()]).toEqual([404, { error: "Record not found" }]);
});

test("the languages of a follow are kept until others are named, and none means all", async () => {
  const path = `/api/v1/accounts/${ben.account.id}/follow`;
  const languagesAfter = async (json: object): Promise<unknown> => {
    const { languages } = await server.json<RelationshipEntity>("POST", path, { token: ana.token, json });
    return languages;
  };
  expect(await languagesAfter({ languages: ["en", "pt_BR", "<b>"] })).toEqual(["en", "pt-BR"]);
  expect(await languagesAfter({ notify: true })).toEqual(["en", "pt-BR"]);
  expect(await languagesAfter({ languages: [] })).toBe(null);
  expect(await languagesAfter({ languages: "de" })).toEqual(["de"]);
  const form = { "languages[]": "" };
  expect(await server.json("POST", path, { token: ana.token, form })).toMatchObject({ languages: null });
});
