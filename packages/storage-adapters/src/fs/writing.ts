import { lstat, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { codeOf, told } from "./fault.ts";
import type { Places } from "./places.ts";

/** A file that is being written. */
export interface NewFile {
  append(chunk: Uint8Array): Promise<void>;
  /** Resolves when the disk has it, to when it was last written. */
  flush(): Promise<Date>;
  close(): Promise<void>;
}

/** A file of this name that nobody else may read, and that did not exist. */
export async function newFile(path: string): Promise<NewFile> {
  const handle = await told(open(path, "wx", 0o600));
  return {
    append: (chunk) => told(handle.appendFile(chunk)),
    async flush() {
      await told(handle.sync());
      return (await told(handle.stat())).mtime;
    },
    close: () => told(handle.close()),
  };
}

/** Moves a whole file to its place, and makes sure that it is found there after a crash. */
export async function moveInto(temporary: string, path: string, root: string): Promise<void> {
  const folder = dirname(path);
  const firstMade = await told(mkdir(folder, { recursive: true, mode: 0o700 }));
  await told(rename(temporary, path));
  try {
    await told(flushFolder(folder));
    // A new folder is an entry in the one above it, which has to reach the disk as well.
    for (let above = folder; firstMade !== undefined && above !== root;) {
      above = dirname(above);
      await told(flushFolder(above));
    }
  } catch (error) {
    await discard(path);
    throw error;
  }
}

/** Makes sure that the disk has which files are in a folder. */
export async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Removes a file that may be there or not. */
export async function discard(path: string): Promise<void> {
  await told(rm(path, { force: true }));
}

/** Removes the files that were left half-written before an instant; resolves to how many there were (S-076). */
export async function removeStale({ incoming }: Places, before: Date): Promise<number> {
  let removed = 0;
  for (const name of await told(readdir(incoming))) {
    const path = join(incoming, name);
    const writtenAt = await lastWrite(path);
    if (writtenAt === undefined || writtenAt > before) continue;
    await discard(path);
    removed += 1;
  }
  return removed;
}

/** `undefined` when its writer has come to its end meanwhile. */
async function lastWrite(path: string): Promise<Date | undefined> {
  try {
    return (await lstat(path)).mtime;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    return told(Promise.reject(error));
  }
}
