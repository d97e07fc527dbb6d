import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { Server } from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, test } from "vitest";
import { dropSlowBodies } from "./slow-bodies.ts";

let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    request.on("end", () => response.end("whole"));
  });
  dropSlowBodies(server, { idle: 1000, total: 10_000, checkEvery: 50 });
  server.listen({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** Sends the head of a request, and then so many bytes every ten milliseconds; resolves to what came back. */
async function send(length: number, bytes: number): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(`POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n`);
  let left = length;
  const timer = setInterval(() => {
    const next = Math.min(bytes, left);
    left -= next;
    if (next > 0 && socket.writable) socket.write("x".repeat(next));
  }, 10);
  const answer = await text(socket);
  clearInterval(timer);
  return answer;
}

test("S-161: a body of which nothing comes is let go", async () => {
  assert.match(await send(10, 0), /^HTTP\/1\.1 408 /);
});

test("S-161: a body that comes byte by byte is let go, and one that comes quickly enough is not", async () => {
  const [slow, steady] = await Promise.all([send(10_000, 1), send(30_000, 200)]);
  assert.match(slow, /^HTTP\/1\.1 408 /);
  assert.match(steady, /^HTTP\/1\.1 200 [^]*whole$/);
});
