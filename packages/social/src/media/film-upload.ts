import { Refusal } from "../kernel/refusal.ts";
import type { MadePictures } from "./imaging.ts";
import type { MediaType } from "./media-key.ts";
import type { MediaNeeds } from "./media-needs.ts";
import { putFile, tooLarge, uploadLimits } from "./pictures.ts";
import { sniff } from "./sniff.ts";
import type { MediaFormat, Sniffed } from "./sniff.ts";
import type { MadeMedia, Upload } from "./upload.ts";

/** A picture that moves becomes a film where there is somebody to make one of it. */
export function asksForFilm(bytes: Uint8Array, { isAnimated }: MadePictures, { films }: MediaNeeds): boolean {
  return isAnimated && films !== undefined && sniff(bytes)?.format === "gif";
}

/** Under which type what was sent is stored until something is made of it: nobody is told where. */
const storedAs: Partial<Record<MediaFormat, MediaType>> = {
  gif: "image/gif",
  mp4: "video/mp4",
  mov: "video/mp4",
  webm: "video/webm",
  m4a: "audio/mp4",
  mp3: "audio/mpeg",
  aac: "audio/aac",
  ogg: "audio/ogg",
  flac: "audio/flac",
  wav: "audio/wav",
};

interface Filmed {
  readonly sniffed: Sniffed;
  /** The picture that was sent to stand for it. */
  readonly small: Omit<MadeMedia, "file"> | undefined;
  readonly needs: MediaNeeds;
}

/** Stores what was sent, for something to be made of it. Refuses with `invalid`, `too-large` and `unavailable`. */
export async function filmUpload(
  bytes: Uint8Array,
  { sniffed: { family, format }, small, needs: { files, films } }: Filmed,
): Promise<Pick<Upload, "state" | "kind" | "source" | "made">> {
  const type = storedAs[format];
  if (films === undefined || type === undefined)
    throw new Refusal(
      "invalid",
      "This server takes pictures alone: it has no ffmpeg to make films and sounds with.",
    );
  if (bytes.byteLength > uploadLimits.film) throw tooLarge(uploadLimits.film);
  const key = await putFile(files, bytes, { folder: "uploads", type, size: bytes.byteLength });
  const kind = family === "image" ? "gifv" : family;
  return { state: "processing", kind, source: { key, format }, made: small && { ...small, file: { key } } };
}
