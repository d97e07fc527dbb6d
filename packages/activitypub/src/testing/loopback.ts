import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

/** A real HTTP server on this machine. */
export interface Loopback {
  /** `http://127.0.0.1:…` */
  readonly origin: string;
  /** The same place by name: `http://localhost:…` */
  readonly namedOrigin: string;
  close(): Promise<void>;
}

/**
 * Serves requests on a free port of the loopback interface, for tests that want real sockets.
 *
 * A `Request` carries the address as the asker wrote it in `Host`. Without a response it is a 404.
 */
export async function serveLoopback(
  answer: (request: Request) => Promise<Response | undefined> | Response | undefined,
): Promise<Loopback> {
  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing, answer).catch((error: unknown) => outgoing.destroy(error as Error)); // rejections here are errors
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    namedOrigin: `http://localhost:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: Parameters<typeof serveLoopback>[0],
): Promise<void> {
  const method = incoming.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method,
    headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    body: hasBody ? new Uint8Array(await buffer(incoming)) : null,
  });
  const response = (await answer(request)) ?? new Response(null, { status: 404 });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}
