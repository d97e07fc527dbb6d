import type { MediaBody } from "./media-files.ts";
import type { MediaType } from "./media-key.ts";
import type { MediaFormat } from "./sniff.ts";
import type { MediaKind } from "./status-media.ts";

/** A film or sound that was made here. Its bytes have to be let go by `close`. */
export interface MadeFilm {
  readonly body: MediaBody;
  readonly type: MediaType;
  /** In bytes. */
  readonly size: number;
  readonly kind: Exclude<MediaKind, "image">;
  /** In pixels; a sound has none. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** In seconds. */
  readonly duration: number | undefined;
  /** Pictures a second. */
  readonly frameRate: number | undefined;
  /** Bits a second. */
  readonly bitrate: number | undefined;
  /** A picture of it, as bytes of a PNG: of a sound the one that lies in it, where there is one. */
  readonly still: Uint8Array | undefined;
  close(): Promise<void>;
}

export interface FilmingOptions {
  readonly format: MediaFormat;
  /** Called now and then while the work goes on; `false` ends it. */
  readonly goOn: () => Promise<boolean>;
}

/**
 * Makes films and sounds that may be kept and shown of those that people send, without what cameras and programs write into
 * them (S-071, S-072), in a process of its own (S-075).
 */
export interface Filming {
  /** Rejects with a `FilmingError` for whatever is none, is broken, or is larger or longer than is taken (S-073). */
  make(source: MediaBody, options: FilmingOptions): Promise<MadeFilm>;
}

/** Why no film or sound could be made. */
export type FilmingFault =
  /** It is none, is broken, or its form is not known. */
  | "broken"
  /** It is larger, longer or faster than is taken, or took too long. */
  | "too-much"
  /** It was to be ended before it was done. */
  | "stopped";

/** How adapters of `Filming` fail. All other errors are faults in the program or the machine. */
export class FilmingError extends Error {
  readonly reason: FilmingFault;

  constructor(reason: FilmingFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "FilmingError";
    this.reason = reason;
  }
}

/** How large films may be that people send (S-073): pixels of one picture, pictures a second, seconds. */
export const filmLimits = { pixels: 8_294_400, frameRate: 120, seconds: 21_600 } as const;
