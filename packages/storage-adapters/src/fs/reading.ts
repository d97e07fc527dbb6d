import type { Stats } from "node:fs";
import { constants } from "node:fs";
import { lstat, open, readdir, unlink } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ByteRange, ByteSource, MediaKey, OpenMedia, StoredMedia } from "@trunkline/social";
import { MediaFilesError, readMediaKey, streamOf } from "@trunkline/social";
import { codeOf, told } from "./fault.ts";
import type { Places } from "./places.ts";
import { flushFolder } from "./writing.ts";

const chunkBytes = 64 * 1024;

/** The file's facts; `undefined` when there is none. */
export async function statFile(places: Places, key: MediaKey): Promise<StoredMedia | undefined> {
  const facts = await unlessAbsent(lstat(places.of(key)), places);
  return facts === undefined ? undefined : storedMedia(key, facts);
}

export async function openFile(
  places: Places,
  key: MediaKey,
  range?: ByteRange,
): Promise<OpenMedia | undefined> {
  // A link in place of a file leads somewhere else; it is not followed.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW;
  const handle = await unlessAbsent(open(places.of(key), flags), places);
  if (handle === undefined) return undefined;
  const media = storedMedia(key, await told(handle.stat()));
  if (media !== undefined)
    return { media, body: streamOf(sourceOf(handle, range), range === undefined ? media : undefined) };
  await handle.close();
  return undefined;
}

function sourceOf(handle: FileHandle, { start, end = Infinity }: ByteRange = { start: 0 }): ByteSource {
  let at = start;
  return {
    async read() {
      const length = Math.max(0, Math.min(chunkBytes, end - at));
      const { bytesRead, buffer } = await told(handle.read(Buffer.alloc(length), 0, length, at));
      at += bytesRead;
      return bytesRead === 0 ? undefined : buffer.subarray(0, bytesRead);
    },
    close: () => handle.close(),
  };
}

/** Removes a file, looks whether it is gone, and makes sure that it stays so after a crash. */
export async function removeFile(places: Places, key: MediaKey): Promise<void> {
  const path = places.of(key);
  await unlessAbsent(unlink(path), places);
  if ((await unlessAbsent(lstat(path), places)) !== undefined)
    throw new MediaFilesError("unavailable", `${key} is still there after it was removed.`);
  await unlessAbsent(flushFolder(dirname(path)), places);
}

/** Folders that keys name. What else may lie there (`.incoming`, `lost+found`) is none of our business. */
const isOurs = /^[a-z0-9-]+$/;

/** Walks the folders that may hold such keys, and no others. */
export async function* listFiles(
  places: Places,
  prefix: string,
  folder: string = "",
): AsyncGenerator<StoredMedia> {
  const entries = await unlessAbsent(readdir(join(places.root, folder), { withFileTypes: true }), places);
  for (const entry of entries ?? []) {
    const path = folder + entry.name;
    if (entry.isDirectory()) {
      if (!isOurs.test(entry.name)) continue;
      const inside = `${path}/`;
      if (inside.startsWith(prefix) || prefix.startsWith(inside)) yield* listFiles(places, prefix, inside);
      continue;
    }
    const key = path.startsWith(prefix) ? readMediaKey(path)?.key : undefined;
    const media = key === undefined ? undefined : await statFile(places, key);
    if (media !== undefined) yield media;
  }
}

function storedMedia(key: MediaKey, facts: Stats): StoredMedia | undefined {
  const read = readMediaKey(key);
  if (read === undefined || !facts.isFile()) return undefined;
  return { key, type: read.type, size: facts.size, sha256: read.sha256, storedAt: facts.mtime };
}

/** `undefined` where there is no such file; but where the whole folder is missing, the storage is. */
async function unlessAbsent<Result>(
  attempt: Promise<Result>,
  { incoming }: Places,
): Promise<Result | undefined> {
  try {
    return await attempt;
  } catch (error) {
    if (codeOf(error) === "ELOOP") return undefined;
    if (codeOf(error) !== "ENOENT") return told(Promise.reject(error));
  }
  await told(lstat(incoming));
  return undefined;
}
