import type { Milliseconds } from "../kernel/time.ts";
import type { MediaKey, MediaType } from "./media-key.ts";

/** The content of a file: all of it at once, or piece by piece. A web stream or a Node stream will do. */
export type MediaBody = Uint8Array | AsyncIterable<Uint8Array>;

/** What is known of content before it is stored. */
export interface NewMedia {
  /** What the file is for, as in `avatars`: lower case letters, digits, hyphens. */
  readonly folder: string;
  readonly type: MediaType;
  /** How many bytes there will be. Another number of them is `incomplete`. */
  readonly size?: number;
  /** How many bytes there may be. One more of them is `too-large`. */
  readonly maxBytes?: number;
}

/** A file that stands. */
export interface StoredMedia {
  readonly key: MediaKey;
  readonly type: MediaType;
  /** In bytes. */
  readonly size: number;
  /** Of the content as it was put, in hexadecimal. */
  readonly sha256: string;
  /** By the storage's own clock. */
  readonly storedAt: Date;
}

/** From the byte `start` up to, and without, the byte `end`; to the last one when there is no `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

/** A file that is being read. Its body has to be read to its end or cancelled. */
export interface OpenMedia {
  readonly media: StoredMedia;
  readonly body: ReadableStream<Uint8Array>;
}

/**
 * Where the bytes of pictures, sounds and films lie: a folder, a bucket. A file never changes once it is stored.
 *
 * Everything rejects with a `MediaFilesError` when the storage cannot do its part, within seconds where nobody
 * answers; the error says whether it is worth coming back.
 */
export interface MediaFiles {
  /**
   * Stores content under a key of its own. When it resolves, the file survives a crash of the machine; when it
   * rejects, be it with what the body threw, nothing is left. Until then nobody sees any of it. Putting the
   * same content twice makes two files.
   */
  put(body: MediaBody, about: NewMedia): Promise<StoredMedia>;

  /**
   * Puts a file back under the key that it had, from a backup. Rejects with `corrupt`, and leaves nothing, when the content
   * is not what the key says. What stands there already stays.
   */
  restore(key: MediaKey, body: MediaBody): Promise<void>;

  /** What stands under the key; `undefined` when nothing does. */
  stat(key: MediaKey): Promise<StoredMedia | undefined>;

  /**
   * Begins to read; `undefined` when nothing stands there. A range is cut to what there is, and may be empty.
   * A file that is read whole, and is not what was put, ends with the error `corrupt`.
   */
  open(key: MediaKey, range?: ByteRange): Promise<OpenMedia | undefined>;

  /**
   * The address at which browsers and other servers get the file. Nobody looks whether there is one.
   *
   * @param options.lasting asks for an address that works for this long, and at most an hour, where the storage
   *   is private and signs its addresses (S-080); all others answer the address that stays.
   */
  url(key: MediaKey, options?: { readonly lasting?: Milliseconds }): Promise<string>;

  /** Removes the file, and resolves once it is seen to be gone (S-081). Where there is none nothing happens. */
  remove(key: MediaKey): Promise<void>;

  /**
   * Every file whose key begins with `prefix` (all of them by default), once and in any order; for backups, and
   * for the search for files that nobody refers to. What comes or goes meanwhile may be in it or not.
   */
  list(prefix?: string): AsyncIterable<StoredMedia>;
}

/** Why media files did not do what they were asked. */
export type MediaFault =
  /** The storage does not answer, or not in time. Nothing has changed, or it is as if it had; try again later. */
  | "unavailable"
  /** There is no place left, or nothing may be written. */
  | "full"
  /** The body ended too early or too late for the size that was promised. */
  | "incomplete"
  /** The body was longer than it may be. */
  | "too-large"
  /** What is stored is not what was put. */
  | "corrupt";

/** How adapters of `MediaFiles` fail. All other errors are faults in the program or in its settings. */
export class MediaFilesError extends Error {
  readonly reason: MediaFault;

  constructor(reason: MediaFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MediaFilesError";
    this.reason = reason;
  }
}
