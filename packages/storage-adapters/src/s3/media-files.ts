import type {
  ByteRange,
  Ids,
  MediaFiles,
  MediaKey,
  Milliseconds,
  OpenMedia,
  StoredMedia,
} from "@trunkline/social";
import {
  checkDigest,
  hours,
  MediaFilesError,
  newMediaKey,
  readMediaKey,
  seconds,
  streamOf,
} from "@trunkline/social";
import { createS3Client } from "./client.ts";
import type { S3Answer, S3Client, S3Fetch } from "./client.ts";
import { bucketAddress } from "./endpoint.ts";
import type { S3Bucket } from "./endpoint.ts";
import { listObjects } from "./list.ts";
import { signedAddress } from "./sign.ts";
import type { S3Credentials } from "./sign.ts";
import { spool } from "./spool.ts";
import { mustAnswer, refused, uploadInParts, uploadWhole } from "./upload.ts";
import { textIn } from "./xml.ts";

export type { S3Fetch } from "./client.ts";
export type { S3Bucket } from "./endpoint.ts";
export type { S3Credentials } from "./sign.ts";

export interface S3MediaOptions extends S3Bucket, S3Credentials {
  readonly ids: Pick<Ids, "secret">;
  readonly now: () => Date;
  /** What addresses begin with, without a slash at the end. The bucket's own address by default. */
  readonly address?: string;
  /** The canned access list that objects are stored with (`public-read`). The bucket's own rules by default. */
  readonly acl?: string;
  /** Whether the bucket is private, so that only signed addresses lead to a file, for an hour at most (S-080). */
  readonly signs?: boolean;
  /** Files of more bytes than this are sent in parts; 15 MiB by default. `Infinity` for services that know no parts. */
  readonly multipartThreshold?: number;
  /** How long the service may take to answer; 5 seconds by default. Sending a body has more, by its size. */
  readonly timeout?: Milliseconds;
  /** How often a request is tried; 3 times by default. */
  readonly attempts?: number;
  /** What requests go out through; `fetch` by default. */
  readonly fetch?: S3Fetch;
}

/** Longest life of a signed address (S-080). */
const mostLasting = hours(1);
const oneDay = "public, max-age=86400, immutable";

/**
 * Keeps media files in a bucket of Amazon S3, or of a service that speaks its language.
 *
 * The bucket has to exist, must not keep versions (removed files would stay), and should have a rule that
 * clears unfinished uploads after a day: a process that is killed leaves their parts behind, seen by nobody.
 */
export function s3MediaFiles(options: S3MediaOptions): MediaFiles {
  const { ids, now, acl, signs = false, multipartThreshold = 15 * 1024 * 1024 } = options;
  const signing = { credentials: credentialsOf(options), region: options.region, now };
  const bucket = bucketAddress(options);
  const { timeout = seconds(5), attempts = 3, fetch = globalThis.fetch } = options;
  const send = createS3Client({ ...signing, bucket, timeout, patience: timeout * 2, attempts, fetch });
  const headersFor = (type: string): Record<string, string> => ({
    "content-type": type,
    "content-disposition": "inline",
    "cache-control": oneDay,
    ...(acl === undefined ? {} : { "x-amz-acl": acl }),
  });
  return {
    async put(body, about) {
      const { folder, type } = about;
      const content = await spool(body, about, multipartThreshold);
      try {
        const { size, sha256 } = content;
        const key = newMediaKey(ids, { folder, type, sha256 });
        const upload = { key, content, headers: headersFor(type) };
        await (size > multipartThreshold ? uploadInParts : uploadWhole)(send, upload);
        return { key, type, size, sha256, storedAt: now() };
      } finally {
        await content.close();
      }
    },
    async restore(key, body) {
      const type = readMediaKey(vouched(key))?.type ?? "";
      if ((await statObject(send, key)) !== undefined) return;
      const content = await spool(body, {}, multipartThreshold);
      try {
        checkDigest(key, content);
        const upload = { key, content, headers: headersFor(type) };
        await (content.size > multipartThreshold ? uploadInParts : uploadWhole)(send, upload);
      } finally {
        await content.close();
      }
    },
    stat: async (key) => statObject(send, vouched(key)),
    open: async (key, range) => openObject(send, vouched(key), range),
    async url(key, { lasting } = {}) {
      const address = `${options.address ?? bucket.href.slice(0, -1)}/${key}`;
      if (!signs || lasting === undefined) return address;
      const life = Math.max(1, Math.floor(Math.min(lasting, mostLasting) / 1000));
      return (await signedAddress(signing, new URL(vouched(key), bucket), life)).href;
    },
    async remove(key) {
      await mustAnswer(send, { method: "DELETE", key: vouched(key) }, [200, 204, 404]);
      if ((await statObject(send, key)) === undefined) return;
      throw new MediaFilesError("unavailable", `${key} is still there after it was removed.`);
    },
    list: (prefix = "") => listObjects(send, prefix),
  };
}

function credentialsOf({ accessKeyId, secretAccessKey, sessionToken }: S3MediaOptions): S3Credentials {
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

/** Whatever is no key might name another object than it says (S-076). */
function vouched(key: MediaKey): MediaKey {
  if (readMediaKey(key) === undefined) throw new Error(`"${key}" is no key of a media file.`);
  return key;
}

async function statObject(send: S3Client, key: MediaKey): Promise<StoredMedia | undefined> {
  const request = { method: "HEAD", key } as const;
  const answer = await mustAnswer(send, request, [200, 404]);
  return answer.status === 404 ? undefined : storedMedia(key, answer, answer.headers.get("content-length"));
}

async function openObject(send: S3Client, key: MediaKey, range?: ByteRange): Promise<OpenMedia | undefined> {
  if (range?.end !== undefined && range.end <= range.start) return nothingOf(send, key);
  // A file without content has no range, not even the one that begins at its begin.
  const isWhole = range === undefined || (range.start === 0 && range.end === undefined);
  const headers = isWhole ? {} : { range: `bytes=${range.start}-${lastOf(range)}` };
  const request = { method: "GET", key, headers, streams: true } as const;
  const answer = await send(request);
  if (answer.status === 404 && textIn(answer.text, "Code") !== "NoSuchBucket") return undefined;
  if (answer.status === 416) return nothingOf(send, key);
  if (answer.source === undefined) throw refused(request, answer);
  const isPart = answer.status === 206;
  const size = isPart
    ? answer.headers.get("content-range")?.split("/").at(-1)
    : answer.headers.get("content-length");
  const media = storedMedia(key, answer, size);
  return { media, body: streamOf(answer.source, isPart ? undefined : media) };
}

const lastOf = ({ end }: ByteRange): number | "" => (end === undefined ? "" : end - 1);

/** A part of a file in which there is nothing: S3 has no word for it. */
async function nothingOf(send: S3Client, key: MediaKey): Promise<OpenMedia | undefined> {
  const media = await statObject(send, key);
  const nothing = { read: () => Promise.resolve(undefined), close: () => Promise.resolve() };
  return media === undefined ? undefined : { media, body: streamOf(nothing) };
}

function storedMedia(
  key: MediaKey,
  { headers }: Pick<S3Answer, "headers">,
  size: string | null | undefined,
): StoredMedia {
  const read = readMediaKey(key);
  const storedAt = new Date(headers.get("last-modified") ?? "");
  if (read === undefined || size === null || size === undefined || Number.isNaN(storedAt.getTime()))
    throw new Error(
      `The S3 service says too little of ${key}: size ${size}, from ${headers.get("last-modified")}.`,
    );
  return { key: read.key, type: read.type, sha256: read.sha256, size: Number(size), storedAt };
}
