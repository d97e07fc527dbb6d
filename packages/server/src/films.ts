import type { Clock, Filming } from "@trunkline/social";
import { ffmpegFilming, ffmpegVersion, isMended } from "@trunkline/storage-adapters/ffmpeg";
import type { Config } from "./config/read.ts";
import type { Log } from "./log.ts";

/** Whatever makes films and sounds on this machine; `undefined` where nothing does, or nothing that may. */
export async function filmsOf(
  { films: { ffmpeg, ffprobe } }: Pick<Config, "films">,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<Filming | undefined> {
  const found = await ffmpegVersion(ffmpeg);
  if (found === undefined) {
    log.info("There is no ffmpeg, so films and sounds are not taken.", { ffmpeg });
    return undefined;
  }
  if (!isMended(found)) {
    log.warn("This ffmpeg is too old to be trusted with strangers' files; films and sounds are not taken.", {
      found,
    });
    return undefined;
  }
  return ffmpegFilming({ ffmpeg, ffprobe, now: clock.now });
}
