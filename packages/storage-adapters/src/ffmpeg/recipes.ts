import type { MadeFilm, MediaFormat } from "@trunkline/social";
import type { Probed } from "./probe.ts";

/** What is to be made of a film or sound, and how. */
export interface Recipe extends Pick<MadeFilm, "type" | "kind"> {
  /** Of the file. */
  readonly name: string;
  readonly args: readonly string[];
}

/** Nothing of what a camera or program has written down goes along (S-072). */
const bare = ["-map_metadata", "-1", "-map_chapters", "-1", "-dn", "-sn", "-fflags", "+bitexact"];
const film = ["-movflags", "+faststart", "-f", "mp4"];
const pictures = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p"];
const even = ["-vf", "scale=trunc(iw/2)*2:trunc(ih/2)*2"];
const sound = ["-c:a", "aac", "-b:a", "128k", "-ac", "2"];

/**
 * Films become MP4 that every browser plays, and are only put together anew where their parts are that already; one without
 * sound goes round and round. Sounds become MP3.
 */
export function recipeFor({ video, hasAudio, audioCodec }: Probed, format: MediaFormat): Recipe {
  if (video === undefined) {
    const args = ["-map", "0:a:0", "-vn", "-c:a", "libmp3lame", "-q:a", "2", ...bare, "-f", "mp3"];
    return { type: "audio/mpeg", kind: "audio", name: "made.mp3", args };
  }
  const isFit = video.codec === "h264" && video.pixelFormat === "yuv420p" && format !== "gif";
  const seen = isFit ? ["-c:v", "copy"] : [...pictures, ...even];
  const heard = hasAudio ? ["-map", "0:a:0", ...(audioCodec === "aac" ? ["-c:a", "copy"] : sound)] : ["-an"];
  const args = ["-map", "0:v:0", ...heard, ...seen, ...bare, ...film];
  return { type: "video/mp4", kind: hasAudio ? "video" : "gifv", name: "made.mp4", args };
}
