import { STATUS_CODES } from "node:http";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Streaming } from "@trunkline/mastodon-api";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import type { Log } from "../log.ts";
import type { OutageLog } from "../outage-log.ts";
import { createAddressReader } from "./client-address.ts";
import type { DatabaseWatch } from "./database-watch.ts";
import { turnedAway } from "./guard.ts";
import type { GuardOptions } from "./guard.ts";
import { isOutage } from "./outage.ts";

/** The server's WebSockets, all of them streams of the client API. */
export interface Sockets {
  /** Answers an upgrade: turns it away, or hands the socket to the streams. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Asks every client to come back later. */
  close(): void;
  /** Ends those that are still open. */
  terminate(): void;
}

/** For a process that has no streams. */
export const noSockets: Sockets = {
  upgrade: (_request, socket) => refuse(socket, { status: 404, says: "There is no stream here." }),
  close: () => undefined,
  terminate: () => undefined,
};

export interface SocketNeeds {
  readonly streaming: Pick<Streaming, "admit" | "open">;
  readonly guard: GuardOptions;
  readonly origin: string;
  readonly log: Log;
  readonly watch: DatabaseWatch;
  readonly outages: OutageLog;
  /** Told of each stream that opens; the answer is called when it ends. */
  readonly onOpen?: () => () => void;
}

const goingAway = 1001;

export function createSockets(needs: SocketNeeds): Sockets {
  const protocols = new WeakMap<IncomingMessage, string | undefined>();
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: 16 * 1024,
    handleProtocols: (_offered, request) => protocols.get(request) ?? false,
  });
  const admit = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const admitted = await needs.watch.during(admission(request, needs));
    if (admitted === "outage") return refuse(socket, notAvailable);
    if (!admitted.ok) return refuse(socket, admitted);
    protocols.set(request, admitted.value.protocol);
    server.handleUpgrade(request, socket, head, (upgraded) => {
      const { url, address } = admitted;
      const events = needs.streaming.open(admitted.value, { url, address, socket: wrap(upgraded) });
      upgraded.on("message", (data, isBinary) =>
        isBinary || !Buffer.isBuffer(data) ? events.binary() : events.text(data.toString()),
      );
      upgraded.on("pong", () => events.pong());
      const onClose = needs.onOpen?.();
      upgraded.on("close", () => {
        events.closed();
        onClose?.();
      });
    });
  };
  return {
    upgrade(request, socket, head) {
      socket.on("error", () => socket.destroy());
      admit(request, socket, head).catch((error: unknown) => {
        if (isOutage(error)) {
          needs.outages.met("streams", error);
          return refuse(socket, notAvailable);
        }
        needs.log.error("A stream could not be opened.", { error });
        refuse(socket, { status: 500, says: "Something went wrong." });
      });
    },
    close() {
      for (const client of server.clients) client.close(goingAway, "The server is stopping.");
    },
    terminate() {
      for (const client of server.clients) client.terminate();
    },
  };
}

interface Refused {
  readonly status: number;
  readonly says: string;
}

const notAvailable: Refused = { status: 503, says: "The server is not available just now." };

type Admitted =
  | ({ readonly ok: false } & Refused)
  | {
      readonly ok: true;
      readonly value: Extract<Awaited<ReturnType<Streaming["admit"]>>, { readonly ok: true }>;
      readonly url: URL;
      readonly address: string;
    };

async function admission(
  request: IncomingMessage,
  { streaming, guard, origin }: SocketNeeds,
): Promise<Admitted> {
  const { headers, url: target = "/", socket } = request;
  const peer = socket.remoteAddress;
  const entrance = { target, peer, host: headers.host, forwardedHost: one(headers["x-forwarded-host"]) };
  const refusal = turnedAway(entrance, guard);
  if (refusal !== undefined) return { ok: false, ...refusal };
  const url = new URL(target, origin);
  if (!/^\/api\/v1\/streaming\/?$/.test(url.pathname))
    return { ok: false, status: 404, says: "There is no stream here." };
  const address = createAddressReader(guard.isTrusted)(peer ?? "", one(headers["x-forwarded-for"]));
  const protocol = one(headers["sec-websocket-protocol"]);
  const value = await streaming.admit({ url, authorization: headers.authorization, protocol, address });
  return value.ok
    ? { ok: true, value, url, address }
    : { ok: false, status: value.status, says: value.reason };
}

function one(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === "string" ? header : header?.join(", ");
}

function refuse(socket: Duplex, { status, says }: Refused): void {
  const body = JSON.stringify({ error: says });
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    "Connection: close",
    ...(status === 503 ? ["Retry-After: 5"] : []),
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${lines.join("\r\n")}\r\n\r\n${body}`);
}

function wrap(socket: WebSocket): Parameters<Streaming["open"]>[1]["socket"] {
  socket.on("error", () => socket.terminate());
  return {
    send: (text) => socket.send(text),
    ping: () => socket.ping(),
    close: (code) => socket.close(code),
    buffered: () => socket.bufferedAmount,
  };
}
