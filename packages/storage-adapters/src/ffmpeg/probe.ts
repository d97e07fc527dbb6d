import { filmLimits, FilmingError } from "@trunkline/social";
import type { MediaFormat } from "@trunkline/social";
import type { RunOptions } from "./run.ts";
import { runProgram } from "./run.ts";

/** What is in a film or sound, as far as it matters here. */
export interface Probed {
  readonly video: Video | undefined;
  readonly hasAudio: boolean;
  readonly audioCodec: string | undefined;
  /** Whether a picture lies in it that belongs to the sound. */
  readonly hasCover: boolean;
  readonly duration: number | undefined;
  readonly bitrate: number | undefined;
}

interface Video {
  readonly codec: string;
  readonly pixelFormat: string;
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
}

/** The reader of each form: ffmpeg guesses nothing. */
const demuxers: Partial<Record<MediaFormat, string>> = {
  mp4: "mov",
  mov: "mov",
  m4a: "mov",
  webm: "matroska",
  gif: "gif",
  mp3: "mp3",
  aac: "aac",
  ogg: "ogg",
  flac: "flac",
  wav: "wav",
};

/** The arguments by which a file of a stranger is opened, and nothing else (S-075). */
export function inputOf(format: MediaFormat, file: string): readonly string[] {
  const demuxer = demuxers[format];
  if (demuxer === undefined) throw new FilmingError("broken", `A file of the form ${format} is no film.`);
  return ["-protocol_whitelist", "file,pipe", "-f", demuxer, "-i", `file:${file}`];
}

interface Stream {
  readonly codec_type?: string;
  readonly codec_name?: string;
  readonly pix_fmt?: string;
  readonly width?: number;
  readonly height?: number;
  readonly avg_frame_rate?: string;
  readonly disposition?: { readonly attached_pic?: number };
  readonly side_data_list?: readonly { readonly rotation?: number }[];
}

interface Written {
  readonly streams?: readonly Stream[];
  readonly format?: { readonly duration?: string; readonly bit_rate?: string };
}

/** Looks into a file, and refuses what is too much before any of it is decoded (S-073). */
export async function probe(
  program: string,
  { format, file }: { readonly format: MediaFormat; readonly file: string },
  options: RunOptions,
): Promise<Probed> {
  const args = [
    "-v",
    "error",
    ...inputOf(format, file),
    "-print_format",
    "json",
    "-show_format",
    "-show_streams",
  ];
  const read: unknown = JSON.parse(await runProgram(program, args, options));
  const { streams = [], format: about = {} } = read as Written; // what ffprobe writes, of which every member may be absent
  const isCover = (stream: Stream): boolean => stream.disposition?.attached_pic === 1;
  const video = streams.find((stream) => stream.codec_type === "video" && !isCover(stream));
  const audio = streams.find((stream) => stream.codec_type === "audio");
  const probed = {
    video: video && videoOf(video),
    hasAudio: audio !== undefined,
    audioCodec: audio?.codec_name,
    hasCover: streams.some(isCover),
    duration: numberOf(about.duration),
    bitrate: numberOf(about.bit_rate),
  };
  refuseTooMuch(probed);
  return probed;
}

function videoOf(stream: Stream): Video {
  const { codec_name: codec = "", pix_fmt: pixelFormat = "", width = 0, height = 0 } = stream;
  const [count = 0, span = 1] = (stream.avg_frame_rate ?? "").split("/").map(Number);
  const frameRate = span > 0 ? count / span : 0;
  const isTurned = (stream.side_data_list ?? []).some(({ rotation = 0 }) => Math.abs(rotation) % 180 === 90);
  const sides = isTurned ? { width: height, height: width } : { width, height };
  return { codec, pixelFormat, frameRate, ...sides };
}

function numberOf(text: string | undefined): number | undefined {
  const number = Number(text);
  return text === undefined || !Number.isFinite(number) ? undefined : number;
}

function refuseTooMuch({ video, hasAudio, duration = 0 }: Probed): void {
  if (video === undefined && !hasAudio)
    throw new FilmingError("broken", "It has neither pictures nor sound.");
  if (video !== undefined && video.width * video.height === 0)
    throw new FilmingError("broken", "Its pictures have no size.");
  if (video !== undefined && video.width * video.height > filmLimits.pixels)
    throw new FilmingError("too-much", `${video.width} by ${video.height} pixels are too many.`);
  if (video !== undefined && video.frameRate > filmLimits.frameRate)
    throw new FilmingError("too-much", `${video.frameRate} pictures a second are too many.`);
  if (duration > filmLimits.seconds) throw new FilmingError("too-much", `${duration} seconds are too long.`);
}
