import { mkdir } from "node:fs/promises";
import type {
  Ids,
  MediaBody,
  MediaFiles,
  MediaKey,
  Milliseconds,
  NewMedia,
  StoredMedia,
} from "@trunkline/social";
import {
  after,
  checkDigest,
  chunksOf,
  createMeasure,
  hours,
  MediaFilesError,
  newMediaKey,
} from "@trunkline/social";
import { told } from "./fault.ts";
import { createPlaces } from "./places.ts";
import type { Places } from "./places.ts";
import { listFiles, openFile, removeFile, statFile } from "./reading.ts";
import { discard, moveInto, newFile, removeStale } from "./writing.ts";

export interface FsMediaOptions {
  /** The folder that holds the files. */
  readonly root: string;
  /** What addresses begin with, without a slash at the end. Whoever serves them looks keys up with `readMediaKey`. */
  readonly address: string;
  readonly ids: Pick<Ids, "secret">;
  readonly now: () => Date;
}

/** Media files in a folder, which several processes may share. */
export interface FsMediaFiles extends MediaFiles {
  /**
   * Removes what writers that were killed have left behind, and resolves to how many files that were. It happens
   * by itself at the first call of all, and once an hour when a file is put.
   *
   * @param options.olderThan how long nobody has written to it: an hour by default, since it may be a living
   *   writer's; zero is right for a program that has the folder to itself and puts nothing at the moment
   */
  recover(options?: { readonly olderThan?: Milliseconds }): Promise<number>;
}

/**
 * Keeps media files in a folder, spread over subfolders by their keys. The folder is made when it is first needed.
 *
 * A file is written beside its place under a name of its own, flushed to the disk, and moved into place in one
 * step. Files have mode 0600 and folders 0700: who serves them reads them as the same user.
 */
export function fsMediaFiles({ root, address, ids, now }: FsMediaOptions): FsMediaFiles {
  const places = createPlaces(root);
  let recoveredAt = now();
  const removeLeft = (olderThan: Milliseconds): Promise<number> => {
    recoveredAt = now();
    return removeStale(places, after(recoveredAt, -olderThan));
  };
  const ready = once(async () => {
    await told(mkdir(places.incoming, { recursive: true, mode: 0o700 }));
    try {
      await removeLeft(hours(1));
    } catch (error) {
      // Where nothing may be written, files are served all the same.
      if (!(error instanceof MediaFilesError)) throw error;
    }
  });

  return {
    async recover({ olderThan = hours(1) } = {}) {
      await told(mkdir(places.incoming, { recursive: true, mode: 0o700 }));
      return removeLeft(olderThan);
    },
    async put(body, about) {
      await ready();
      if (after(recoveredAt, hours(1)) <= now()) await removeLeft(hours(1));
      const temporary = places.temporary(ids.secret());
      try {
        const written = await write(temporary, body, about);
        const { folder, type } = about;
        const key = newMediaKey(ids, { folder, type, sha256: written.sha256 });
        await moveInto(temporary, places.of(key), places.root);
        return { key, type, ...written };
      } catch (error) {
        await discard(temporary);
        throw error;
      }
    },
    async restore(key, body) {
      await ready();
      await putBack(places, { key, body, temporary: places.temporary(ids.secret()) });
    },
    async stat(key) {
      await ready();
      return statFile(places, key);
    },
    async open(key, range) {
      await ready();
      return openFile(places, key, range);
    },
    url: async (key) => `${address}/${key}`,
    async remove(key) {
      await ready();
      await removeFile(places, key);
    },
    async *list(prefix = "") {
      await ready();
      yield* listFiles(places, prefix);
    },
  };
}

interface PuttingBack {
  readonly key: MediaKey;
  readonly body: MediaBody;
  readonly temporary: string;
}

/** What stands there already stays. */
async function putBack(places: Places, { key, body, temporary }: PuttingBack): Promise<void> {
  if ((await statFile(places, key)) !== undefined) return;
  try {
    checkDigest(key, await write(temporary, body));
    await moveInto(temporary, places.of(key), places.root);
  } catch (error) {
    await discard(temporary);
    throw error;
  }
}

/** Does something until it has been done. */
function once(run: () => Promise<unknown>): () => Promise<void> {
  let isDone = false;
  return async () => {
    if (!isDone) await run();
    isDone = true;
  };
}

async function write(
  temporary: string,
  body: MediaBody,
  about?: NewMedia,
): Promise<Pick<StoredMedia, "size" | "sha256" | "storedAt">> {
  const measure = createMeasure(about);
  const file = await newFile(temporary);
  try {
    for await (const chunk of chunksOf(body)) {
      measure.add(chunk);
      await file.append(chunk);
    }
    const measured = measure.finish();
    return { ...measured, storedAt: await file.flush() };
  } finally {
    await file.close();
  }
}
