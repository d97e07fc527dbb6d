import { beforeEach, expect, test } from "vitest";
import type { StatusEditEntity, StatusEntity } from "../../entities/index.ts";
import { type Person, testServer, type TestServer } from "../../testing/server.ts";

let server: TestServer;
let ana: Person;
let ben: Person;

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
  ben = await server.person("ben");
});

async function post(person: Person, json: Readonly<Record<string, unknown>>): Promise<StatusEntity> {
  return server.json("POST", "/api/v1/statuses", { token: person.token, json });
}

test("POST /api/v1/statuses answers the status rendered, and GET /api/v1/statuses/:id shows it to everybody", async () => {
  const posted = await post(ana, { status: "Hello #World", language: "en" });
  expect(posted).toMatchObject({
    content: expect.stringContaining("Hello"),
    visibility: "public",
    language: "en",
    account: { acct: "ana", avatar: "https://social.test/avatars/original/missing.png" },
    application: { name: "Tester", website: null },
    tags: [{ name: "world", url: "https://social.test/tags/world" }],
    favourited: false,
    pinned: false,
    reblog: null,
  });
  const shown = await server.json("GET", `/api/v1/statuses/${posted.id}`);
  expect(shown).toMatchObject({ id: posted.id, content: posted.content });
  expect(shown).not.toHaveProperty("favourited");
});

test("a status without a text is refused in Mastodon's words", async () => {
  const response = await server.call("POST", "/api/v1/statuses", { token: ana.token, json: { status: " " } });
  expect(response.status).toBe(422);
  expect(await response.json()).toEqual({ error: "Validation failed: Text can't be blank" });
});

test("the empty members that clients send along change nothing", async () => {
  const json = {
    status: "plain",
    media_ids: [],
    poll: null,
    scheduled_at: null,
    in_reply_to_id: "",
    sensitive: "0",
  };
  expect(await post(ana, json)).toMatchObject({ sensitive: false, in_reply_to_id: null });
});

test("a form is as good as JSON", async () => {
  const form = { status: "from a form", visibility: "unlisted", sensitive: "true", spoiler_text: "careful" };
  const response = await server.call("POST", "/api/v1/statuses", { token: ana.token, form });
  expect(await response.json()).toMatchObject({
    visibility: "unlisted",
    sensitive: true,
    spoiler_text: "careful",
  });
});

test("a repeated request with the same Idempotency-Key gets the first status", async () => {
  const once = { token: ana.token, json: { status: "once" }, headers: { "Idempotency-Key": "k1" } };
  const first = await server.json<StatusEntity>("POST", "/api/v1/statuses", once);
  const second = await server.json<StatusEntity>("POST", "/api/v1/statuses", once);
  expect(second.id).toBe(first.id);
});

test("PUT /api/v1/statuses/:id keeps what it does not mention, GET /api/v1/statuses/:id/history has both states, GET /api/v1/statuses/:id/source what was typed", async () => {
  const { id } = await post(ana, { status: "frist", spoiler_text: "careful" });
  server.clock.advance(60_000);
  const edited = await server.call("PUT", `/api/v1/statuses/${id}`, {
    token: ana.token,
    json: { status: "first" },
  });
  expect(await edited.json()).toMatchObject({
    content: "<p>first</p>",
    spoiler_text: "careful",
    edited_at: "2026-03-01T12:01:00.000Z",
  });
  const history = await server.json<StatusEditEntity[]>("GET", `/api/v1/statuses/${id}/history`);
  expect(history.map(({ content }) => content)).toEqual(["<p>frist</p>", "<p>first</p>"]);
  const source = await server.call("GET", `/api/v1/statuses/${id}/source`, { token: ana.token });
  expect(await source.json()).toEqual({ id, text: "first", spoiler_text: "careful" });
});

test("DELETE /api/v1/statuses/:id answers with the text, and then there is nothing", async () => {
  const { id } = await post(ana, { status: "oops" });
  const deleted = await (await server.call("DELETE", `/api/v1/statuses/${id}`, { token: ana.token })).json();
  expect(deleted).toMatchObject({ id, text: "oops" });
  expect(deleted).not.toHaveProperty("content");
  const response = await server.call("GET", `/api/v1/statuses/${id}`);
  expect([response.status, await response.json()]).toEqual([404, { error: "Record not found" }]);
});

test("nobody deletes or edits another's status", async () => {
  const { id } = await post(ana, { status: "mine" });
  expect((await server.call("DELETE", `/api/v1/statuses/${id}`, { token: ben.token })).status).toBe(404);
  const json = { status: "yours" };
  expect((await server.call("PUT", `/api/v1/statuses/${id}`, { token: ben.token, json })).status).toBe(404);
});

test("a private status is to a stranger what never was", async () => {
  const { id } = await post(ana, { status: "for followers", visibility: "private" });
  const hidden = await server.call("GET", `/api/v1/statuses/${id}`, { token: ben.token });
  const absent = await server.call("GET", "/api/v1/statuses/1", { token: ben.token });
  expect([hidden.status, await hidden.json()]).toEqual([absent.status, await absent.json()]);
});

test("GET /api/v1/statuses/:id/context holds a reply to its parent", async () => {
  const { id } = await post(ana, { status: "question" });
  const reply = await post(ben, { status: "@ana answer", in_reply_to_id: id });
  expect(reply).toMatchObject({ in_reply_to_id: id, in_reply_to_account_id: ana.account.id });
  expect(reply.mentions).toEqual([
    { id: ana.account.id, username: "ana", acct: "ana", url: ana.account.url },
  ]);
  const context = await (await server.call("GET", `/api/v1/statuses/${id}/context`)).json();
  expect(context).toMatchObject({ ancestors: [], descendants: [{ id: reply.id }] });
});

const act = (id: string, verb: string): Promise<StatusEntity> =>
  server.json("POST", `/api/v1/statuses/${id}/${verb}`, { token: ben.token });

const listed = (path: string): Promise<readonly unknown[]> => server.json("GET", path, { token: ben.token });

test("POST /api/v1/statuses/:id/favourite marks a status for GET /api/v1/favourites and GET /api/v1/statuses/:id/favourited_by, until POST /api/v1/statuses/:id/unfavourite", async () => {
  const { id } = await post(ana, { status: "like me" });
  const marked = { favourited: true, favourites_count: 1 };
  expect(await act(id, "favourite")).toMatchObject(marked);
  expect(await act(id, "favourite")).toMatchObject(marked);
  expect(await listed("/api/v1/favourites")).toMatchObject([{ id }]);
  expect(await listed(`/api/v1/statuses/${id}/favourited_by`)).toMatchObject([{ acct: "ben" }]);
  expect(await act(id, "unfavourite")).toMatchObject({ favourited: false, favourites_count: 0 });
  expect(await listed("/api/v1/favourites")).toEqual([]);
  expect(await listed(`/api/v1/statuses/${id}/favourited_by`)).toEqual([]);
});

test("POST /api/v1/statuses/:id/bookmark keeps a status in GET /api/v1/bookmarks, until POST /api/v1/statuses/:id/unbookmark", async () => {
  const { id } = await post(ana, { status: "keep me" });
  expect(await act(id, "bookmark")).toMatchObject({ bookmarked: true });
  expect(await listed("/api/v1/bookmarks")).toMatchObject([{ id }]);
  expect(await act(id, "unbookmark")).toMatchObject({ bookmarked: false });
  expect(await listed("/api/v1/bookmarks")).toEqual([]);
});

test("POST /api/v1/statuses/:id/reblog answers the boost that GET /api/v1/statuses/:id/reblogged_by knows of, until POST /api/v1/statuses/:id/unreblog", async () => {
  const { id } = await post(ana, { status: "spread me" });
  const boost = await act(id, "reblog");
  expect(boost).toMatchObject({ reblogged: true, reblog: { id, reblogged: true, reblogs_count: 1 } });
  expect((await act(id, "reblog")).id).toBe(boost.id);
  expect(await listed(`/api/v1/statuses/${id}/reblogged_by`)).toMatchObject([{ acct: "ben" }]);
  expect(await act(id, "unreblog")).toMatchObject({ id, reblogged: false, reblogs_count: 0 });
  expect(await listed(`/api/v1/statuses/${id}/reblogged_by`)).toEqual([]);
});

test("GET /api/v1/statuses shows several at once, without those that are not there", async () => {
  const one = await post(ana, { status: "one" });
  const two = await post(ana, { status: "two" });
  const path = `/api/v1/statuses?id[]=${two.id}&id[]=1&id[]=${one.id}`;
  const shown = await server.json<StatusEntity[]>("GET", path);
  expect(shown.map(({ id }) => id)).toEqual([two.id, one.id]);
});

test("an empty Idempotency-Key is none", async () => {
  const { token } = ana;
  const headers = { "Idempotency-Key": "" };
  const first = await server.call("POST", "/api/v1/statuses", { token, headers, json: { status: "one" } });
  const second = await server.call("POST", "/api/v1/statuses", { token, headers, json: { status: "two" } });
  expect(await first.json()).toMatchObject({ content: "<p>one</p>" });
  expect(await second.json()).toMatchObject({ content: "<p>two</p>" });
});

test("a direct status cannot be pinned, so it does not say whether it is", async () => {
  expect(await post(ana, { status: "a word with @ben", visibility: "direct" })).not.toHaveProperty("pinned");
  expect(await post(ana, { status: "to followers", visibility: "private" })).toHaveProperty("pinned", false);
});

test("what is no language is not kept as one", async () => {
  expect(await post(ana, { status: "hello", language: "<b>" })).toMatchObject({ language: null });
  expect(await post(ana, { status: "ola", language: "pt_BR" })).toMatchObject({ language: "pt-BR" });
});
