import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { isUpload } from "./request-class.ts";

/** The limits of S-161 on bodies. Spans are milliseconds. */
export interface SlowBodyOptions {
  /** How long nothing at all may come. */
  readonly idle?: number;
  /** Bytes a second, on the average since the request began. */
  readonly leastRate?: number;
  /** How long a body may take as a whole, and one that holds a file. */
  readonly total?: number;
  readonly uploadTotal?: number;
  readonly checkEvery?: number;
}

interface Progress {
  readonly response: ServerResponse;
  readonly began: number;
  readonly bytesBefore: number;
  bytes: number;
  heardAt: number;
}

/** Lets go of whoever sends a body more slowly than any real client does. */
export function dropSlowBodies(
  server: Server,
  {
    idle = 10_000,
    leastRate = 1024,
    total = 30_000,
    uploadTotal = 300_000,
    checkEvery = 1000,
  }: SlowBodyOptions = {},
): void {
  const open = new Map<IncomingMessage, Progress>();
  server.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
    if (!hasBody(request)) return;
    const now = performance.now();
    const bytes = request.socket.bytesRead;
    open.set(request, { response, began: now, bytesBefore: bytes, bytes, heardAt: now });
    response.once("close", () => open.delete(request));
  });
  const isTooSlow = (request: IncomingMessage, progress: Progress, now: number): boolean => {
    const age = now - progress.began;
    const { bytesRead } = request.socket;
    // What waits here unread is not the sender's fault.
    const isOurs = request.readableLength >= request.readableHighWaterMark;
    if (bytesRead > progress.bytes || isOurs) progress.heardAt = now;
    progress.bytes = bytesRead;
    const longest = isUpload(request.method ?? "", request.url ?? "") ? uploadTotal : total;
    if (age > longest || now - progress.heardAt > idle) return true;
    return !isOurs && age > idle && (bytesRead - progress.bytesBefore) / (age / 1000) < leastRate;
  };
  const check = setInterval(() => {
    const now = performance.now();
    for (const [request, progress] of open) {
      if (request.complete) open.delete(request);
      else if (isTooSlow(request, progress, now)) letGo(request, progress.response);
    }
  }, checkEvery);
  check.unref();
  server.once("close", () => clearInterval(check));
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function letGo(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  if (response.headersSent) {
    socket.destroy();
    return;
  }
  response.writeHead(408, { connection: "close", "content-length": 0 });
  response.end(() => socket.destroy());
}
