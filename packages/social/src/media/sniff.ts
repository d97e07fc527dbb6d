/** What a file is, as its own first bytes say. */
export interface Sniffed {
  readonly family: "image" | "video" | "audio";
  readonly format: MediaFormat;
}

/** The forms of files that are taken. Whatever is not in this list is refused (S-070). */
export type MediaFormat =
  | "jpeg"
  | "png"
  | "gif"
  | "webp"
  | "avif"
  | "heic"
  | "mp4"
  | "webm"
  | "mov"
  | "m4a"
  | "mp3"
  | "aac"
  | "ogg"
  | "flac"
  | "wav";

const families: Readonly<Record<MediaFormat, Sniffed["family"]>> = {
  jpeg: "image",
  png: "image",
  gif: "image",
  webp: "image",
  avif: "image",
  heic: "image",
  mp4: "video",
  webm: "video",
  mov: "video",
  m4a: "audio",
  mp3: "audio",
  aac: "audio",
  ogg: "audio",
  flac: "audio",
  wav: "audio",
};

/** The brands of ISO media files, by what they stand for. */
const brands: ReadonlyMap<string, MediaFormat> = new Map(
  Object.entries({
    avif: "avif",
    avis: "avif",
    heic: "heic",
    heix: "heic",
    mif1: "heic",
    msf1: "heic",
    "qt  ": "mov",
    "M4A ": "m4a",
    "M4B ": "m4a",
    isom: "mp4",
    iso2: "mp4",
    iso4: "mp4",
    iso5: "mp4",
    iso6: "mp4",
    mp41: "mp4",
    mp42: "mp4",
    avc1: "mp4",
    dash: "mp4",
    "M4V ": "mp4",
    MSNV: "mp4",
    "3gp4": "mp4",
    "3gp5": "mp4",
    "3gp6": "mp4",
  } as const),
);

/**
 * What a file is by its first bytes, whatever its name and its sender say. `undefined` for all that is not taken: SVG,
 * HTML, PDF, TIFF, archives, playlists and the rest.
 */
export function sniff(bytes: Uint8Array): Sniffed | undefined {
  const format = formatOf(bytes);
  return format && { family: families[format], format };
}

function formatOf(bytes: Uint8Array): MediaFormat | undefined {
  const start = textAt(bytes, 0, 16);
  if (start.startsWith("\xff\xd8\xff")) return "jpeg";
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) return "gif";
  if (start.startsWith("RIFF")) return riffFormat(start.slice(8, 12));
  if (start.slice(4, 8) === "ftyp") return brandFormat(bytes);
  if (start.startsWith("\x1a\x45\xdf\xa3")) return textAt(bytes, 0, 64).includes("webm") ? "webm" : undefined;
  if (start.startsWith("OggS")) return "ogg";
  if (start.startsWith("fLaC")) return "flac";
  if (start.startsWith("ID3")) return "mp3";
  return frameFormat(bytes);
}

function riffFormat(kind: string): MediaFormat | undefined {
  if (kind === "WEBP") return "webp";
  return kind === "WAVE" ? "wav" : undefined;
}

/** The main brand first, and then those that the file is said to fit as well. */
function brandFormat(bytes: Uint8Array): MediaFormat | undefined {
  const size = Math.min(new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0), 256, bytes.byteLength);
  const names = [textAt(bytes, 8, 12)];
  for (let at = 16; at + 4 <= size; at += 4) names.push(textAt(bytes, at, at + 4));
  const formats = names.flatMap((name) => brands.get(name) ?? []);
  // `mif1` begins both kinds of stills; the one that names AVIF besides is that.
  return formats[0] === "heic" && formats.includes("avif") ? "avif" : formats[0];
}

/** Sound without a header of its own begins with the mark of a frame. */
function frameFormat([first = 0, second = 0]: Uint8Array): MediaFormat | undefined {
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  const layer = (second >> 1) & 3;
  if (layer === 0) return (second & 0xf0) === 0xf0 ? "aac" : undefined;
  return "mp3";
}

function textAt(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}
