import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { chunksOf, FilmingError, hours, seconds } from "@trunkline/social";
import type { Filming, FilmingOptions, MadeFilm, MediaBody, Milliseconds } from "@trunkline/social";
import { inputOf, probe } from "./probe.ts";
import type { Probed } from "./probe.ts";
import { recipeFor } from "./recipes.ts";
import type { RunOptions } from "./run.ts";
import { runProgram } from "./run.ts";

export interface FfmpegOptions {
  /** `ffmpeg` by default, wherever that is; beside it lies `ffprobe`. */
  readonly ffmpeg?: string;
  readonly ffprobe?: string;
  readonly now: () => Date;
  /** The folder in which each piece of work has one of its own; the system's by default. */
  readonly folder?: string;
  /** How long one step may take; 300 seconds by default (S-075). */
  readonly timeout?: Milliseconds;
}

export { ffmpegVersion, isMended } from "./version.ts";

const prefix = "trunkline-media-";

/** Makes films and sounds with ffmpeg: a child process with limits, in a folder that only it has (S-075). */
export function ffmpegFilming(options: FfmpegOptions): Filming {
  const {
    ffmpeg = "ffmpeg",
    ffprobe = "ffprobe",
    folder: above = tmpdir(),
    timeout = seconds(300),
    now,
  } = options;
  return {
    async make(source, { format, goOn }) {
      await removeLeft(above, now());
      const folder = await mkdtemp(join(above, prefix));
      const close = (): Promise<void> => rm(folder, { recursive: true, force: true });
      try {
        const run = { folder, timeoutMilliseconds: timeout, goOn };
        return await makeIn({ ffmpeg, ffprobe, format, run, close }, source);
      } catch (error) {
        await close();
        throw error;
      }
    },
  };
}

interface Making extends Pick<FilmingOptions, "format"> {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly run: RunOptions;
  readonly close: () => Promise<void>;
}

async function makeIn({ ffmpeg, ffprobe, format, run, close }: Making, source: MediaBody): Promise<MadeFilm> {
  const file = join(run.folder, "source");
  await pipeline(Readable.from(chunksOf(source)), createWriteStream(file, { mode: 0o600 }));
  const probed = await probe(ffprobe, { format, file }, run);
  const recipe = recipeFor(probed, format);
  const made = join(run.folder, recipe.name);
  const common = ["-nostdin", "-v", "error", "-threads", "1", "-filter_threads", "1"];
  const input = [...common, ...inputOf(format, file)];
  await runProgram(ffmpeg, [...input, ...recipe.args, `file:${made}`], run);
  const { size } = await stat(made);
  if (size === 0) throw new FilmingError("broken", "Nothing could be made of it.");
  const still = await stillOf(probed, { ffmpeg, input, run });
  // What was sent may not say how long it is; what was made does.
  const output = { format: recipe.type === "video/mp4" ? "mp4" : "mp3", file: made } as const;
  const { video, duration, bitrate } = await probe(ffprobe, output, run);
  return {
    body: createReadStream(made),
    type: recipe.type,
    size,
    kind: recipe.kind,
    width: video?.width,
    height: video?.height,
    frameRate: video && Math.round(video.frameRate),
    duration,
    bitrate,
    still,
    close,
  };
}

/** The first picture of a film, or the one that lies in a sound. */
async function stillOf(
  { video, hasCover }: Probed,
  {
    ffmpeg,
    input,
    run,
  }: { readonly ffmpeg: string; readonly input: readonly string[]; readonly run: RunOptions },
): Promise<Uint8Array | undefined> {
  if (video === undefined && !hasCover) return undefined;
  const file = join(run.folder, "still.png");
  const args = ["-map", "0:v:0", "-frames:v", "1", "-c:v", "png", "-f", "image2", `file:${file}`];
  try {
    await runProgram(ffmpeg, [...input, ...args], run);
    return await readFile(file);
  } catch (error) {
    // A sound is one without its picture too.
    if (video === undefined && error instanceof FilmingError && error.reason === "broken") return undefined;
    throw error;
  }
}

/** Removes what processes that were killed have left behind (S-076). */
async function removeLeft(above: string, now: Date): Promise<void> {
  for (const name of await readdir(above)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(above, name);
    const found = await stat(path).catch(() => undefined); // its owner may have removed it meanwhile
    if (found !== undefined && now.getTime() - found.mtimeMs > hours(1))
      await rm(path, { recursive: true, force: true });
  }
}
