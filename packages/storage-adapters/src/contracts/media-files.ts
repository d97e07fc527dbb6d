import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { MediaFault, MediaFiles, MediaKey, OpenMedia, StoredMedia } from "@trunkline/social";
import { hours, MediaFilesError, newMediaKey, readMediaKey } from "@trunkline/social";
import type { Clause } from "./clause.ts";

/** Media files that hold nothing yet. */
export interface MediaGround {
  readonly files: MediaFiles;
}

const hello = Buffer.from("Hello, picture.");
const picture = { folder: "attachments", type: "image/png" } as const;

const digestOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Bytes that repeat nowhere near each other, the same in every run. */
function noise(size: number): Buffer {
  const block = createHash("sha512");
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; at += 64) block.copy().update(String(at)).digest().copy(bytes, at);
  return bytes;
}

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function contentOf(open: OpenMedia | undefined): Promise<Buffer> {
  assert.notEqual(open, undefined, "there is no such file");
  const chunks: Uint8Array[] = [];
  for await (const chunk of open?.body ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function all({ files }: MediaGround, prefix?: string): Promise<readonly StoredMedia[]> {
  const found: StoredMedia[] = [];
  for await (const media of files.list(prefix)) found.push(media);
  return found;
}

/** A key that nothing stands under. */
const absent: MediaKey = newMediaKey(
  { secret: () => Buffer.alloc(32, 7).toString("base64url") },
  { ...picture, sha256: digestOf(hello) },
);

async function assertFails(attempt: Promise<unknown>, reason: MediaFault): Promise<void> {
  await assert.rejects(attempt, (error) => error instanceof MediaFilesError && error.reason === reason);
}

const keeping: readonly Clause<MediaGround>[] = [
  {
    promise: "puts a file back under the key that it had, and nothing that is not what the key says",
    async prove({ files }) {
      await assertFails(files.restore(absent, noise(9)), "corrupt");
      assert.equal(await files.stat(absent), undefined);
      await files.restore(absent, hello);
      await files.restore(absent, hello);
      assert.deepEqual(await contentOf(await files.open(absent)), hello);
      await files.remove(absent);
    },
  },
  {
    promise: "keeps content under a key that says its type and digest, and cannot be guessed",
    async prove({ files }) {
      const stored = await files.put(hello, picture);
      assert.equal(stored.size, hello.length);
      assert.equal(stored.sha256, digestOf(hello));
      assert.deepEqual(readMediaKey(stored.key), {
        key: stored.key,
        sha256: digestOf(hello),
        ...picture,
      });
      const found = await files.stat(stored.key);
      assert.deepEqual({ ...found, storedAt: undefined }, { ...stored, storedAt: undefined });
      assert.equal(found?.storedAt instanceof Date, true);
      const open = await files.open(stored.key);
      assert.deepEqual({ ...open?.media, storedAt: undefined }, { ...stored, storedAt: undefined });
      assert.deepEqual(await contentOf(open), hello);
    },
  },
  {
    promise: "keeps a stream whose size nobody knows, however it is cut",
    async prove({ files }) {
      const bytes = noise(70_001);
      for (const length of [1000, 70_001]) {
        const { key, size } = await files.put(pieces(bytes, length), { ...picture, type: "video/mp4" });
        assert.equal(size, bytes.length);
        assert.deepEqual(await contentOf(await files.open(key)), bytes);
      }
    },
  },
  {
    promise: "keeps a large file whole",
    async prove({ files }) {
      const bytes = noise(11 * 1024 * 1024 + 3);
      const { key } = await files.put(pieces(bytes, 64 * 1024), { ...picture, size: bytes.length });
      assert.equal((await files.stat(key))?.size, bytes.length);
      assert.equal(digestOf(await contentOf(await files.open(key))), digestOf(bytes));
      const range = { start: 9_000_000, end: 9_000_010 };
      assert.deepEqual(await contentOf(await files.open(key, range)), bytes.subarray(9_000_000, 9_000_010));
    },
  },
  {
    promise: "keeps a file without content",
    async prove({ files }) {
      const { key, size } = await files.put(new Uint8Array(), picture);
      assert.equal(size, 0);
      assert.deepEqual(await contentOf(await files.open(key)), Buffer.alloc(0));
      assert.deepEqual(await contentOf(await files.open(key, { start: 0 })), Buffer.alloc(0));
    },
  },
  {
    promise: "makes two files of the same content, and removing one leaves the other",
    async prove(ground) {
      const one = await ground.files.put(hello, picture);
      const other = await ground.files.put(hello, picture);
      assert.notEqual(one.key, other.key);
      await ground.files.remove(one.key);
      assert.deepEqual(
        (await all(ground)).map(({ key }) => key),
        [other.key],
      );
      assert.deepEqual(await contentOf(await ground.files.open(other.key)), hello);
    },
  },
  {
    promise: "keeps what is put at the same time",
    async prove(ground) {
      const bodies = Array.from({ length: 20 }, (_, index) => noise(1000 + index));
      const stored = await Promise.all(bodies.map((body) => ground.files.put(body, picture)));
      const sizes = await Promise.all(stored.map(async ({ key }) => contentOf(await ground.files.open(key))));
      assert.deepEqual(sizes, bodies);
      assert.equal((await all(ground)).length, 20);
    },
  },
];

const refusing: readonly Clause<MediaGround>[] = [
  {
    promise: "rejects with what a body throws, and leaves nothing of it",
    async prove(ground) {
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield* pieces(noise(9 * 1024 * 1024), 1024 * 1024);
        throw new TypeError("the connection broke");
      }
      await assert.rejects(ground.files.put(broken(), picture), new TypeError("the connection broke"));
      assert.deepEqual(await all(ground), []);
    },
  },
  {
    promise: "refuses a body of another size than was promised, and leaves nothing of it",
    async prove(ground) {
      for (const size of [hello.length - 1, hello.length + 1]) {
        await assertFails(ground.files.put(hello, { ...picture, size }), "incomplete");
        await assertFails(ground.files.put(pieces(hello, 4), { ...picture, size }), "incomplete");
      }
      assert.deepEqual(await all(ground), []);
    },
  },
  {
    promise: "refuses a body that is larger than it may be, and reads no further",
    async prove(ground) {
      let yielded = 0;
      async function* endless(): AsyncGenerator<Uint8Array> {
        for (;;) yield Buffer.alloc(100, (yielded += 1));
      }
      await assertFails(ground.files.put(endless(), { ...picture, maxBytes: 250 }), "too-large");
      assert.equal(yielded, 3);
      assert.deepEqual(await all(ground), []);
    },
  },
  {
    promise: "shows nothing of a file that is still being put",
    async prove(ground) {
      const { promise: rest, resolve } = Promise.withResolvers<void>();
      const seen: number[] = [];
      async function* slow(): AsyncGenerator<Uint8Array> {
        yield* pieces(noise(100_000), 50_000);
        seen.push((await all(ground)).length);
        await rest;
        yield hello;
      }
      const put = ground.files.put(slow(), picture);
      resolve();
      await put;
      assert.deepEqual(seen, [0]);
      assert.equal((await all(ground)).length, 1);
    },
  },
];

const reading: readonly Clause<MediaGround>[] = [
  {
    promise: "reads ranges, cut to what there is",
    async prove({ files }) {
      const { key } = await files.put(hello, picture);
      const read = async (start: number, end?: number): Promise<string> => {
        const open = await files.open(key, { start, ...(end === undefined ? {} : { end }) });
        assert.equal(open?.media.size, hello.length);
        return (await contentOf(open)).toString();
      };
      assert.equal(await read(0, 5), "Hello");
      assert.equal(await read(7), "picture.");
      assert.equal(await read(7, 999), "picture.");
      assert.equal(await read(14, 15), ".");
      assert.equal(await read(3, 3), "");
      assert.equal(await read(15), "");
      assert.equal(await read(99, 100), "");
    },
  },
  {
    promise: "lets go of a file that nobody wants to read on",
    async prove({ files }) {
      const { key } = await files.put(noise(2_000_000), picture);
      for (let time = 0; time < 40; time += 1) {
        const open = await files.open(key);
        if (time % 2 === 0) await open?.body.cancel();
        else for await (const _ of open?.body ?? []) break;
      }
      await files.remove(key);
      assert.equal(await files.open(key), undefined);
    },
  },
  {
    promise: "knows nothing of a key under which nothing stands",
    async prove({ files }) {
      await files.put(hello, picture);
      assert.equal(await files.stat(absent), undefined);
      assert.equal(await files.open(absent), undefined);
      assert.equal(await files.open(absent, { start: 3 }), undefined);
      await files.remove(absent);
    },
  },
  {
    promise: "has removed a file once it says so, and may be told twice",
    async prove(ground) {
      const { key } = await ground.files.put(hello, picture);
      await ground.files.remove(key);
      assert.equal(await ground.files.stat(key), undefined);
      assert.equal(await ground.files.open(key), undefined);
      assert.deepEqual(await all(ground), []);
      await ground.files.remove(key);
    },
  },
  {
    promise: "lists every file once, or those of a prefix, with size and digest",
    async prove(ground) {
      const stored: StoredMedia[] = [];
      for (const folder of ["a", "a-b", "b", "a", "b"]) {
        const body = noise(10 + stored.length);
        stored.push(await ground.files.put(body, { folder, type: "image/webp" }));
      }
      const plain = (list: readonly StoredMedia[]): readonly object[] =>
        list.toSorted((one, other) => (one.key < other.key ? -1 : 1)).map(({ storedAt: _, ...rest }) => rest);
      const of = (prefix: string): readonly object[] =>
        plain(stored.filter(({ key }) => key.startsWith(prefix)));
      assert.deepEqual(plain(await all(ground)), of(""));
      for (const prefix of ["a/", "a", "a-b/", "b/", "c/", stored[0]?.key ?? ""])
        assert.deepEqual(plain(await all(ground, prefix)), of(prefix));
    },
  },
  {
    promise: "answers an address that stays, and ends with the key",
    async prove({ files }) {
      const { key } = await files.put(hello, picture);
      const address = new URL(await files.url(key));
      assert.equal(address.pathname.endsWith(`/${key}`), true);
      assert.equal(await files.url(key), address.href);
      const lasting = new URL(await files.url(key, { lasting: hours(1) }));
      assert.equal(lasting.pathname.endsWith(`/${key}`), true);
    },
  },
];

/** `MediaFiles`: bytes under keys. */
export const mediaFilesContract: readonly Clause<MediaGround>[] = [...keeping, ...refusing, ...reading];
