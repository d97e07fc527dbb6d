import { randomUUID } from "node:crypto";
import { open, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MediaBody, Measured, NewMedia } from "@trunkline/social";
import { chunksOf, createMeasure, MediaFilesError } from "@trunkline/social";

/** Content that came to its end, of which every part can be had again. */
export interface Spooled extends Measured {
  /** The bytes from `start` up to, and without, `end`. */
  slice(start: number, end: number): Promise<Buffer<ArrayBuffer>>;
  close(): Promise<void>;
}

/**
 * Takes in a body before any of it is sent: its digest is part of its name, a part that is lost can be sent
 * again, and a body that breaks off never reaches the service. What is larger than `memoryBytes` lies in a
 * temporary file meanwhile, which has no name and so is gone with the process.
 */
export async function spool(
  body: MediaBody,
  about: Pick<NewMedia, "size" | "maxBytes">,
  memoryBytes: number,
): Promise<Spooled> {
  const measure = createMeasure(about);
  const held: Uint8Array[] = [];
  let heldBytes = 0;
  let file: FileHandle | undefined;
  try {
    for await (const chunk of chunksOf(body)) {
      measure.add(chunk);
      held.push(body instanceof Uint8Array ? chunk : Uint8Array.from(chunk));
      heldBytes += chunk.byteLength;
      if (body instanceof Uint8Array || heldBytes <= memoryBytes) continue;
      file ??= await namelessFile();
      await onDisk(file.appendFile(Buffer.concat(held.splice(0))));
    }
    if (file !== undefined) await onDisk(file.appendFile(Buffer.concat(held)));
    return { ...measure.finish(), ...(file === undefined ? inMemory(Buffer.concat(held)) : inFile(file)) };
  } catch (error) {
    await file?.close();
    throw error;
  }
}

function inMemory(bytes: Buffer<ArrayBuffer>): Pick<Spooled, "slice" | "close"> {
  return { slice: async (start, end) => bytes.subarray(start, end), close: () => Promise.resolve() };
}

function inFile(file: FileHandle): Pick<Spooled, "slice" | "close"> {
  return {
    async slice(start, end) {
      const bytes = Buffer.alloc(end - start);
      for (let at = 0; at < bytes.length;) {
        const { bytesRead } = await file.read(bytes, at, bytes.length - at, start + at);
        if (bytesRead === 0) throw new Error(`A temporary file ends at ${start + at}, before ${end}.`);
        at += bytesRead;
      }
      return bytes;
    },
    close: () => file.close(),
  };
}

async function namelessFile(): Promise<FileHandle> {
  const path = join(tmpdir(), `trunkline-${randomUUID()}`);
  const file = await onDisk(open(path, "wx+", 0o600));
  await rm(path);
  return file;
}

async function onDisk<Result>(attempt: Promise<Result>): Promise<Result> {
  try {
    return await attempt;
  } catch (error) {
    if (error instanceof Error && "code" in error && /^(ENOSPC|EDQUOT|EFBIG|EROFS)$/.test(String(error.code)))
      throw new MediaFilesError("full", "There is no place for a temporary file.", { cause: error });
    throw error;
  }
}
