import type { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";

/** The encodings that are asked for and understood, one layer deep. */
export const ACCEPT_ENCODING = "gzip, br, deflate";

const DECODERS: ReadonlyMap<string, () => Transform> = new Map([
  ["gzip", createGunzip],
  ["br", createBrotliDecompress],
  ["deflate", createInflate],
]);

class TooLarge extends Error {}

/**
 * Reads a body to its end, but no further than `maxBytes` of what comes out of the decompression.
 *
 * `Content-Length` is not asked: it proves nothing. An unknown or second encoding is `malformed`.
 */
export async function readBody(
  body: Readable,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Verdict<Buffer, "too-large" | "malformed">> {
  const decoder = readEncoding(encoding);
  if (decoder === undefined) {
    // Destroying it makes it report an abort, which is our own and no news.
    body.once("error", () => undefined).destroy();
    return refuse("malformed");
  }
  const chunks: Buffer[] = [];
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    let count = 0;
    for await (const chunk of source) {
      count += chunk.length;
      if (count > maxBytes) throw new TooLarge();
      chunks.push(chunk);
    }
  };
  try {
    await (decoder === "none" ? pipeline(body, collect) : pipeline(body, decoder, collect));
    return accept(Buffer.concat(chunks));
  } catch (error) {
    if (error instanceof TooLarge) return refuse("too-large");
    if (isDecompressionError(error)) return refuse("malformed");
    throw error;
  }
}

function readEncoding(encoding: string | undefined): Transform | "none" | undefined {
  const name = (encoding ?? "identity").trim().toLowerCase();
  if (name === "identity" || name === "") return "none";
  return DECODERS.get(name === "x-gzip" ? "gzip" : name)?.();
}

function isDecompressionError(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(Z_|ERR_.*BROTLI)/.test(String(error.code));
}
