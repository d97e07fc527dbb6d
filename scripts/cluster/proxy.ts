import { once } from "node:events";
import { Agent, createServer, request as ask } from "node:http";
import type { ClientRequest, IncomingMessage, ServerResponse } from "node:http";
import { connect } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Duplex } from "node:stream";
import type { Node } from "./node.ts";

/** A reverse proxy that knows which processes are ready, as any that one would put in front. */
export interface Proxy {
  close(): Promise<void>;
}

interface Upstream {
  readonly node: Node;
  readonly agent: Agent;
  isReady: boolean;
}

const checkEvery = 200;
const mostTries = 3;

/** A request may be sent once more when nothing came of the first time, and nothing can have come of it. */
const repeatable = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

export async function openProxy(port: number, nodes: readonly Node[]): Promise<Proxy> {
  const upstreams = nodes
    .filter(({ role }) => role === "web" || role === "streaming")
    .map((node): Upstream => ({ node, agent: new Agent({ keepAlive: true }), isReady: false }));
  const choose = createChooser(upstreams);
  const checking = setInterval(() => upstreams.forEach((upstream) => void check(upstream)), checkEvery);
  await Promise.all(upstreams.map(check));
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    forward({ request, response, choose }).catch(() => response.destroy());
  });
  const tunnels = new Set<Duplex>();
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    tunnels.add(socket);
    socket.once("close", () => tunnels.delete(socket));
    const upstream = choose(request.url ?? "/", new Set());
    if (upstream === undefined) socket.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n");
    else tunnel(upstream.node.port, request, { socket, head });
  });
  server.listen({ host: "127.0.0.1", port });
  await once(server, "listening");
  return {
    async close() {
      clearInterval(checking);
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      for (const tunnel of tunnels) tunnel.destroy();
      for (const { agent } of upstreams) agent.destroy();
      await closed;
    },
  };
}

async function check(upstream: Upstream): Promise<void> {
  try {
    const answer = await fetch(`http://127.0.0.1:${upstream.node.port}/readyz`, {
      signal: AbortSignal.timeout(1000),
    });
    await answer.text();
    upstream.isReady = answer.ok;
  } catch {
    upstream.isReady = false;
  }
}

type Choose = (path: string, tried: ReadonlySet<Upstream>) => Upstream | undefined;

/** Each in turn, among those that are ready; where none is, among all. */
function createChooser(upstreams: readonly Upstream[]): Choose {
  let turn = 0;
  return (path, tried) => {
    const role = path.startsWith("/api/v1/streaming") ? "streaming" : "web";
    const left = upstreams.filter((upstream) => upstream.node.role === role && !tried.has(upstream));
    const ready = left.filter(({ isReady }) => isReady);
    const among = ready.length > 0 ? ready : left;
    turn += 1;
    return among[turn % Math.max(1, among.length)];
  };
}

interface Passage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly choose: Choose;
}

async function forward({ request, response, choose }: Passage): Promise<void> {
  const body = await buffer(request);
  const tried = new Set<Upstream>();
  while (tried.size < mostTries) {
    const upstream = choose(request.url ?? "/", tried);
    if (upstream === undefined) break;
    tried.add(upstream);
    const outcome = await tryOnce(upstream, { request, response, body });
    if (outcome === "answered") return;
    upstream.isReady = false;
    if (outcome === "sent" && !repeatable.has(request.method ?? "")) break;
  }
  response.writeHead(502, { "retry-after": "1", "content-length": 0 }).end();
}

interface Attempt {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
}

/** Whether it was answered, in whole or in part; if not, whether the request may have been read. */
function tryOnce(
  { node, agent }: Upstream,
  { request, response, body }: Attempt,
): Promise<"answered" | "sent" | "unsent"> {
  return new Promise((resolve) => {
    const { connection: _hop, "transfer-encoding": _coding, ...headers } = request.headers;
    const sent: ClientRequest = ask({
      host: "127.0.0.1",
      port: node.port,
      agent,
      method: request.method,
      path: request.url,
      headers: {
        ...headers,
        "content-length": body.length,
        "x-forwarded-for": request.socket.remoteAddress ?? "",
      },
    });
    sent.on("response", (answer) => {
      const { connection: _close, "keep-alive": _alive, ...kept } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, kept);
      answer.pipe(response);
      answer.on("error", () => response.destroy());
      response.on("close", () => answer.destroy());
      resolve("answered");
    });
    sent.on("error", (error) => {
      const isRefused = "code" in error && error.code === "ECONNREFUSED";
      resolve(isRefused ? "unsent" : "sent");
    });
    sent.end(body);
  });
}

function tunnel(
  port: number,
  { method, url, rawHeaders }: IncomingMessage,
  { socket, head }: { readonly socket: Duplex; readonly head: Buffer },
): void {
  const upstream = connect(port, "127.0.0.1", () => {
    const lines = rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : [],
    );
    upstream.write(`${method} ${url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  upstream.on("error", () => socket.destroy());
  socket.on("error", () => upstream.destroy());
  socket.on("close", () => upstream.destroy());
}
