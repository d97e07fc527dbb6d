import type { AccountId, MediaId, StatusId } from "../kernel/id.ts";
import type { MediaFormat } from "./sniff.ts";
import type { Focus, MediaKind, ShownFile, StatusMedia } from "./status-media.ts";
import type { MediaKey, MediaType } from "./media-key.ts";
import { readMediaKey } from "./media-key.ts";

/** What is said of a medium besides its bytes; what is left out stays as it is. */
export interface MediaWords {
  /** For those who cannot see or hear it. Empty: it has none. */
  readonly description?: string | undefined;
  readonly focus?: Focus | undefined;
  /** The bytes of a picture that stands for it. */
  readonly thumbnail?: Uint8Array | undefined;
}

/** What was made here of what somebody sent. */
export interface MadeMedia {
  readonly file: ShownFile;
  /** The picture that stands for it, where there is one. */
  readonly preview: ShownFile | undefined;
  readonly blurhash: string | undefined;
  readonly colour: string | undefined;
}

/** A picture, film or sound that somebody here has sent, to be shown with a status. */
export interface Upload {
  readonly id: MediaId;
  readonly account: AccountId;
  /** The status that shows it, once there is one: from then on it is never another's. */
  readonly status: StatusId | undefined;
  readonly state: "processing" | "ready" | "failed";
  readonly kind: MediaKind;
  /** For those who cannot see or hear it. */
  readonly description: string | undefined;
  readonly focus: Focus | undefined;
  /** What was sent, as long as nothing has been made of it. */
  readonly source: { readonly key: MediaKey; readonly format: MediaFormat } | undefined;
  /** What it is once it is `ready`. Before, only the picture that was sent to stand for it. */
  readonly made: MadeMedia | undefined;
  readonly createdAt: Date;
}

/** An upload that is ready, as a status shows it. */
export function asStatusMedia(upload: Upload): StatusMedia {
  const { id, kind, made, description, focus } = upload;
  if (made === undefined) throw new Error(`Nothing has been made of the upload ${id} yet.`);
  const { file, preview, blurhash, colour } = made;
  const { width, height, duration } = file;
  return {
    url: file.key,
    mediaType: typeOfKey(file.key),
    description,
    blurhash,
    width,
    height,
    ...(focus && { focus }),
    ...(duration === undefined ? {} : { duration }),
    own: { id, kind, file, preview, colour },
  };
}

/** The type that a key says. */
function typeOfKey(key: MediaKey): MediaType {
  const read = readMediaKey(key);
  if (read === undefined) throw new Error(`"${key}" is no key of a media file.`);
  return read.type;
}
