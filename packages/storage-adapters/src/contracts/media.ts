import assert from "node:assert/strict";
import type { AccountId, MadeMedia, MediaKey, Upload } from "@trunkline/social";
import { after, hours, minutes, newMediaKey } from "@trunkline/social";
import type { Clause } from "./clause.ts";
import { type Ground, newScheduled, person, post, write } from "./ground.ts";

function newKey({ ids }: Ground): MediaKey {
  return newMediaKey(ids, { folder: "attachments", type: "image/png", sha256: "0".repeat(64) });
}

function newMade(ground: Ground): MadeMedia {
  return {
    file: { key: newKey(ground), width: 40, height: 30 },
    preview: { key: newKey(ground), width: 4, height: 3 },
    blurhash: "LEHV6nWB2yk8pyo0adR*.7kCMdnj",
    colour: "#ff8800",
  };
}

function newUpload(ground: Ground, account: AccountId, over: Partial<Upload> = {}): Upload {
  return {
    id: ground.ids.next(),
    account,
    status: undefined,
    state: "ready",
    kind: "image",
    description: "A cat.",
    focus: { x: -0.5, y: 1 },
    source: undefined,
    made: newMade(ground),
    createdAt: ground.clock.now(),
    ...over,
  };
}

async function upload(ground: Ground, account: AccountId, over: Partial<Upload> = {}): Promise<Upload> {
  const made = newUpload(ground, account, over);
  await write(ground, (work) => work.media.add(made));
  return made;
}

/** Every file that is to be removed, in the order of their names. */
async function discardedIn({ storage }: Ground, now: Date): Promise<readonly MediaKey[]> {
  return (await storage.stores.media.discarded(now, 100)).map(({ key }) => key).sort();
}

const keysOf = ({ made, source }: Upload): readonly MediaKey[] =>
  [source?.key, made?.file.key, made?.preview?.key].filter((key) => key !== undefined).sort();

const owned: readonly Clause<Ground>[] = [
  {
    promise: "keeps an upload as it is, for its owner alone (S-084)",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const one = await upload(ground, ana);
      const waiting = await upload(ground, ana, {
        state: "processing",
        kind: "video",
        description: undefined,
        focus: undefined,
        source: { key: newKey(ground), format: "mov" },
        made: undefined,
      });
      const { media } = ground.storage.stores;
      const found = await media.of(ana, [waiting.id, one.id, one.id]);
      assert.deepEqual(new Set(found), new Set([one, waiting]));
      assert.deepEqual(await media.of(bo, [one.id]), []);
    },
  },
  {
    promise: "changes what no status shows, or the one that is named, and lets go of files that give way",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const one = await upload(ground, ana);
      const at = ground.clock.now();
      const change = (of: Pick<Upload, "id" | "account" | "status">, to: Partial<Upload>) =>
        write(ground, (work) => work.media.change(of, to, at));
      assert.equal(await change({ ...one, account: bo }, { description: "Mine." }), false);
      const made = { ...newMade(ground), file: one.made?.file ?? { key: newKey(ground) } };
      assert.equal(await change(one, { description: undefined, made }), true);
      const { media } = ground.storage.stores;
      assert.deepEqual(await media.of(ana, [one.id]), [{ ...one, description: undefined, made }]);
      assert.deepEqual(await discardedIn(ground, at), [one.made?.preview?.key]);
      const status = await post(ground, ana);
      await write(ground, (work) => work.media.attach([one.id], { account: ana, status }));
      assert.equal(await change(one, { description: "Late." }), false);
      assert.equal(await change({ ...one, status }, { focus: { x: 0, y: 0 } }), true);
      const [shown] = await media.of(ana, [one.id]);
      assert.deepEqual([shown?.description, shown?.focus], [undefined, { x: 0, y: 0 }]);
    },
  },
];

const shown: readonly Clause<Ground>[] = [
  {
    promise: "gives uploads to one status, once, and only those that are its author's own and ready (S-079)",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const [one, two] = [await upload(ground, ana), await upload(ground, ana)];
      const others = await upload(ground, bo);
      const waiting = await upload(ground, ana, { state: "processing", made: undefined });
      const [status, second] = [await post(ground, ana), await post(ground, ana)];
      const attach = (uploads: readonly Upload[], to: typeof status) =>
        write(ground, (work) =>
          work.media.attach(
            uploads.map(({ id }) => id),
            { account: ana, status: to },
          ),
        );
      assert.equal(await attach([one, others], status), false);
      assert.equal(await attach([one, waiting], status), false);
      assert.equal(await attach([one], status), true);
      assert.equal(await attach([two, one], status), true);
      assert.equal(await attach([one], second), false);
      const found = await ground.storage.stores.media.of(ana, [one.id, two.id]);
      assert.deepEqual(
        found.map((upload) => upload.status),
        [status, status],
      );
    },
  },
  {
    promise: "takes away what no status shows, and its files with it",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const [one, two] = [await upload(ground, ana), await upload(ground, ana)];
      const status = await post(ground, ana);
      const at = ground.clock.now();
      await write(ground, (work) => work.media.attach([two.id], { account: ana, status }));
      const remove = ({ id }: Upload) => write(ground, (work) => work.media.remove(ana, id, at));
      assert.deepEqual([await remove(one), await remove(one), await remove(two)], [true, false, false]);
      assert.deepEqual(await discardedIn(ground, at), keysOf(one));
    },
  },
  {
    promise: "leaves what a deleted status showed to be shown anew, and takes it away when nobody does",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const one = await upload(ground, ana);
      const status = await post(ground, ana);
      await write(ground, (work) => work.media.attach([one.id], { account: ana, status }));
      ground.clock.advance(hours(30));
      const deletedAt = ground.clock.now();
      await write(ground, (work) => work.statuses.remove(status, deletedAt));
      const { media } = ground.storage.stores;
      assert.equal((await media.of(ana, [one.id]))[0]?.status, undefined);
      const sweep = (since: Date) =>
        write(ground, (work) => work.media.removeUnattached(since, deletedAt, 10));
      assert.equal(await sweep(deletedAt), 0);
      assert.equal(await sweep(after(deletedAt, minutes(1))), 1);
      assert.deepEqual(await media.of(ana, [one.id]), []);
      assert.deepEqual(await discardedIn(ground, deletedAt), keysOf(one));
    },
  },
  {
    promise: "keeps what a status that waits for its time is to show",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const [one, two] = [await upload(ground, ana), await upload(ground, ana)];
      const waiting = newScheduled(ground, ana, hours(100));
      const scheduled = { ...waiting, post: { ...waiting.post, media: [one.id] } };
      await write(ground, (work) => work.scheduled.add(scheduled, { total: 9, perDay: 9 }));
      ground.clock.advance(hours(30));
      const now = ground.clock.now();
      const sweep = () => write(ground, (work) => work.media.removeUnattached(now, now, 10));
      assert.equal(await sweep(), 1);
      const { media } = ground.storage.stores;
      assert.deepEqual(
        (await media.of(ana, [one.id, two.id])).map(({ id }) => id),
        [one.id],
      );
      await write(ground, (work) => work.scheduled.remove(ana, scheduled.id));
      assert.equal(await sweep(), 1);
    },
  },
  {
    promise: "takes away all that a status shows, and all that an account has sent",
    async prove(ground) {
      const [ana, bo] = [await person(ground, "ana"), await person(ground, "bo")];
      const uploads = [await upload(ground, ana), await upload(ground, ana), await upload(ground, bo)];
      const [one, two, others] = uploads;
      assert.ok(one !== undefined && two !== undefined && others !== undefined);
      const status = await post(ground, ana);
      const at = ground.clock.now();
      await write(ground, (work) => work.media.attach([one.id], { account: ana, status }));
      await write(ground, (work) => work.media.removeOf(status, at));
      assert.deepEqual(await discardedIn(ground, at), keysOf(one));
      await write(ground, (work) => work.media.removeAllOf(ana, at));
      assert.deepEqual(await discardedIn(ground, at), [...keysOf(one), ...keysOf(two)].sort());
      const { media } = ground.storage.stores;
      assert.deepEqual(await media.of(ana, [one.id, two.id]), []);
      assert.deepEqual(await media.of(bo, [others.id]), [others]);
    },
  },
];

const processed: readonly Clause<Ground>[] = [
  {
    promise: "hands a waiting upload to one worker at a time, and to the next when the first is lost",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const source = { key: newKey(ground), format: "mp4" } as const;
      const one = await upload(ground, ana, { state: "processing", made: undefined, source });
      const now = ground.clock.now();
      const claim = (at: Date) => write(ground, (work) => work.media.claim(at, after(at, minutes(1))));
      const first = await claim(now);
      assert.deepEqual([first?.upload, first?.attempts], [one, 0]);
      assert.equal(await claim(now), undefined);
      assert.ok(first !== undefined);
      const hold = () => write(ground, (work) => work.media.hold(first, after(now, minutes(2))));
      assert.equal(await hold(), true);
      assert.equal(await claim(after(now, minutes(1))), undefined);
      const second = await claim(after(now, minutes(2)));
      assert.equal(second?.attempts, 1);
      assert.equal(await hold(), false);
      assert.ok(second !== undefined);
      const made = newMade(ground);
      const settle = (claimed: typeof first) =>
        write(ground, (work) => work.media.settle(claimed, { made }, now));
      assert.deepEqual(
        [await settle(first), await settle(second), await settle(second)],
        [false, true, false],
      );
      const [ready] = await ground.storage.stores.media.of(ana, [one.id]);
      assert.deepEqual(ready, { ...one, state: "ready", made, source: undefined });
      assert.deepEqual(await discardedIn(ground, now), [source.key]);
    },
  },
  {
    promise: "puts an upload off, or gives it up with what was sent",
    async prove(ground) {
      const ana = await person(ground, "ana");
      const source = { key: newKey(ground), format: "mp4" } as const;
      const one = await upload(ground, ana, { state: "processing", made: undefined, source });
      const now = ground.clock.now();
      const claim = (at: Date) => write(ground, (work) => work.media.claim(at, after(at, minutes(1))));
      const first = await claim(now);
      assert.ok(first !== undefined);
      const again = after(now, minutes(5));
      assert.equal(await write(ground, (work) => work.media.settle(first, { again }, now)), true);
      assert.equal(await claim(after(now, minutes(4))), undefined);
      const second = await claim(again);
      assert.ok(second !== undefined);
      assert.equal(await write(ground, (work) => work.media.settle(second, { failed: true }, now)), true);
      const [failed] = await ground.storage.stores.media.of(ana, [one.id]);
      assert.deepEqual([failed?.state, failed?.source], ["failed", undefined]);
      assert.deepEqual(await discardedIn(ground, now), [source.key]);
    },
  },
];

const discarded: readonly Clause<Ground>[] = [
  {
    promise: "keeps a file to be removed once, until it is seen to be gone, and puts off what did not go",
    async prove(ground) {
      const [one, two] = [newKey(ground), newKey(ground)];
      const now = ground.clock.now();
      const later = after(now, minutes(1));
      await write(ground, (work) => work.media.discard([one, two, one], now));
      await write(ground, (work) => work.media.putOff(one, later));
      await write(ground, (work) => work.media.discard([one], now));
      const { media } = ground.storage.stores;
      assert.deepEqual(await media.discarded(now, 10), [{ key: two, attempts: 0 }]);
      await write(ground, (work) => work.media.forget([two]));
      assert.deepEqual(await media.discarded(later, 10), [{ key: one, attempts: 1 }]);
    },
  },
];

/** `MediaStore`: what people have sent, and the files that nobody needs any more. */
export const mediaStoreContract: readonly Clause<Ground>[] = [...owned, ...shown, ...processed, ...discarded];
