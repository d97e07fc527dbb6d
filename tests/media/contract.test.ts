import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createIds } from "@trunkline/social";
import type { MediaFiles } from "@trunkline/social";
import { fixedClock, memoryIds, memoryMediaFiles } from "@trunkline/social/memory";
import { mediaFilesContract } from "@trunkline/storage-adapters/contracts";
import { fsMediaFiles } from "@trunkline/storage-adapters/fs";
import { s3MediaFiles } from "@trunkline/storage-adapters/s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestS3, testS3 } from "../support/s3.ts";

const now = () => new Date();
const ids = createIds({ now });
const root = mkdtempSync(join(tmpdir(), "trunkline-media-"));
const address = "https://social.example/media";
let s3: TestS3;
let opened = 0;

beforeAll(async () => {
  s3 = await testS3();
});
afterAll(async () => {
  await s3.close();
  rmSync(root, { recursive: true });
});

/** A bucket is emptied between the proofs: the server has one, as most people do. */
async function emptyBucket(multipartThreshold: number): Promise<MediaFiles> {
  const files = s3MediaFiles({ ...s3, ids, now, multipartThreshold });
  for await (const { key } of files.list()) await files.remove(key);
  return files;
}

const adapters: Readonly<Record<string, () => Promise<MediaFiles>>> = {
  "the memory": async () => memoryMediaFiles({ clock: fixedClock(), ids: memoryIds(fixedClock()) }),
  "a folder": async () => fsMediaFiles({ root: join(root, String((opened += 1))), address, ids, now }),
  "S3, in one request": () => emptyBucket(Infinity),
  "S3, in parts": () => emptyBucket(5 * 1024 * 1024),
};

for (const [name, open] of Object.entries(adapters)) {
  describe(`media files in ${name}`, () => {
    test.each(mediaFilesContract)("$promise", async ({ prove }) =>
      expect(prove({ files: await open() })).resolves.toBe(undefined),
    );
  });
}
