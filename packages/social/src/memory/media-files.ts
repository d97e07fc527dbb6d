import { checkDigest, chunksOf, createMeasure, streamOf } from "../media/media-body.ts";
import type { Measured } from "../media/media-body.ts";
import type { MediaBody, MediaFiles, NewMedia, StoredMedia } from "../media/media-files.ts";
import type { MediaKey } from "../media/media-key.ts";
import { newMediaKey, readMediaKey } from "../media/media-key.ts";
import type { Clock, Ids } from "../ports.ts";

interface Kept {
  readonly media: StoredMedia;
  readonly bytes: Uint8Array;
}

/** The whole of a body, held to what was said of it. */
async function takeIn(
  body: MediaBody,
  limits: Pick<NewMedia, "size" | "maxBytes"> = {},
): Promise<{ readonly bytes: Uint8Array; readonly measured: Measured }> {
  const measure = createMeasure(limits);
  const chunks: Uint8Array[] = [];
  for await (const chunk of chunksOf(body)) {
    measure.add(chunk);
    chunks.push(Uint8Array.from(chunk));
  }
  return { measured: measure.finish(), bytes: Buffer.concat(chunks) };
}

/** Media files that last as long as the program. */
export function memoryMediaFiles({
  clock,
  ids,
  address = "https://media.example",
}: {
  readonly clock: Clock;
  readonly ids: Pick<Ids, "secret">;
  /** What addresses begin with, without a slash at the end. */
  readonly address?: string;
}): MediaFiles {
  const kept = new Map<MediaKey, Kept>();
  return {
    async put(body, { folder, type, ...limits }) {
      const { bytes, measured } = await takeIn(body, limits);
      const key = newMediaKey(ids, { folder, type, sha256: measured.sha256 });
      const media = { key, type, ...measured, storedAt: clock.now() };
      kept.set(key, { media, bytes });
      return media;
    },
    async restore(key, body) {
      const type = readMediaKey(key)?.type;
      if (kept.has(key) || type === undefined) return;
      const { bytes, measured } = await takeIn(body);
      checkDigest(key, measured);
      kept.set(key, { media: { key, type, ...measured, storedAt: clock.now() }, bytes });
    },
    async stat(key) {
      return kept.get(key)?.media;
    },
    async open(key, { start, end } = { start: 0 }) {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      const pieces = [found.bytes.slice(start, end)];
      const source = { read: async () => pieces.shift(), close: () => Promise.resolve() };
      return { media: found.media, body: streamOf(source) };
    },
    async url(key) {
      return `${address}/${key}`;
    },
    async remove(key) {
      kept.delete(key);
    },
    async *list(prefix = "") {
      yield* [...kept.values()].map(({ media }) => media).filter(({ key }) => key.startsWith(prefix));
    },
  };
}
