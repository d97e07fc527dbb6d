import assert from "node:assert/strict";
import { after, minutes, newMediaKey } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, write } from "./ground.ts";

const url = "https://there.example/cat.png";

/** `RemoteMediaStore`: files of other servers that lie here for a while. */
export const remoteMediaStoreContract: readonly Clause<Ground>[] = [
  {
    promise: "keeps what was had, or that it was not, once for each size, and lets go of files that give way",
    async prove(ground) {
      const newKey = () =>
        newMediaKey(ground.ids, { folder: "cache", type: "image/png", sha256: "0".repeat(64) });
      const [one, two] = [newKey(), newKey()];
      const now = ground.clock.now();
      const later = after(now, minutes(1));
      const { media, remoteMedia } = ground.storage.stores;
      const put = (key: typeof one | undefined, at: Date) =>
        write(ground, (work) => work.remoteMedia.put({ url, size: "small", key, at }));
      await put(undefined, now);
      assert.deepEqual(await remoteMedia.of(url, "small"), { url, size: "small", key: undefined, at: now });
      assert.equal(await remoteMedia.of(url, "original"), undefined);
      await put(one, now);
      await put(one, later);
      assert.deepEqual(await media.discarded(later, 9), []);
      await put(two, later);
      assert.deepEqual(await media.discarded(later, 9), [{ key: one, attempts: 0 }]);
      const forget = (before: Date) =>
        write(ground, (work) => work.remoteMedia.forgetBefore(before, later, 10));
      assert.equal(await forget(later), 0);
      assert.equal(await forget(after(later, 1)), 1);
      assert.equal(await remoteMedia.of(url, "small"), undefined);
      assert.deepEqual(new Set((await media.discarded(later, 9)).map(({ key }) => key)), new Set([one, two]));
    },
  },
];
