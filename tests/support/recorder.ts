import { createServer, request } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Socket } from "node:net";

/** A request, and what the server said to it. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** A proxy that keeps what passes through it, but for streams. */
export interface Recorder {
  readonly exchanges: readonly Exchange[];
  stop(): Promise<void>;
}

/** Stands at one port for a server at another. */
export async function startRecorder(port: number, target: number): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  const sockets = new Set<Socket>();
  const proxy = createServer((incoming, outgoing) => {
    passOn(incoming, outgoing, { target, keep: (exchange) => void exchanges.push(exchange) });
  });
  proxy.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  proxy.on("upgrade", (incoming: IncomingMessage, socket: Socket) => upgrade(incoming, socket, target));
  await new Promise<void>((resolve) => void proxy.listen(port, "127.0.0.1", resolve));
  return {
    exchanges,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => void proxy.close(resolve));
    },
  };
}

interface Passage {
  readonly target: number;
  readonly keep: (exchange: Exchange) => void;
}

function passOn(incoming: IncomingMessage, outgoing: ServerResponse, { target, keep }: Passage): void {
  const { method = "GET", url: path = "/", headers } = incoming;
  const asked = request({ host: "127.0.0.1", port: target, method, path, headers }, (answer) => {
    const { statusCode: status = 0 } = answer;
    const type = answer.headers["content-type"] ?? "";
    const chunks: Buffer[] = [];
    outgoing.writeHead(status, answer.headers);
    answer.on("data", (chunk: Buffer) => void chunks.push(chunk));
    answer.on("end", () => keep({ method, path, status, type, body: Buffer.concat(chunks).toString() }));
    answer.pipe(outgoing);
    outgoing.on("close", () => answer.destroy());
  });
  asked.on("error", () => outgoing.destroy());
  incoming.pipe(asked);
}

function upgrade({ url, headers }: IncomingMessage, socket: Socket, target: number): void {
  const server = connect(target, "127.0.0.1", () => {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
    server.write([`GET ${url} HTTP/1.1`, ...lines, "", ""].join("\r\n"));
    server.pipe(socket).pipe(server);
  });
  for (const end of [server, socket]) {
    end.on("error", () => {
      server.destroy();
      socket.destroy();
    });
  }
}
