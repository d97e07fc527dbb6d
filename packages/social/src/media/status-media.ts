import type { MediaId } from "../kernel/id.ts";
import type { MediaKey } from "./media-key.ts";

/** What a medium is to whoever looks at it. A `gifv` is a film without sound that goes round and round. */
export type MediaKind = "image" | "gifv" | "video" | "audio";

/** A file of this server that shows a medium. */
export interface ShownFile {
  readonly key: MediaKey;
  /** In pixels; a sound has none. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** In seconds. */
  readonly duration?: number | undefined;
  /** Pictures a second. */
  readonly frameRate?: number | undefined;
  /** Bits a second. */
  readonly bitrate?: number | undefined;
}

/** What must stay in sight where a picture is cropped: from -1 to 1, with y upwards. */
export interface Focus {
  readonly x: number;
  readonly y: number;
}

/** A picture, film or sound that lies on this server. */
export interface OwnMedia {
  readonly id: MediaId;
  readonly kind: MediaKind;
  readonly file: ShownFile;
  readonly preview: ShownFile | undefined;
  /** Its main colour, as in `#ff8800`. */
  readonly colour: string | undefined;
}

/** A picture, film or sound of a post. */
export interface StatusMedia {
  /** Its address elsewhere; of one that lies here, the key of the file. */
  readonly url: string;
  readonly mediaType: string | undefined;
  readonly description: string | undefined;
  readonly blurhash: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly focus?: Focus | undefined;
  /** In seconds. */
  readonly duration?: number | undefined;
  /** Set where it lies on this server. */
  readonly own?: OwnMedia | undefined;
}
