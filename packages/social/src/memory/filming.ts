import { FilmingError } from "../media/filming.ts";
import type { Filming } from "../media/filming.ts";
import { chunksOf } from "../media/media-body.ts";

/**
 * Makes nothing of films and sounds: hands on what it gets as a film of a second, for tests of what is done with films. One
 * in which the word `broken` stands is broken.
 */
export function memoryFilming(): Filming {
  return {
    async make(source) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of chunksOf(source)) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      if (body.includes("broken")) throw new FilmingError("broken", "The film is broken.");
      return {
        body,
        type: "video/mp4",
        size: body.byteLength,
        kind: "video",
        width: 320,
        height: 240,
        duration: 1,
        frameRate: 25,
        bitrate: 8000,
        still: undefined,
        close: () => Promise.resolve(),
      };
    },
  };
}
