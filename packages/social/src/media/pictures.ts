import { Refusal } from "../kernel/refusal.ts";
import type { Imaging, ImagingFault, MadePicture, MadePictures, PictureWish } from "./imaging.ts";
import { ImagingError } from "./imaging.ts";
import { MediaFilesError } from "./media-files.ts";
import type { MediaBody, MediaFiles, MediaFault, NewMedia } from "./media-files.ts";
import type { MediaKey } from "./media-key.ts";
import { sniff } from "./sniff.ts";
import type { ShownFile } from "./status-media.ts";

/** How much may be sent, in bytes, by what it is (S-162). */
export const uploadLimits: Readonly<Record<"image" | "film" | "profile", number>> = {
  image: 16 * 1024 * 1024,
  film: 99 * 1024 * 1024,
  profile: 8 * 1024 * 1024,
};

const imagingSentences: Readonly<Record<ImagingFault, readonly [Refusal["code"], string]>> = {
  broken: ["invalid", "The picture is broken, or not whole."],
  "too-many-pixels": ["invalid", "The picture has too many pixels."],
  busy: ["unavailable", "Too many pictures wait already."],
};

/** Makes pictures of what somebody has sent. Refuses with `invalid`, `too-large` and `unavailable`. */
export async function makePictures(
  bytes: Uint8Array,
  wishes: readonly PictureWish[],
  { imaging, maxBytes }: { readonly imaging: Imaging; readonly maxBytes: number },
): Promise<MadePictures> {
  if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes);
  if (sniff(bytes)?.family !== "image")
    throw new Refusal("invalid", "The file is no picture that is taken here.");
  try {
    return await imaging.make(bytes, wishes);
  } catch (error) {
    if (!(error instanceof ImagingError)) throw error;
    throw new Refusal(...imagingSentences[error.reason]);
  }
}

/** What is said to whoever sends too much. */
export function tooLarge(maxBytes: number): Refusal {
  return new Refusal("too-large", `The file is larger than ${maxBytes} bytes.`);
}

const passing: ReadonlySet<MediaFault> = new Set(["unavailable", "full"]);

/** Stores a file. Refuses with `unavailable` where the storage does not answer. */
export async function putFile(files: MediaFiles, body: MediaBody, about: NewMedia): Promise<MediaKey> {
  try {
    return (await files.put(body, about)).key;
  } catch (error) {
    if (!(error instanceof MediaFilesError) || !passing.has(error.reason)) throw error;
    throw new Refusal("unavailable", "Files cannot be stored just now.");
  }
}

/** Stores a picture that was made, and says what is to be known of it. */
export async function putPicture(
  files: MediaFiles,
  { bytes, type, width, height }: MadePicture,
  folder: string,
): Promise<ShownFile> {
  const key = await putFile(files, bytes, { folder, type, size: bytes.byteLength });
  return { key, width, height };
}
