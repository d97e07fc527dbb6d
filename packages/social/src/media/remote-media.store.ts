import type { MediaKey } from "./media-key.ts";

/** In which size something of another server is kept here. */
export type RemoteSize = "original" | "small";

/** Reads the name of a size. */
export function readRemoteSize(name: string): RemoteSize | undefined {
  return name === "original" || name === "small" ? name : undefined;
}

/** Something of another server: the file that stands for it here, or that it could not be had. */
export interface KeptRemote {
  readonly url: string;
  readonly size: RemoteSize;
  /** `undefined`: it could not be had. */
  readonly key: MediaKey | undefined;
  readonly at: Date;
}

/** Which files of other servers lie here for a while. */
export interface RemoteMediaStore {
  of(url: string, size: RemoteSize): Promise<KeptRemote | undefined>;
  /** Keeps what was had, or that it was not. A file that gives way to another is left to be removed. */
  put(kept: KeptRemote): Promise<void>;
  /** Forgets what was kept before a moment, at most so many, and leaves the files to be removed. Resolves to how many. */
  forgetBefore(before: Date, at: Date, limit: number): Promise<number>;
}
