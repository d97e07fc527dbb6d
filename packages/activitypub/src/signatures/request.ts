import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";

/** A request whose signature is to be checked. */
export interface IncomingRequest {
  readonly method: string;
  /** With the query, percent-encoding untouched. */
  readonly path: string;
  /** The header of this name in lower case. */
  readonly header: (name: string) => string | undefined;
  /** The bytes as they came; empty without a body. */
  readonly body: Uint8Array;
}

/** What an inbox takes in at most (F-082). */
export const MAX_BODY_BYTES: number = 1024 * 1024;

/**
 * Reads a request to the end of its body, but no further than one mebibyte. What it says about its own length
 * is not believed; where that alone is too much, though, nothing is read at all.
 */
export async function readRequest(request: Request): Promise<Verdict<IncomingRequest, "too-large">> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) return refuse("too-large");
  const body = await readBytes(request.body);
  if (body === undefined) return refuse("too-large");
  const { pathname, search } = new URL(request.url);
  return accept({
    method: request.method,
    path: pathname + search,
    header: (name) => request.headers.get(name) ?? undefined,
    body,
  });
}

async function readBytes(body: AsyncIterable<Uint8Array> | null): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let count = 0;
  for await (const chunk of body ?? []) {
    count += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (count > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}
