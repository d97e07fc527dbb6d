import { createHash } from "node:crypto";
import { join, resolve, sep } from "node:path";
import type { MediaKey } from "@trunkline/social";
import { readMediaKey } from "@trunkline/social";

/** Where things lie in the folder of media files. */
export interface Places {
  readonly root: string;
  /** Where files lie until they are whole. No key begins like it. */
  readonly incoming: string;
  /** The path of a file. Throws for whatever is no key, and would not lie under the root (S-076). */
  of(key: MediaKey): string;
  /** The path of a file that is being written. */
  temporary(secret: string): string;
}

export function createPlaces(folder: string): Places {
  const root = resolve(folder);
  const incoming = join(root, ".incoming");
  return {
    root,
    incoming,
    of(key) {
      const path = resolve(root, key);
      if (readMediaKey(key) === undefined || !path.startsWith(root.endsWith(sep) ? root : root + sep))
        throw new Error(`"${key}" is no key of a media file.`);
      return path;
    },
    // Names of folders may be case-insensitive, and a secret is not.
    temporary: (secret) => join(incoming, createHash("sha256").update(secret).digest("hex").slice(0, 32)),
  };
}
