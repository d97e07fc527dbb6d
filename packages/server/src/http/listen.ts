import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import { whyNot } from "./bind-error.ts";
import { unwrapped } from "./client-address.ts";
import type { Env } from "./guard.ts";
import { dropSlowBodies } from "./slow-bodies.ts";
import type { Sockets } from "./sockets.ts";

export interface ListenOptions {
  readonly app: Hono<Env>;
  readonly bind: string;
  readonly port: number;
  /** Peers that may hold any number of connections: proxies, and whom no limit touches. */
  readonly isUnlimited: (address: string) => boolean;
  readonly sockets: Sockets;
}

export interface Listener {
  readonly port: number;
  /** Takes no new connection, ends open streams, lets requests finish, and then closes what is left. */
  close(within: number): Promise<void>;
}

const maxHeaders = 100;
const maxConnectionsPerPeer = 100;

/** The limits of S-161: whoever sends slowly, or without end, is let go. */
const serverOptions = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  // That of an upload; others are let go sooner, by `dropSlowBodies`.
  requestTimeout: 300_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2_000,
  requireHostHeader: true,
};

export async function listen({ app, bind, port, isUnlimited, sockets }: ListenOptions): Promise<Listener> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    createServer,
    serverOptions,
  }) as Server; // made by the createServer of node:http, above
  server.maxRequestsPerSocket = 1000;
  server.maxHeadersCount = maxHeaders + 1;
  limitHeaders(server);
  limitConnections(server, isUnlimited);
  dropSlowBodies(server);
  const streams = trackStreams(server);
  server.on("upgrade", sockets.upgrade);
  await bound(server, { bind, port });
  const { port: actual } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  return {
    port: actual,
    async close(within) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      sockets.close();
      for (const stream of streams()) stream.end();
      await Promise.race([closed, drained(server, within)]);
      sockets.terminate();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function bound(server: Server, { bind, port }: { bind: string; port: number }): Promise<void> {
  try {
    server.listen({ host: bind, port });
    await once(server, "listening");
  } catch (error) {
    throw whyNot(error, { bind, port });
  }
}

/** Connections that wait for their next request are closed as they come to wait; after a while all are. */
async function drained(server: Server, within: number): Promise<void> {
  const turn = 50;
  for (let waited = 0; waited < within; waited += turn) {
    server.closeIdleConnections();
    await sleep(turn, undefined, { ref: false });
  }
}

function limitHeaders(server: Server): void {
  server.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
    if (request.rawHeaders.length <= maxHeaders * 2) return;
    response.writeHead(431, { connection: "close" }).end();
    request.destroy();
  });
}

function limitConnections(server: Server, isUnlimited: (address: string) => boolean): void {
  const open = new Map<string, number>();
  server.on("connection", (socket: Socket) => {
    const peer = unwrapped(socket.remoteAddress ?? "");
    if (isUnlimited(peer)) return;
    const count = (open.get(peer) ?? 0) + 1;
    open.set(peer, count);
    socket.once("close", () => {
      const left = (open.get(peer) ?? 1) - 1;
      if (left > 0) open.set(peer, left);
      else open.delete(peer);
    });
    if (count > maxConnectionsPerPeer) socket.destroy();
  });
}

/** Answers that never end by themselves, as far as they are open. */
function trackStreams(server: Server): () => readonly ServerResponse[] {
  const open = new Set<ServerResponse>();
  server.on("request", (_request: IncomingMessage, response: ServerResponse) => {
    open.add(response);
    response.once("close", () => open.delete(response));
  });
  return () =>
    [...open].filter((response) =>
      String(response.getHeader("content-type")).startsWith("text/event-stream"),
    );
}
