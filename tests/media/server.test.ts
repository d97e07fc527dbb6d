import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestS3, testS3 } from "../support/s3.ts";
import { addPerson, openServer, type Person, type TestServer } from "../support/server.ts";

const picture = { folder: "attachments", type: "image/png" } as const;
const hello = Buffer.from("Hello, picture.");

describe("a server with media in its data folder", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await openServer();
  });
  afterAll(() => server.stop());

  test("S-077: hands a file out under its address, whole and in parts, until it is removed", async () => {
    const { media } = server.running.composition;
    const { key } = await media.put(hello, picture);
    expect(existsSync(join(server.folder, "media", key))).toBe(true);
    const address = await media.url(key);
    expect(address).toBe(`${server.origin}/media/${key}`);
    const whole = await fetch(address);
    expect(await whole.text()).toBe("Hello, picture.");
    const names = ["content-type", "content-security-policy", "x-content-type-options", "content-length"];
    expect(names.map((name) => whole.headers.get(name))).toEqual([
      "image/png",
      "default-src 'none'; sandbox",
      "nosniff",
      "15",
    ]);
    const part = await fetch(address, { headers: { range: "bytes=7-13" } });
    expect([part.status, await part.text()]).toEqual([206, "picture"]);
    await media.remove(key);
    expect((await fetch(address)).status).toBe(404);
  });

  test("S-076: nothing else in the data folder has an address", async () => {
    for (const path of ["secrets.json", "../secrets.json", "..%2fsecrets.json", ".incoming", ""])
      expect([400, 404]).toContain((await fetch(`${server.origin}/media/${path}`)).status);
  });
});

describe("a server with media in a private bucket", () => {
  let s3: TestS3;
  let server: TestServer;
  let ana: Person;

  beforeAll(async () => {
    s3 = await testS3();
    server = await openServer({
      S3_ENABLED: "true",
      S3_BUCKET: s3.bucket,
      S3_ENDPOINT: s3.endpoint,
      S3_SIGNED_URLS: "true",
      S3_READ_TIMEOUT: "1",
      AWS_ACCESS_KEY_ID: s3.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    });
    ana = await addPerson(server, "ana");
  });
  afterAll(() => server.stop());

  test("S-080: sends those who ask for a file on to a signed address", async () => {
    const { media } = server.running.composition;
    const { key } = await media.put(hello, picture);
    const address = await media.url(key);
    expect(address).toBe(`${server.origin}/media/${key}`);
    const sent = await fetch(address, { redirect: "manual" });
    const location = new URL(sent.headers.get("location") ?? "");
    expect([sent.status, location.origin, location.searchParams.get("X-Amz-Expires")]).toEqual([
      302,
      s3.endpoint,
      "900",
    ]);
    expect(await (await fetch(address)).text()).toBe("Hello, picture.");
  });

  test("R-018: posts and reads on while the bucket's service is down", async () => {
    await s3.close();
    const { media } = server.running.composition;
    await expect(media.put(hello, picture)).rejects.toMatchObject({ reason: "unavailable" });
    const headers = { authorization: `Bearer ${ana.token}`, "content-type": "application/json" };
    const body = JSON.stringify({ status: "No pictures today." });
    const posted = await fetch(`${server.origin}/api/v1/statuses`, { method: "POST", headers, body });
    expect(posted.status).toBe(200);
    const home = await fetch(`${server.origin}/api/v1/timelines/home`, { headers });
    expect(await home.text()).toContain("No pictures today.");
  });
});
