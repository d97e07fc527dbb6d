import { MediaFilesError } from "@trunkline/social";
import type { MediaFiles, MediaKey } from "@trunkline/social";
import { fixedClock, memoryIds, memoryMediaFiles } from "@trunkline/social/memory";
import { beforeAll, describe, expect, test } from "vitest";
import { mediaRoutes } from "./media.ts";

const origin = "https://social.example";
const clock = fixedClock();
const media = memoryMediaFiles({ clock, ids: memoryIds(clock), address: `${origin}/media` });
let key: MediaKey;
let etag: string;

beforeAll(async () => {
  const stored = await media.put(Buffer.from("0123456789"), { folder: "attachments", type: "video/mp4" });
  ({ key } = stored);
  etag = `"${stored.sha256}"`;
});

async function ask(
  path: string,
  { files = media, ...init }: RequestInit & { readonly files?: MediaFiles } = {},
): Promise<Response> {
  return mediaRoutes({ media: files, origin }).request(`${origin}/media/${path}`, init);
}

test("S-077: a file has the type of its key, and is shown and not run", async () => {
  const answer = await ask(key, { headers: { accept: "application/activity+json" } });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe("0123456789");
  expect(Object.fromEntries(answer.headers)).toEqual({
    "accept-ranges": "bytes",
    "access-control-allow-origin": "*",
    "cache-control": "public, max-age=86400, immutable",
    "content-disposition": "inline",
    "content-length": "10",
    "content-security-policy": "default-src 'none'; sandbox",
    "content-type": "video/mp4",
    "cross-origin-resource-policy": "cross-origin",
    etag,
    "x-content-type-options": "nosniff",
  });
});

test("HEAD says the same without the file", async () => {
  const answer = await ask(key, { method: "HEAD" });
  expect([answer.status, answer.headers.get("content-length"), answer.body]).toEqual([200, "10", null]);
});

describe("a part of a file", () => {
  test.each([
    ["bytes=0-3", "bytes 0-3/10", "0123"],
    ["bytes=8-", "bytes 8-9/10", "89"],
    ["bytes=-3", "bytes 7-9/10", "789"],
    ["bytes=-99", "bytes 0-9/10", "0123456789"],
    ["bytes=4-99", "bytes 4-9/10", "456789"],
  ])("is sent for %s", async (range, contentRange, text) => {
    const answer = await ask(key, { headers: { range } });
    expect([answer.status, answer.headers.get("content-range")]).toEqual([206, contentRange]);
    expect(answer.headers.get("content-length")).toBe(String(text.length));
    expect(await answer.text()).toBe(text);
  });

  test.each(["bytes=10-", "bytes=99-100", "bytes=-0"])("is refused for %s", async (range) => {
    const answer = await ask(key, { headers: { range } });
    expect([answer.status, answer.headers.get("content-range")]).toEqual([416, "bytes */10"]);
  });

  test.each(["bytes=5-3", "bytes=-", "bytes=0-1,4-5", "lines=1-2", "bytes=a-b"])(
    "is the whole for %s",
    async (range) => expect((await ask(key, { headers: { range } })).status).toBe(200),
  );

  test("is sent only to whoever has the rest of the same file", async () => {
    const range = "bytes=0-1";
    expect((await ask(key, { headers: { range, "if-range": etag } })).status).toBe(206);
    expect((await ask(key, { headers: { range, "if-range": '"other"' } })).status).toBe(200);
  });
});

test("whoever has the file is told that it has not changed", async () => {
  expect((await ask(key, { headers: { "if-none-match": etag } })).status).toBe(304);
  expect((await ask(key, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
});

test("S-076 S-086: what is no key, and a key under which nothing stands, are not found", async () => {
  const nobody = key.replace(/\/../, "/zz");
  const absent = key.replace(/.$/, "4").replace(/[0-9a-f]{4}-/, "0000-");
  for (const path of ["", "x", "etc/passwd", nobody, absent, `${key}x`, `${key}.html`, "attachments"])
    expect((await ask(path)).status).toBe(404);
  expect((await ask(key, { method: "POST" })).status).toBe(404);
});

test("S-080: whoever asks for what lies elsewhere is sent there for a quarter of an hour", async () => {
  const files: MediaFiles = {
    ...media,
    url: async (key, { lasting } = {}) => `https://bucket.example/${key}?for=${lasting}`,
  };
  const answer = await ask(key, { files });
  expect([answer.status, answer.headers.get("location"), answer.headers.get("cache-control")]).toEqual([
    302,
    `https://bucket.example/${key}?for=900000`,
    "private, max-age=300",
  ]);
});

test("R-018: while the storage is down the answer is 503, and says when to come back", async () => {
  const down = () => Promise.reject(new MediaFilesError("unavailable", "down"));
  const answer = await ask(key, { files: { ...media, stat: down } });
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
});
