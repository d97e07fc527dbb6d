import { createHash } from "node:crypto";
import { readMediaKey } from "./media-key.ts";
import type { MediaKey } from "./media-key.ts";
import { MediaFilesError } from "./media-files.ts";
import type { MediaBody, NewMedia } from "./media-files.ts";

/** The pieces of a body, none of them empty. */
export async function* chunksOf(body: MediaBody): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = body instanceof Uint8Array ? [body] : body;
  for await (const chunk of chunks) {
    if (chunk.byteLength > 0) yield chunk;
  }
}

/** How much content there was, and which. */
export interface Measured {
  /** In bytes. */
  readonly size: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** Counts and digests content while it passes. */
export interface Measure {
  /** Takes the next piece. Throws `too-large` at the first byte too many. */
  add(chunk: Uint8Array): void;
  /** What has passed. Throws `incomplete` when another size was promised. */
  finish(): Measured;
}

/** A measure that holds content to what was said of it before. */
export function createMeasure({ size, maxBytes }: Pick<NewMedia, "size" | "maxBytes"> = {}): Measure {
  const hash = createHash("sha256");
  let seen = 0;
  return {
    add(chunk) {
      seen += chunk.byteLength;
      if (maxBytes !== undefined && seen > maxBytes)
        throw new MediaFilesError("too-large", `The content is larger than ${maxBytes} bytes.`);
      if (size !== undefined && seen > size)
        throw new MediaFilesError("incomplete", `The content is larger than the ${size} bytes promised.`);
      hash.update(chunk);
    },
    finish() {
      if (size !== undefined && seen !== size)
        throw new MediaFilesError("incomplete", `The content ended after ${seen} of ${size} bytes.`);
      return { size: seen, sha256: hash.digest("hex") };
    },
  };
}

/** Refuses content that is not what its key says. */
export function checkDigest(key: MediaKey, { sha256 }: Pick<Measured, "sha256">): void {
  if (readMediaKey(key)?.sha256 === sha256) return;
  throw new MediaFilesError("corrupt", `The content is not what the key ${key} says.`);
}

/** Something that is read from, piece by piece. */
export interface ByteSource {
  /** The next piece; `undefined` after the last one. */
  read(): Promise<Uint8Array | undefined>;
  /** Called once: after the last piece, after an error, or when nobody wants the rest. */
  close(): Promise<void>;
}

/**
 * A source as a stream that reads no further than it is read.
 *
 * @param expected what the whole of it has to be; the stream ends with `corrupt` where it is not
 */
export function streamOf(source: ByteSource, expected?: Measured): ReadableStream<Uint8Array> {
  const measure = createMeasure();
  const next = async (): Promise<Uint8Array | undefined> => {
    const chunk = await source.read();
    if (expected === undefined) return chunk;
    if (chunk !== undefined) measure.add(chunk);
    else check(measure.finish(), expected);
    return chunk;
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const chunk = await next();
          if (chunk !== undefined) return controller.enqueue(chunk);
        } catch (error) {
          await source.close();
          throw error;
        }
        await source.close();
        controller.close();
      },
      cancel: () => source.close(),
    },
    { highWaterMark: 0 },
  );
}

function check(found: Measured, expected: Measured): void {
  if (found.sha256 === expected.sha256) return;
  throw new MediaFilesError(
    "corrupt",
    `The stored content (${found.size} bytes, ${found.sha256}) is not what was put (${expected.sha256}).`,
  );
}
