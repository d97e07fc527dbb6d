import assert from "node:assert/strict";
import { once } from "node:events";
import { afterAll, beforeAll, test } from "vitest";
import { WebSocket } from "ws";
import { addPerson, openServer } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";

let server: TestServer;
let ana: Person;

beforeAll(async () => {
  server = await openServer();
  ana = await addPerson(server, "ana");
});

afterAll(() => server.stop());

const address = (query = "", path = "/api/v1/streaming"): string =>
  `${server.origin.replace("http", "ws")}${path}${query}`;

/** The status with which a socket is turned away. */
async function refusal(socket: WebSocket): Promise<number | undefined> {
  const [, answer] = await once(socket, "unexpected-response");
  answer.resume();
  socket.on("error", () => undefined);
  socket.terminate();
  return answer.statusCode;
}

async function post(text: string): Promise<void> {
  const answer = await fetch(`${server.origin}/api/v1/statuses`, {
    method: "POST",
    headers: { authorization: `Bearer ${ana.token}` },
    body: new URLSearchParams({ status: text }),
  });
  assert.equal(answer.status, 200);
  await answer.text();
}

/** The first event of a stream, while something is posted again and again: a subscription has no answer. */
async function firstEvent(socket: WebSocket, text: string): Promise<{ event: string; payload: string }> {
  const heard = once(socket, "message");
  const timer = setInterval(() => void post(text), 150);
  const [data] = await heard;
  clearInterval(timer);
  return JSON.parse(String(data));
}

test("nobody streams without a token that holds", async () => {
  assert.equal(await refusal(new WebSocket(address())), 401);
  assert.equal(await refusal(new WebSocket(address("?access_token=wrong"))), 401);
});

test("there is no socket at other paths, or for other hosts", async () => {
  const token = `?access_token=${ana.token}`;
  assert.equal(await refusal(new WebSocket(address(token, "/api/v1/statuses"))), 404);
  assert.equal(await refusal(new WebSocket(address(token), { headers: { host: "evil.example" } })), 421);
});

test("GET /api/v1/streaming takes a token in the header, the query or the subprotocol", async () => {
  const ways = [
    () => new WebSocket(address("?stream=user"), { headers: { authorization: `Bearer ${ana.token}` } }),
    () => new WebSocket(address(`?stream=user&access_token=${ana.token}`)),
    () => new WebSocket(address("?stream=user"), ana.token),
  ];
  for (const knock of ways) {
    const socket = knock();
    await once(socket, "open");
    const { event, payload } = await firstEvent(socket, "over a socket");
    assert.equal(event, "update");
    assert.ok(JSON.parse(payload).content.includes("over a socket"));
    socket.close();
  }
});

test("GET /api/v1/streaming/user sends the same as server-sent events", async () => {
  const stop = new AbortController();
  const stream = await fetch(`${server.origin}/api/v1/streaming/user`, {
    headers: { authorization: `Bearer ${ana.token}` },
    signal: stop.signal,
  });
  assert.equal(stream.headers.get("content-type"), "text/event-stream");
  const timer = setInterval(() => void post("over events"), 150);
  let heard = "";
  const decoder = new TextDecoder();
  for await (const chunk of stream.body ?? []) {
    heard += decoder.decode(chunk, { stream: true });
    if (heard.includes("over events")) break;
  }
  clearInterval(timer);
  stop.abort();
  assert.match(heard, /^event: update$/m);
});

test("a server that stops tells its sockets to come back", async () => {
  const other = await openServer();
  const ben = await addPerson(other, "ben");
  const socket = new WebSocket(
    `${other.origin.replace("http", "ws")}/api/v1/streaming?stream=user`,
    ben.token,
  );
  await once(socket, "open");
  const closed = once(socket, "close");
  await other.stop();
  assert.equal((await closed)[0], 1001);
});
