import { chunksOf, createMeasure, streamOf } from "../media/media-body.ts";
import type { MediaFiles, StoredMedia } from "../media/media-files.ts";
import type { MediaKey } from "../media/media-key.ts";
import { newMediaKey } from "../media/media-key.ts";
import type { Clock, Ids } from "../ports.ts";

interface Kept {
  readonly media: StoredMedia;
  readonly bytes: Uint8Array;
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
      const measure = createMeasure(limits);
      const chunks: Uint8Array[] = [];
      for await (const chunk of chunksOf(body)) {
        measure.add(chunk);
        chunks.push(Uint8Array.from(chunk));
      }
      const measured = measure.finish();
      const key = newMediaKey(ids, { folder, type, sha256: measured.sha256 });
      const media = { key, type, ...measured, storedAt: clock.now() };
      kept.set(key, { media, bytes: Buffer.concat(chunks) });
      return media;
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
