import { expect, test } from "vitest";
import { hours, minutes } from "../kernel/time.ts";
import { pngOf, memoryImaging } from "../memory/imaging.ts";
import { memoryMediaFiles } from "../memory/media-files.ts";
import { createTown } from "../testing/town.ts";
import { MediaFilesError } from "./media-files.ts";
import type { MediaFiles } from "./media-files.ts";
import { createMedia } from "./media.ts";
import { tendMedia } from "./tend-media.ts";

const picture = pngOf({ width: 40, height: 30 });

async function world() {
  const town = createTown();
  const { storage, clock, ids } = town;
  const files = memoryMediaFiles({ clock, ids });
  const settings = { origin: "https://here.example" };
  const digests = { of: (secret: string) => `digest of ${secret}` };
  const media = createMedia({
    storage,
    clock,
    ids,
    settings,
    digests,
    media: { files, imaging: memoryImaging() },
  });
  const ana = await town.person("ana");
  const count = async () => {
    let found = 0;
    for await (const _ of files.list()) found += 1;
    return found;
  };
  const tend = (over: MediaFiles = files) => tendMedia({ storage, clock, files: over });
  return { ...town, files, media, ana, count, tend };
}

test("an upload that no status shows is gone within a day, with its files (S-079, S-081)", async () => {
  const { media, ana, clock, count, tend } = await world();
  const { id } = await media.upload(ana, picture, {});
  clock.advance(hours(22));
  await tend();
  expect([(await media.show(ana, id)).id, await count()]).toEqual([id, 2]);
  clock.advance(hours(1.5));
  expect(await tend()).toBe(3);
  await expect(media.show(ana, id)).rejects.toMatchObject({ code: "not-found" });
  expect([await count(), await tend()]).toEqual([0, 0]);
});

test("what a status shows stays, and is unreachable once the account is deleted (S-080, S-153)", async () => {
  const { social, media, ana, clock, count, tend, storage } = await world();
  const { id } = await media.upload(ana, picture, {});
  const quiet = { text: "", spoilerText: "", sensitive: false, language: undefined };
  const fresh = {
    visibility: "private",
    inReplyTo: undefined,
    app: undefined,
    idempotencyKey: undefined,
  } as const;
  await social.statuses.post(ana, { ...quiet, ...fresh, media: [id] });
  clock.advance(hours(48));
  await tend();
  expect(await count()).toBe(2);
  await social.signIn.deleteUser(ana);
  await tend();
  expect([await count(), await storage.stores.media.of(ana, [id])]).toEqual([0, []]);
});

test("a file that the storage does not remove is tried again until it is gone (S-081)", async () => {
  const { media, ana, files, clock, count, tend } = await world();
  const { id } = await media.upload(ana, picture, {});
  await media.remove(ana, id);
  const dead = {
    ...files,
    remove: () => Promise.reject(new MediaFilesError("unavailable", "Nobody answers.")),
  };
  await tend(dead);
  expect([await count(), await tend()]).toEqual([2, 0]);
  clock.advance(minutes(1));
  await tend();
  expect(await count()).toBe(0);
});
