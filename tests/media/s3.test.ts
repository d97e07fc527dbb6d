import { readdirSync, truncateSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { createIds, hours, minutes } from "@trunkline/social";
import type { MediaFiles, MediaKey } from "@trunkline/social";
import { type S3MediaOptions, s3MediaFiles } from "@trunkline/storage-adapters/s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answering, fetchFrom, type TestS3, testS3 } from "../support/s3.ts";

const picture = { folder: "attachments", type: "image/jpeg" } as const;
const hello = Buffer.from("Hello, picture.");
const now = () => new Date();
const ids = createIds({ now });
const megabyte = 1024 * 1024;
let s3: TestS3;

beforeAll(async () => {
  s3 = await testS3();
});
afterAll(() => s3.close());

const open = (over: Partial<S3MediaOptions> = {}): MediaFiles => s3MediaFiles({ ...s3, ids, now, ...over });

async function keys(files: MediaFiles): Promise<readonly MediaKey[]> {
  const found: MediaKey[] = [];
  for await (const { key } of files.list()) found.push(key);
  return found;
}

/** Media files of a service that answers as it is told, and the requests that it was sent. */
async function against(
  answer: (request: IncomingMessage, response: ServerResponse, asked: readonly string[]) => void,
  over: Partial<S3MediaOptions> = {},
) {
  const asked: string[] = [];
  const server = await answering((request, response) => {
    asked.push(`${request.method} ${request.url?.split("?")[0] === "/media/" ? "bucket" : "object"}`);
    request.resume().on("end", () => answer(request, response, asked));
  });
  const files = open({ endpoint: server.endpoint, ...over });
  return { files, asked, [Symbol.asyncDispose]: server.close };
}

const unavailable = { name: "MediaFilesError", reason: "unavailable" };
const known = async (): Promise<MediaKey> => (await open().put(hello, picture)).key;

describe("addresses", () => {
  test("Amazon's bucket stands in the host, another's in the path, and both may be told otherwise", async () => {
    const key = await known();
    const at = async (over: Partial<S3MediaOptions>) => {
      const { endpoint: _, ...amazon } = s3;
      const files = s3MediaFiles({ ...amazon, region: "eu-central-1", ids, now, ...over });
      return (await files.url(key)).replace(key, "KEY");
    };
    const endpoint = "https://minio.example:9000";
    expect(await at({})).toBe("https://media.s3.eu-central-1.amazonaws.com/KEY");
    expect(await at({ pathStyle: true })).toBe("https://s3.eu-central-1.amazonaws.com/media/KEY");
    expect(await at({ endpoint })).toBe("https://minio.example:9000/media/KEY");
    expect(await at({ endpoint, pathStyle: false })).toBe("https://media.minio.example:9000/KEY");
    expect(await at({ endpoint, address: "https://files.example" })).toBe("https://files.example/KEY");
  });

  test("a bucket in the host is asked there, whole and in parts", async () => {
    const hosts = new Set<string>();
    const { endpoint, ...amazon } = s3;
    const files = s3MediaFiles({
      ...amazon,
      ids,
      now,
      region: "eu-west-1",
      multipartThreshold: 5 * megabyte,
      fetch(url, init) {
        hosts.add(url.host);
        return fetchFrom(endpoint, new Request(url, init));
      },
    });
    for (const body of [hello, Buffer.alloc(6 * megabyte, 1)]) {
      const { key } = await files.put(body, picture);
      expect((await files.stat(key))?.size).toBe(body.length);
      expect(await keys(open())).toContain(key);
      await files.remove(key);
      expect(await files.stat(key)).toBe(undefined);
    }
    expect([...hosts]).toEqual(["media.s3.eu-west-1.amazonaws.com"]);
  });

  test("S-080: a private bucket's files are had by a signed address, for an hour at most", async () => {
    const files = open({ signs: true, address: "https://social.example/media" });
    const { key } = await files.put(hello, picture);
    expect(await files.url(key)).toBe(`https://social.example/media/${key}`);
    const address = new URL(await files.url(key, { lasting: minutes(15) }));
    expect(address.searchParams.get("X-Amz-Expires")).toBe("900");
    const answer = await fetch(address);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    expect(await answer.text()).toBe("Hello, picture.");
    const long = new URL(await files.url(key, { lasting: hours(9) }));
    expect(long.searchParams.get("X-Amz-Expires")).toBe("3600");
    const old = open({ signs: true, now: () => new Date(Date.now() - hours(2)) });
    expect((await fetch(await old.url(key, { lasting: hours(1) }))).status).toBe(403);
  });
});

describe("R-018: a service that is down", () => {
  test("and refuses connections is told as unavailable at once", async () => {
    const gone = await answering(() => undefined);
    await gone.close();
    const key = await known();
    const files = open({ endpoint: gone.endpoint });
    const began = performance.now();
    await expect(files.put(hello, picture)).rejects.toMatchObject(unavailable);
    await expect(files.open(key)).rejects.toMatchObject(unavailable);
    await expect(files.remove(key)).rejects.toMatchObject(unavailable);
    await expect(keys(files)).rejects.toMatchObject(unavailable);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  test("and takes requests but answers none is waited for no longer than was said", async () => {
    await using service = await against(() => undefined, { timeout: 200 });
    const began = performance.now();
    await expect(service.files.put(hello, picture)).rejects.toMatchObject(unavailable);
    expect(performance.now() - began).toBeLessThan(3000);
    expect(service.asked.length).toBeGreaterThan(1);
  });

  test("and begins an answer without going on is given up as well", async () => {
    const key = await known();
    const head = { "content-length": 15, "last-modified": new Date(0).toUTCString() };
    await using service = await against((_, response) => response.writeHead(200, head).write("Hello"), {
      timeout: 200,
    });
    const found = await service.files.open(key);
    await expect(new Response(found?.body).text()).rejects.toMatchObject(unavailable);
  });

  test("and asks for patience gets it, as often as was said", async () => {
    const down = (_: IncomingMessage, response: ServerResponse, asked: readonly string[]) =>
      response.writeHead(asked.length < 3 ? 503 : 200).end();
    await using service = await against(down);
    await service.files.put(hello, picture);
    expect(service.asked).toEqual(["PUT object", "PUT object", "PUT object"]);
    await using impatient = await against(down, { attempts: 2 });
    await expect(impatient.files.put(hello, picture)).rejects.toMatchObject(unavailable);
  });
});

describe("a service that will not", () => {
  test("S-081: has not removed a file that it still has, whatever it says", async () => {
    const key = await known();
    const head = { "content-length": 15, "last-modified": new Date(0).toUTCString() };
    await using service = await against(({ method }, response) =>
      method === "DELETE" ? response.writeHead(204).end() : response.writeHead(200, head).end(),
    );
    await expect(service.files.remove(key)).rejects.toMatchObject(unavailable);
    expect(service.asked).toEqual(["DELETE object", "HEAD object"]);
  });

  test("R-028: for lack of place is told by name, and not asked again", async () => {
    await using service = await against((_, response) => response.writeHead(507).end());
    await expect(service.files.put(hello, picture)).rejects.toMatchObject({ reason: "full" });
    expect(service.asked).toEqual(["PUT object"]);
  });

  test("for what is our fault says so in its own words", async () => {
    const nobody = open({ accessKeyId: "nobody" });
    await expect(nobody.put(hello, picture)).rejects.toThrow(/403 InvalidAccessKeyId/);
    const key = await known();
    const absent = open({ bucket: "nowhere" });
    await expect(absent.open(key)).rejects.toThrow(/404 NoSuchBucket/);
    await expect(open().stat("../nowhere/x" as MediaKey)).rejects.toThrow("is no key");
  });
});

describe("an upload in parts", () => {
  const body = Buffer.alloc(11 * megabyte, 7);
  const begun =
    "<InitiateMultipartUploadResult><UploadId>one&amp;two</UploadId></InitiateMultipartUploadResult>";

  test("goes on after a part that was lost, and is what was put", async () => {
    let lost = 0;
    const files = open({
      multipartThreshold: 5 * megabyte,
      fetch(url, init) {
        const isSecond = url.searchParams.get("partNumber") === "2";
        if (!isSecond || (lost += 1) > 2) return fetch(url, init);
        return Promise.reject(new TypeError("fetch failed"));
      },
    });
    const { key, sha256 } = await files.put(body, picture);
    expect(lost).toBe(3);
    expect(await files.stat(key)).toMatchObject({ size: body.length, sha256 });
    expect(Buffer.from(await new Response((await files.open(key))?.body).arrayBuffer()).equals(body)).toBe(
      true,
    );
  });

  test("is given up when a part cannot be sent, and leaves no object", async () => {
    await using service = await against(
      ({ method }, response) => {
        if (method === "POST") response.writeHead(200).end(begun);
        else response.writeHead(method === "PUT" ? 500 : 204).end();
      },
      { multipartThreshold: 5 * megabyte, attempts: 2 },
    );
    await expect(service.files.put(body, picture)).rejects.toMatchObject(unavailable);
    expect(service.asked).toEqual(["POST object", "PUT object", "PUT object", "DELETE object"]);
  });

  test("that fails behind a 200 has failed, and one whose answer was lost has not", async () => {
    const service = (stands: boolean) =>
      against(
        ({ method, url = "" }, response) => {
          const isCompletion = method === "POST" && url.includes("uploadId");
          if (isCompletion)
            response.writeHead(stands ? 404 : 200).end("<Error><Code>InternalError</Code></Error>");
          else if (method === "POST") response.writeHead(200).end(begun);
          else if (method === "PUT") response.writeHead(200, { etag: '"tag"' }).end();
          else if (method === "HEAD" && stands)
            response.writeHead(200, { "content-length": body.length }).end();
          else response.writeHead(method === "HEAD" ? 404 : 204).end();
        },
        { multipartThreshold: 5 * megabyte },
      );
    await using failed = await service(false);
    await expect(failed.files.put(body, picture)).rejects.toMatchObject(unavailable);
    await using lost = await service(true);
    expect(await lost.files.put(body, picture)).toMatchObject({ size: body.length });
  });
});

test("an object that was cut in the bucket is not passed off as the one that was put", async () => {
  const files = open();
  const { key } = await files.put(hello, picture);
  const path = readdirSync(s3.folder, { recursive: true, encoding: "utf8" }).find(
    (name) => name.includes(key) && name.endsWith("_object"),
  );
  truncateSync(join(s3.folder, path ?? ""), 5);
  const found = await files.open(key);
  expect(found?.media.size).toBe(5);
  await expect(new Response(found?.body).text()).rejects.toMatchObject({ reason: "corrupt" });
});

test("objects carry the type of their key, are shown and not run, and the access list that was asked for", async () => {
  const seen: (readonly (string | undefined)[])[] = [];
  const note = ({ headers }: IncomingMessage, response: ServerResponse) => {
    seen.push([headers["content-type"], headers["content-disposition"], String(headers["x-amz-acl"])]);
    response.end();
  };
  await using own = await against(note);
  await own.files.put(hello, picture);
  await using open = await against(note, { acl: "public-read" });
  await open.files.put(hello, { ...picture, type: "video/webm" });
  expect(seen).toEqual([
    ["image/jpeg", "inline", "undefined"],
    ["video/webm", "inline", "public-read"],
  ]);
});

test("a list goes on over all of its pages, and past what is no media file", async () => {
  const [one, two] = [await known(), await known()];
  const entry = (key: string) =>
    `<Contents><Key>${key}</Key><LastModified>2026-03-01T12:00:00.000Z</LastModified><Size>15</Size></Contents>`;
  await using service = await against(({ url = "" }, response) => {
    const { searchParams } = new URL(url, "http://s3.example");
    const isSecond = searchParams.get("continuation-token") === 'a&"b';
    const more =
      "<IsTruncated>true</IsTruncated><NextContinuationToken>a&amp;&quot;b</NextContinuationToken>";
    const pages = [
      `${more}${entry(one)}${entry("readme.txt")}`,
      `<IsTruncated>false</IsTruncated>${entry(two)}`,
    ];
    response.end(`<ListBucketResult>${pages[isSecond ? 1 : 0]}</ListBucketResult>`);
  });
  expect(await keys(service.files)).toEqual([one, two]);
});
