import { beforeEach, expect, expectTypeOf, test } from "vitest";
import { type Person, testServer, type TestServer } from "../testing/server.ts";
import { type Client, createClient, type Entities, MastodonFailure, type StreamSocket } from "./index.ts";

const origin = "https://social.test";
let server: TestServer;
let ana: Person;
let client: Client;

const clientOf = (token?: string): Client =>
  createClient({
    origin,
    ...(token === undefined ? {} : { token }),
    fetch: async (url, init) => server.api.request(url.href, init),
  });

beforeEach(async () => {
  server = testServer();
  ana = await server.person("ana");
  client = clientOf(ana.token);
});

const post = (status: string): Promise<{ readonly id: string }> =>
  client.call("POST /api/v1/statuses", { body: { status } });

test("an operation is called by its name, with the parts that it takes, and its answer has a type", async () => {
  const input = {
    body: { status: "Hello", visibility: "unlisted", poll: { options: ["a", "b"], expires_in: 300 } },
    headers: { "idempotency-key": "one" },
  } as const;
  const status = await client.call("POST /api/v1/statuses", input);
  expectTypeOf(status).toEqualTypeOf<Entities["Status"] | Entities["ScheduledStatus"]>();
  if (!("poll" in status)) throw new Error("It was published at once.");
  expect(status).toMatchObject({ content: "<p>Hello</p>", visibility: "unlisted" });
  expect(status.poll?.options.map(({ title }) => title)).toEqual(["a", "b"]);
  const shown = await client.call("GET /api/v1/statuses/:id", { params: { id: status.id } });
  expect(shown.id).toBe(status.id);
  const again = await client.call("POST /api/v1/statuses", input);
  expect(again.id).toBe(status.id);
});

test("what an operation does not take, or lacks, does not compile", () => {
  const wrong = (): readonly unknown[] => [
    // @ts-expect-error an id is needed
    client.call("GET /api/v1/statuses/:id"),
    // @ts-expect-error there is no such visibility
    client.call("POST /api/v1/statuses", { body: { visibility: "secret" } }),
    // @ts-expect-error there is no such operation
    client.call("GET /api/v1/nothing"),
    // @ts-expect-error it answers no list
    client.pages("GET /api/v2/instance"),
  ];
  expect(wrong).toBeTypeOf("function");
});

test("a list in a query is sent as servers read it", async () => {
  const [one, two] = [await post("one"), await post("two")];
  const shown = await client.call("GET /api/v1/statuses", { query: { id: [two.id, one.id] } });
  expect(shown.map(({ id }) => id)).toEqual([two.id, one.id]);
});

test("a list is read to its end, in parts or item by item, however short its parts are", async () => {
  const ids: string[] = [];
  for (const text of ["1", "2", "3", "4", "5"]) ids.unshift((await post(text)).id);
  const sizes: number[] = [];
  for await (const page of client.pages("GET /api/v1/timelines/home", { query: { limit: 2 } }))
    sizes.push(page.length);
  expect(sizes).toEqual([2, 2, 1]);
  const read: string[] = [];
  for await (const { id } of client.items("GET /api/v1/timelines/home", { query: { limit: 2 } }))
    read.push(id);
  expect(read).toEqual(ids);
});

test("the token goes to no other server, wherever a link leads", async () => {
  const asked: string[] = [];
  const stranger = createClient({
    origin,
    token: ana.token,
    fetch: async ({ href }) => {
      asked.push(href);
      return Response.json([{ id: "1" }], { headers: { Link: '<https://evil.test/next>; rel="next"' } });
    },
  });
  for await (const page of stranger.pages("GET /api/v1/timelines/home")) expect(page).toHaveLength(1);
  expect(asked).toEqual([`${origin}/api/v1/timelines/home`]);
});

test("a refusal is thrown with its status and what the server said", async () => {
  const failure = await clientOf()
    .call("GET /api/v1/timelines/home")
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(MastodonFailure);
  expect(failure).toMatchObject({
    status: 401,
    body: { error: "The access token is invalid" },
    message: "GET /api/v1/timelines/home answered 401: The access token is invalid",
    retryAfterSeconds: undefined,
  });
});

test("a file is sent in a form of parts, with the members beside it", async () => {
  let sent: RequestInit["body"];
  const uploader = createClient({
    origin,
    fetch: async (_url, { body, headers }) => {
      sent = body;
      expect(new Headers(headers).get("content-type")).toBeNull();
      return Response.json({});
    },
  });
  const avatar = new File(["x"], "me.png", { type: "image/png" });
  await uploader.call("PATCH /api/v1/accounts/update_credentials", {
    body: { avatar, display_name: "Ana", fields_attributes: [{ name: "Web", value: "x" }] },
  });
  if (!(sent instanceof FormData)) throw new Error("No form was sent.");
  expect([...sent.keys()]).toEqual([
    "avatar",
    "display_name",
    "fields_attributes[][name]",
    "fields_attributes[][value]",
  ]);
});

/** A socket that a test speaks into. */
function fakeSocket() {
  const listeners = new Map<string, ((event: { readonly data?: unknown }) => void)[]>();
  const sent: string[] = [];
  const opened: unknown[] = [];
  const say = (type: string, data?: unknown): void => {
    for (const listener of listeners.get(type) ?? []) listener({ data });
  };
  const socket: StreamSocket = {
    send: (text) => void sent.push(text),
    close: () => void sent.push("closed"),
    addEventListener: (type, listener) =>
      void listeners.set(type, [...(listeners.get(type) ?? []), listener]),
  };
  return { socket, sent, say, opened };
}

test("streams come over one socket, as messages with a type", async () => {
  const { socket, sent, say, opened } = fakeSocket();
  const streaming = createClient({
    origin,
    token: "t",
    webSocket: (url, protocols) => {
      opened.push(url, protocols);
      return socket;
    },
  });
  const messages = streaming.stream(["user", { stream: "hashtag", tag: "tides" }]);
  const first = messages.next();
  say("open");
  expect(opened).toEqual(["wss://social.test/api/v1/streaming", ["t"]]);
  expect(sent.map((text) => JSON.parse(text))).toEqual([
    { type: "subscribe", stream: "user" },
    { type: "subscribe", stream: "hashtag", tag: "tides" },
  ]);
  say("message", JSON.stringify({ stream: ["user"], event: "delete", payload: "12" }));
  expect((await first).value).toEqual({ stream: ["user"], event: "delete", payload: "12" });
  say("message", JSON.stringify({ stream: ["user"], event: "update", payload: '{"id":"13"}' }));
  say("close");
  expect((await messages.next()).value).toMatchObject({ event: "update", payload: { id: "13" } });
  expect((await messages.next()).done).toBe(true);
  expect(sent.at(-1)).toBe("closed");
});

test("a stream that is refused says so, and one that is left is closed", async () => {
  const refused = fakeSocket();
  const open = ({ socket }: typeof refused): Client => createClient({ origin, webSocket: () => socket });
  const messages = open(refused).stream(["user"]);
  const next = messages.next();
  refused.say("message", JSON.stringify({ error: "Unknown stream type", status: 400 }));
  await expect(next).rejects.toThrow("Unknown stream type");
  const left = fakeSocket();
  const stop = new AbortController();
  const waiting = open(left).stream(["user"], { signal: stop.signal }).next();
  stop.abort();
  expect((await waiting).done).toBe(true);
  expect(left.sent).toEqual(["closed"]);
});
