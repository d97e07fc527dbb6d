import { type StatusId, toId } from "@trunkline/social";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tellNews } from "../testing/news.ts";
import { type Person, testServer, type TestServer } from "../testing/server.ts";
import { createStreaming, type Streaming } from "./streaming.ts";

const address = "192.0.2.1";
const root = "https://social.test/api/v1/streaming";

let server: TestServer;
let streaming: Streaming;
let timers: { readonly span: number; readonly run: () => void }[];
let ana: Person;
let ben: Person;

beforeEach(async () => {
  server = testServer();
  timers = [];
  streaming = createStreaming(server.social, {
    clock: server.clock,
    every: (span, run) => {
      const timer = { span, run };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
    onError: (error) => void server.errors.push(error),
  });
  ana = await server.person("ana");
  ben = await server.person("ben");
});

afterEach(() => {
  streaming.close();
  if (server.errors.length > 0) throw new Error("An event was not handed on.", { cause: server.errors[0] });
});

/** A socket that keeps what it was sent. */
async function connect(token: string, query = "") {
  const url = new URL(`${root}${query}`);
  const admission = await streaming.admit({
    url,
    authorization: `Bearer ${token}`,
    protocol: undefined,
    address,
  });
  if (!admission.ok) throw new Error(admission.reason);
  const sent: { stream: string[]; event: string; payload: string; error?: string; status?: number }[] = [];
  const state = { closed: 0, pings: 0, buffered: 0 };
  const socket = {
    send: (text: string) => void sent.push(JSON.parse(text)),
    ping: () => void (state.pings += 1),
    close: (code: number) => void (state.closed = code),
    buffered: () => state.buffered,
  };
  const events = streaming.open(admission, { url, address, socket });
  const ask = (wish: object) => events.text(JSON.stringify(wish));
  return { sent, state, events, ask };
}

async function post(person: Person, status: string, more: object = {}): Promise<StatusId> {
  const json = { status, ...more };
  const posted = await server.json<{ id: string }>("POST", "/api/v1/statuses", { token: person.token, json });
  const id = toId<"status">(posted.id);
  server.announce({ type: "status.posted", status: id });
  return id;
}

/** Until everything that was announced has been handed on: the stores answer within as many turns. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((done) => setImmediate(done));
}

async function follow(person: Person, target: Person): Promise<void> {
  await server.json("POST", `/api/v1/accounts/${target.account.id}/follow`, { token: person.token });
}

test("home gets what its reader may see, as the reader sees it", async () => {
  await follow(ana, ben);
  const { sent } = await connect(ana.token, "?stream=user");
  const stranger = await connect((await server.person("cleo")).token, "?stream=user");
  const id = await post(ben, "for followers", { visibility: "private" });
  await settle();
  expect(sent).toMatchObject([{ stream: ["user"], event: "update" }]);
  expect(JSON.parse(sent[0]?.payload ?? "")).toMatchObject({ id, visibility: "private", favourited: false });
  expect(stranger.sent).toEqual([]);
});

test("authors hear of their own statuses, edits and deletions", async () => {
  const { sent } = await connect(ana.token, "?stream=user");
  const id = await post(ana, "frist");
  await server.json("PUT", `/api/v1/statuses/${id}`, { token: ana.token, json: { status: "first" } });
  server.announce({ type: "status.edited", status: id });
  await settle();
  await server.json("DELETE", `/api/v1/statuses/${id}`, { token: ana.token });
  server.announce({ type: "status.deleted", status: id, account: ana.account.id });
  await settle();
  expect(sent.map(({ event }) => event)).toEqual(["update", "status.update", "delete"]);
  expect(sent[2]?.payload).toBe(id);
});

test("public channels carry public talk from where they say, without marks of a viewer", async () => {
  const { sent, ask } = await connect(ana.token);
  for (const stream of ["public", "public:local", "public:remote", "public:media"])
    ask({ type: "subscribe", stream });
  const id = await post(ben, "hello");
  await post(ben, "quiet", { visibility: "unlisted" });
  await post(ana, "a reply", { in_reply_to_id: id });
  await post(ben, "to myself", { in_reply_to_id: id });
  await settle();
  expect(sent.map(({ stream }) => stream[0])).toEqual(["public", "public:local", "public", "public:local"]);
  expect(JSON.parse(sent[0]?.payload ?? "")).not.toHaveProperty("favourited");
});

test("a tag's channel carries replies too, and is asked for in any case", async () => {
  const { sent, ask } = await connect(ana.token, "?stream=hashtag&tag=Cats");
  ask({ type: "subscribe", stream: "hashtag:local", tag: "#cats" });
  const id = await post(ben, "no tag");
  const tagged = await post(ana, "#CATS", { in_reply_to_id: id });
  await settle();
  expect(sent.map(({ stream }) => stream)).toEqual([
    ["hashtag", "cats"],
    ["hashtag:local", "cats"],
  ]);
  server.announce({ type: "status.deleted", status: tagged, account: ana.account.id });
  await settle();
  expect(sent.at(-1)).toEqual({ stream: ["hashtag:local", "cats"], event: "delete", payload: tagged });
});

test("the deletion of what was never public is no news for public channels", async () => {
  const { sent } = await connect(ana.token, "?stream=public");
  const id = await post(ben, "hidden", { visibility: "private" });
  server.announce({ type: "status.deleted", status: id, account: ben.account.id });
  await settle();
  expect(sent).toEqual([]);
});

test("the deletion of what was direct is told to its author, and to followers only if they held it (S-090)", async () => {
  await follow(ana, ben);
  const { sent } = await connect(ana.token, "?stream=user");
  const author = await connect(ben.token, "?stream=user");
  const secret = await post(ben, "to @cleo", { visibility: "direct" });
  const shared = await post(ben, "to @ana", { visibility: "direct" });
  await settle();
  for (const status of [secret, shared])
    server.announce({ type: "status.deleted", status, account: ben.account.id, isDirect: true });
  await settle();
  const deleted = (frames: typeof sent) =>
    frames.filter(({ event }) => event === "delete").map(({ payload }) => payload);
  expect(deleted(sent)).toEqual([shared]);
  expect(deleted(author.sent)).toEqual([secret, shared]);
});

test("GET /api/v1/streaming/user and GET /api/v1/streaming/user/notification carry news to their own account, where the token may read them", async () => {
  const own = await connect(ana.token, "?stream=user");
  const alone = await connect(ana.token, "?stream=user:notification");
  const narrow = await connect(await server.token(ana.user, ["read:statuses"]), "?stream=user");
  const other = await connect(ben.token, "?stream=user");
  const id = await tellNews(server, [ana, ben], { type: "follow" });
  server.announce({ type: "notification", account: ana.account.id, notification: id });
  server.announce({ type: "notification", account: ana.account.id, notification: "1" });
  await settle();
  expect(own.sent).toMatchObject([{ stream: ["user"], event: "notification" }]);
  expect(JSON.parse(alone.sent[0]?.payload ?? "")).toMatchObject({
    id,
    type: "follow",
    account: { acct: "ben" },
  });
  expect([narrow.sent, other.sent]).toEqual([[], []]);
});

test("what was let through is announced once it is told, on the stream `user` of whoever it is for alone", async () => {
  const own = await connect(ana.token, "?stream=user");
  const alone = await connect(ana.token, "?stream=user:notification");
  const narrow = await connect(await server.token(ana.user, ["read:statuses"]), "?stream=user");
  const other = await connect(ben.token, "?stream=user");
  server.announce({ type: "notifications.merged", account: ana.account.id });
  await settle();
  expect(own.sent).toEqual([{ stream: ["user"], event: "notifications_merged", payload: "1" }]);
  expect([alone.sent, narrow.sent, other.sent]).toEqual([[], [], []]);
});

test("a subscription begins, repeats without effect, and ends", async () => {
  const { sent, ask } = await connect(ana.token);
  ask({ type: "subscribe", stream: ["public"] });
  ask({ type: "subscribe", stream: "public" });
  await post(ben, "one");
  await settle();
  ask({ type: "unsubscribe", stream: "public" });
  await post(ben, "two");
  await settle();
  expect(sent.length).toBe(1);
  ask({ type: "unsubscribe", stream: "public" });
  expect(sent[1]).toEqual({ error: "Error unsubscribing from channel" });
});

test("a wrong wish is answered and the connection stays; what is no wish is ignored", async () => {
  const { sent, ask, events, state } = await connect(await server.token(ana.user, ["profile"]));
  ask({ type: "subscribe", stream: "everything" });
  ask({ type: "subscribe", stream: "hashtag" });
  ask({ type: "subscribe", stream: "user" });
  events.text("{");
  events.text("null");
  ask({ type: "dance" });
  expect(sent).toEqual([
    { error: "Unknown stream type", status: 400 },
    { error: "Missing tag name parameter", status: 400 },
    { error: "Access token does not have the required scopes", status: 401 },
  ]);
  expect(state.closed).toBe(0);
});

test("a stream ends at once with its token, and with all of a person's when they are put away (S-089, S-117)", async () => {
  server.storage.stream.subscribe(server.announce);
  const { app } = await server.social.signIn.registerApp({
    name: "Listener",
    website: undefined,
    redirectUris: ["https://app.test/back"],
    scopes: ["read"],
  });
  const grant = { app: app.id, user: ana.user.id, scopes: ["read"] };
  const { secret } = await server.social.signIn.grant(grant);
  const one = await connect(secret, "?stream=user");
  const own = await connect(ana.token, "?stream=user");
  const other = await connect(ben.token, "?stream=user");
  const closed = () => [one.state.closed, own.state.closed, other.state.closed];
  await server.social.signIn.revoke(app.id, secret);
  await settle();
  expect(closed()).toEqual([1001, 0, 0]);
  await server.social.moderation.suspend(ana.account.id);
  await settle();
  expect(closed()).toEqual([1001, 1001, 0]);
});

test("a token that holds no longer ends its connections (S-089)", async () => {
  const { state } = await connect(ana.token, "?stream=user");
  const other = await connect(ben.token, "?stream=user");
  await server.social.signIn.modifyUser(ana.account.id, { disabled: true });
  const check = timers.find(({ span }) => span <= 5000);
  check?.run();
  await settle();
  expect([state.closed, other.state.closed]).toEqual([1001, 0]);
});

test("floods, oversized and binary frames end a connection (S-091)", async () => {
  const flood = await connect(ana.token);
  for (let frame = 0; frame < 20; frame += 1) flood.events.text("{}");
  expect(flood.state.closed).toBe(0);
  flood.events.text("{}");
  const large = await connect(ana.token);
  large.events.text("x".repeat(16 * 1024 + 1));
  const binary = await connect(ana.token);
  binary.events.binary();
  expect([flood, large, binary].map(({ state }) => state.closed)).toEqual([1008, 1009, 1003]);
});

test("who reads too slowly, and who answers no pings, is let go (S-091)", async () => {
  const slow = await connect(ana.token, "?stream=public");
  slow.state.buffered = 2 * 1024 * 1024;
  await post(ben, "hello");
  await settle();
  const silent = await connect(ana.token);
  const ping = timers.at(-1);
  ping?.run();
  silent.events.pong();
  for (let count = 0; count < 3; count += 1) ping?.run();
  expect([slow.state.closed, silent.state.closed, silent.state.pings]).toEqual([1008, 1001, 3]);
});

test("subscriptions and connections have an end (S-091)", async () => {
  const { sent, ask } = await connect(ana.token);
  for (let tag = 0; tag < 100; tag += 1) {
    if (tag % 20 === 0) server.clock.advance(1000);
    ask({ type: "subscribe", stream: "hashtag", tag: `t${tag}` });
  }
  server.clock.advance(1000);
  ask({ type: "subscribe", stream: "public" });
  expect(sent).toEqual([{ error: "Too many subscriptions", status: 429 }]);
  for (let count = 0; count < 9; count += 1) await connect(ana.token);
  await expect(connect(ana.token)).rejects.toThrow("Too many connections");
});

test("only people may stream, by header, address or subprotocol (S-092)", async () => {
  const knock = { url: new URL(root), authorization: undefined, protocol: undefined, address };
  expect(await streaming.admit(knock)).toEqual({ ok: false, status: 401, reason: "Missing access token" });
  const app = await server.token(undefined, ["read"]);
  const invalid = { ok: false, status: 401, reason: "Invalid access token" };
  expect(await streaming.admit({ ...knock, authorization: `Bearer ${app}` })).toEqual(invalid);
  expect(await streaming.admit({ ...knock, protocol: "made-up" })).toEqual(invalid);
  const url = new URL(`${root}?access_token=${ana.token}`);
  expect(await streaming.admit({ ...knock, url })).toMatchObject({ ok: true, protocol: undefined });
  expect(await streaming.admit({ ...knock, protocol: ana.token })).toMatchObject({
    ok: true,
    protocol: ana.token,
  });
});

function sse(path: string, token?: string): Promise<Response> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  return streaming.sse(new Request(`${root}/${path}`, { headers }), address);
}

test("server-sent events carry the same", async () => {
  const response = await sse("public/local", ana.token);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const id = await post(ben, "hello");
  server.announce({ type: "status.deleted", status: id, account: ben.account.id });
  await settle();
  timers.at(-1)?.run();
  streaming.close();
  const text = await response.text();
  expect(text.startsWith(":)\nevent: update\ndata: {")).toBe(true);
  expect(text.endsWith(`event: delete\ndata: ${id}\n\n:thump\n`)).toBe(true);
});

test("asking for the head of a stream opens none", async () => {
  const before = timers.length;
  const headers = { Authorization: `Bearer ${ana.token}` };
  const response = await streaming.sse(new Request(`${root}/user`, { method: "HEAD", headers }), address);
  expect([response.status, timers.length]).toEqual([405, before]);
});

test("a stream that the client leaves is forgotten", async () => {
  const before = timers.length;
  const response = await sse("user", ana.token);
  expect(timers.length).toBe(before + 1);
  await response.body?.cancel();
  expect(timers.length).toBe(before);
});

test.each([
  ["user", 401, "Access token does not have the required scopes"],
  ["everything", 400, "Unknown channel requested"],
  ["hashtag", 400, "Missing tag name parameter"],
])("a request for %s with a narrow token is refused", async (path, status, error) => {
  const response = await sse(path, await server.token(ana.user, ["profile"]));
  expect([response.status, await response.json()]).toEqual([status, { error }]);
});

test("a request for events without a token is refused", async () => {
  const response = await sse("user");
  expect([response.status, await response.json()]).toEqual([401, { error: "Missing access token" }]);
});

test("the API serves events where it was given streams", async () => {
  const withStreams = testServer((social, clock) => ({ streaming: createStreaming(social, { clock }) }));
  const person = await withStreams.person("ana");
  const response = await withStreams.call("GET", "/api/v1/streaming/user", { token: person.token });
  expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
  await response.body?.cancel();
});

test("GET /api/v1/streaming/direct and the channel `direct` carry conversations to those who take part alone", async () => {
  const cleo = await server.person("cleo");
  const { sent } = await connect(ben.token, "?stream=direct");
  const stranger = await connect(cleo.token, "?stream=direct");
  const events = await streaming.sse(
    new Request(`${root}/direct`, { headers: { authorization: `Bearer ${ben.token}` } }),
    address,
  );
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe(":)\n");
  await server.json("POST", `/api/v1/accounts/${ana.account.id}/follow`, { token: ben.token });
  const form = { status: "@ben hello", visibility: "direct" };
  await server.json("POST", "/api/v1/statuses", { token: ana.token, form });
  await server.settle();
  await settle();
  expect(sent).toMatchObject([{ stream: ["direct"], event: "conversation" }]);
  const told = JSON.parse(sent[0]?.payload ?? "");
  expect(told).toMatchObject({ unread: true, accounts: [{ username: "ana" }] });
  expect(await server.json("GET", "/api/v1/conversations", { token: ben.token })).toEqual([told]);
  const message = (await reader?.read())?.value;
  expect(message).toBe(`event: conversation\ndata: ${sent[0]?.payload}\n\n`);
  expect(stranger.sent).toEqual([]);
});

test("the channel `direct` asks for the right to read statuses", async () => {
  const follows = await server.token(ben.user, ["read:follows"]);
  const { sent, ask } = await connect(follows);
  ask({ type: "subscribe", stream: "direct" });
  expect(sent).toMatchObject([{ status: 401 }]);
});

async function listOf(person: Person, member: Person): Promise<string> {
  await follow(person, member);
  const { token } = person;
  const { id } = await server.json<{ id: string }>("POST", "/api/v1/lists", { token, form: { title: "x" } });
  const form = { "account_ids[]": member.account.id };
  await server.json("POST", `/api/v1/lists/${id}/accounts`, { token, form });
  return id;
}

test("GET /api/v1/streaming/list and the channel `list` carry what a list holds to its owner, and deletions", async () => {
  const list = await listOf(ana, ben);
  const { sent } = await connect(ana.token, `?stream=list&list=${list}`);
  await settle();
  const events = await streaming.sse(
    new Request(`${root}/list?list=${list}`, { headers: { authorization: `Bearer ${ana.token}` } }),
    address,
  );
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe(":)\n");
  await post(ana, "not in the list");
  const id = await post(ben, "hello");
  server.announce({ type: "status.edited", status: id });
  server.announce({ type: "status.deleted", status: id, account: ben.account.id });
  await settle();
  expect(sent.map(({ stream, event }) => [stream, event])).toEqual([
    [["list", list], "update"],
    [["list", list], "status.update"],
    [["list", list], "delete"],
  ]);
  expect(JSON.parse(sent[0]?.payload ?? "")).toMatchObject({ id, favourited: false });
  expect((await reader?.read())?.value).toContain("event: update\n");
});

test("a list is streamed to nobody but its owner (S-084)", async () => {
  const list = await listOf(ana, ben);
  const { sent, ask } = await connect(ben.token);
  ask({ type: "subscribe", stream: "list", list });
  await settle();
  expect(sent).toEqual([{ error: "Not authorized to stream this list", status: 401 }]);
  ask({ type: "subscribe", stream: "list" });
  expect(sent.at(-1)).toEqual({ error: "Missing list name parameter", status: 400 });
  await post(ben, "hello");
  await settle();
  expect(sent).toHaveLength(2);
  const headers = { authorization: `Bearer ${ben.token}` };
  const ofOther = await streaming.sse(new Request(`${root}/list?list=${list}`, { headers }), address);
  const ofNone = await streaming.sse(new Request(`${root}/list`, { headers }), address);
  expect([ofOther.status, ofNone.status]).toEqual([401, 400]);
});

test("who leaves a list's channel before it is known whose it is hears nothing of it", async () => {
  const list = await listOf(ana, ben);
  const { sent, ask } = await connect(ana.token);
  ask({ type: "subscribe", stream: "list", list });
  ask({ type: "unsubscribe", stream: "list", list });
  await settle();
  await post(ben, "hello");
  await settle();
  expect(sent).toEqual([]);
});

test("the channel `user` carries public statuses with a followed hashtag, and nothing of an exclusive list", async () => {
  const cleo = await server.person("cleo");
  const list = await listOf(ana, ben);
  const { token } = ana;
  await server.json("POST", "/api/v1/tags/cats/follow", { token });
  await server.json("PUT", `/api/v1/lists/${list}`, { token, form: { exclusive: "true" } });
  const { sent } = await connect(token, "?stream=user");
  await post(ben, "in a list");
  const id = await post(cleo, "my #cats");
  await settle();
  expect(sent.map(({ event, payload }) => [event, JSON.parse(payload).id])).toEqual([["update", id]]);
});

test("the channel `user` hears that filters changed, and leaves out what they hide; public ones say it (S-090)", async () => {
  await follow(ana, ben);
  const own = await connect(ana.token, "?stream=user");
  const all = await connect(ana.token, "?stream=public");
  const other = await connect(ben.token, "?stream=user");
  const json = {
    title: "x",
    context: ["home"],
    filter_action: "hide",
    keywords_attributes: [{ keyword: "tea" }],
  };
  await server.json("POST", "/api/v2/filters", { token: ana.token, json });
  server.announce({ type: "filters.changed", account: ana.account.id });
  const hidden = await post(ben, "green tea");
  const shown = await post(ben, "coffee");
  await settle();
  expect(own.sent.map(({ event, payload }) => [event, payload && JSON.parse(payload).id])).toEqual([
    ["filters_changed", undefined],
    ["update", shown],
  ]);
  expect(other.sent.map(({ event }) => event)).toEqual(["update", "update"]);
  const carried = all.sent.map(({ payload }) => JSON.parse(payload));
  expect(carried.map(({ id, filtered }) => [id, filtered?.length])).toEqual([
    [hidden, 1],
    [shown, undefined],
  ]);
});
