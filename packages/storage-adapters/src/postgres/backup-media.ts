import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { type MediaFiles, type MediaKey, readMediaKey } from "@trunkline/social";
import { type BackupManifest, readManifest } from "./backup.ts";
import { readBack } from "./copy-files.ts";
import { isCached, placeOf } from "./copy-media.ts";

async function* keysIn(folder: string, { media, hasFiles }: BackupManifest): AsyncGenerator<MediaKey> {
  if (media === undefined || hasFiles !== true) return;
  for await (const line of createInterface({ input: readBack(folder, media.file), crlfDelay: Infinity })) {
    const read: unknown = JSON.parse(line);
    const key = typeof read === "object" && read !== null && "key" in read ? String(read.key) : "";
    const known = readMediaKey(key)?.key;
    if (known === undefined) throw new Error(`"${key}" in the backup is no key of a media file.`);
    if (!isCached(known)) yield known;
  }
}

/** Reads every file of a backup, and compares it with its key. Resolves to how many there are. */
export async function verifyMedia(folder: string): Promise<number> {
  let count = 0;
  for await (const key of keysIn(folder, await readManifest(folder))) {
    const hash = createHash("sha256");
    await pipeline(createReadStream(placeOf(folder, key)), hash);
    if (hash.digest("hex") !== readMediaKey(key)?.sha256)
      throw new Error(`The media file ${key} of the backup is not what was written.`);
    count += 1;
  }
  return count;
}

/** Puts the media files of a backup back under the keys that they had. Resolves to how many there are. */
export async function restoreMedia(folder: string, files: Pick<MediaFiles, "restore">): Promise<number> {
  let count = 0;
  for await (const key of keysIn(folder, await readManifest(folder))) {
    await files.restore(key, createReadStream(placeOf(folder, key)));
    count += 1;
  }
  return count;
}
