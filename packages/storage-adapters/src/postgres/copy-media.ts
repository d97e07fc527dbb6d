import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { MediaFiles, MediaKey, StoredMedia } from "@trunkline/social";

/** Files of other servers, which are fetched again when they are wanted. */
export const isCached = (key: string): boolean => key.startsWith("cache/");

/** Where a backup holds a media file. */
export const placeOf = (folder: string, key: MediaKey): string => join(folder, "media", key);

/** Copies each file beside the rows while it is listed; those of other servers are only listed. */
export async function* copied(
  folder: string,
  { list, files }: { readonly list: AsyncIterable<StoredMedia>; readonly files: Pick<MediaFiles, "open"> },
): AsyncGenerator<StoredMedia> {
  for await (const stored of list) {
    if (isCached(stored.key) || (await copyOne(folder, stored.key, files))) yield stored;
  }
}

/** `false` for one that was removed meanwhile. */
async function copyOne(folder: string, key: MediaKey, files: Pick<MediaFiles, "open">): Promise<boolean> {
  const open = await files.open(key);
  if (open === undefined) return false;
  const place = placeOf(folder, key);
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  const target = createWriteStream(place, { flags: "wx", mode: 0o600, flush: true });
  await pipeline(Readable.fromWeb(open.body), target);
  return true;
}
