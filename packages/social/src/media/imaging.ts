import type { MediaType } from "./media-key.ts";

/** Which picture is to be made of another one. */
export interface PictureWish {
  /** The whole picture, made smaller where it has more pixels than these; or a part of it that fills a frame. */
  readonly size:
    | { readonly pixels: number }
    | { readonly frame: { readonly width: number; readonly height: number } };
  /** Whether one that moves is to stand still. Left out: it goes on moving. */
  readonly still?: boolean;
}

/** A picture that was made here, of which every byte was written here (S-071). */
export interface MadePicture {
  readonly bytes: Uint8Array;
  readonly type: MediaType;
  readonly width: number;
  readonly height: number;
}

/** What was made of a picture. */
export interface MadePictures {
  /** One for each wish, in their order. */
  readonly pictures: readonly MadePicture[];
  /** A blur of a few components. */
  readonly blurhash: string;
  /** Its main colour, as in `#ff8800`. */
  readonly colour: string;
  /** Whether the picture that was sent moves. */
  readonly isAnimated: boolean;
}

/**
 * Makes pictures that may be kept and shown of those that people send: upright, without what cameras write into them
 * (S-072), and with bytes of its own.
 */
export interface Imaging {
  /**
   * Rejects with an `ImagingError` for whatever is no picture, is broken or cut short, or has too many pixels
   * (S-073), and when too much is asked of it at once.
   */
  make(bytes: Uint8Array, wishes: readonly PictureWish[]): Promise<MadePictures>;
}

/** Why no picture could be made. */
export type ImagingFault =
  /** It is none, is broken, or ends too early. */
  | "broken"
  /** It has more pixels or frames than are taken. */
  | "too-many-pixels"
  /** Too many pictures wait already; come back later. */
  | "busy";

/** How adapters of `Imaging` fail. All other errors are faults in the program. */
export class ImagingError extends Error {
  readonly reason: ImagingFault;

  constructor(reason: ImagingFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ImagingError";
    this.reason = reason;
  }
}

/** How large pictures may be that people send (S-073). */
export const pictureLimits = {
  pixels: 33_177_600,
  side: 16_384,
  frames: 1000,
  framePixels: 250_000_000,
} as const;
