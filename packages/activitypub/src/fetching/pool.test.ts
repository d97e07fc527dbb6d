import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { expect, it } from "vitest";
import { createClient } from "./client.ts";

it("keeps 512 connections at most, and at that closes an idle one for a host that is asked next (S-062)", async () => {
  const open = new Set<Socket>();
  let most = 0;
  const count = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket }; // what Node tells on this channel
    open.add(socket);
    most = Math.max(most, open.size);
    socket.once("close", () => open.delete(socket));
  };
  subscribe("net.client.socket", count);
  const server = createServer((_, response) => response.writeHead(202).end());
  server.keepAliveTimeout = 300_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // listening on a port
  const client = createClient({
    userAgent: "x",
    allowedPrivateAddresses: ["127.0.0.0/8"],
    resolve: async () => [{ address: "127.0.0.1", family: 4 }],
  });
  const letter = { contentType: "text/plain", body: "hi" };
  const urls = Array.from({ length: 700 }, (_, index) => `http://peer-${index}.example:${port}/inbox`);
  const answers = await Promise.all(urls.map((url) => client.post({ ...letter, url })));
  expect(answers.filter(({ ok }) => ok).length).toBe(700);
  const again = await Promise.all(urls.slice(-400).map((url) => client.post({ ...letter, url })));
  expect(again.filter(({ ok }) => ok).length).toBe(400);
  expect(most).toBe(512);
  unsubscribe("net.client.socket", count);
  await client.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
