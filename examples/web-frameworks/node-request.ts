import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";

/** A request of Node's as one of the web's. The body must not have been read. */
export function toWeb(incoming: IncomingMessage, origin: string): Request {
  const { method = "GET", url = "/" } = incoming;
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const body = method === "GET" || method === "HEAD" ? null : Readable.toWeb(incoming);
  return new Request(`${origin}${url}`, { method, headers, body, duplex: "half" });
}

/** Sends an answer of the web's through one of Node's. */
export async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}
