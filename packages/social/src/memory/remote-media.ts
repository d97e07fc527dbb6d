import type { KeptRemote, RemoteMediaStore } from "../media/remote-media.store.ts";
import { discard } from "./media.ts";
import type { Tables } from "./tables.ts";

export function remoteMediaStore(tables: Tables): RemoteMediaStore {
  const { remoteMedia } = tables;
  const nameOf = ({ url, size }: Pick<KeptRemote, "url" | "size">): string => `${size} ${url}`;
  return {
    of: async (url, size) => remoteMedia.get(nameOf({ url, size })),
    async put(kept) {
      const before = remoteMedia.get(nameOf(kept))?.key;
      if (before !== undefined && before !== kept.key) discard(tables, [before], kept.at);
      remoteMedia.set(nameOf(kept), kept);
    },
    async forgetBefore(before, at, limit) {
      const old = remoteMedia
        .values()
        .filter((kept) => kept.at < before)
        .slice(0, limit);
      for (const kept of old) {
        if (kept.key !== undefined) discard(tables, [kept.key], at);
        remoteMedia.delete(nameOf(kept));
      }
      return old.length;
    },
  };
}
