import { execFileSync } from "node:child_process";
import { createRestAPIClient } from "masto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addPerson, openServer, type Person, type TestServer } from "../support/server.ts";

let server: TestServer;
let ana: Person;

beforeAll(async () => {
  server = await openServer();
  ana = await addPerson(server, "ana");
});
afterAll(() => server.stop());

/** A film of half a second, as ffmpeg writes it to its output. */
function film(): File {
  const source = [
    "-f",
    "lavfi",
    "-i",
    "testsrc=duration=0.5:size=64x48:rate=10",
    "-f",
    "lavfi",
    "-i",
    "sine=duration=0.5",
  ];
  const target = ["-c:v", "libvpx", "-c:a", "libvorbis", "-f", "webm", "pipe:1"];
  const bytes = execFileSync("ffmpeg", ["-nostdin", "-v", "error", ...source, ...target]);
  return new File([Uint8Array.from(bytes)], "film.webm");
}

test("a film that is sent with masto is made in the background, and goes out with a picture and its length (F-216)", async () => {
  const client = createRestAPIClient({ url: server.origin, accessToken: ana.token });
  // It asks again until the film is ready.
  const made = await client.v2.media.create({ file: film(), description: "A test." });
  expect(made).toMatchObject({
    type: "video",
    description: "A test.",
    meta: { original: { width: 64, height: 48, frameRate: "10/1" }, small: { width: 64, height: 48 } },
  });
  expect(made.blurhash?.length).toBeGreaterThan(6);
  const status = await client.v1.statuses.create({ status: "Look", mediaIds: [made.id] });
  const answer = await fetch(made.url ?? "", { headers: { range: "bytes=4-7" } });
  expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
    206,
    "video/mp4",
    "ftyp",
  ]);
  const note = await fetch(status.uri, { headers: { accept: "application/activity+json" } });
  expect(await note.json()).toMatchObject({
    attachment: [
      {
        mediaType: "video/mp4",
        url: made.url,
        name: "A test.",
        duration: expect.stringMatching(/^PT0\.5/),
        icon: { type: "Image", url: made.previewUrl },
      },
    ],
  });
}, 60_000);

test("a server without ffmpeg says so with 422 (S-075)", async () => {
  const without = await openServer({ FFMPEG_BINARY: "/nowhere/ffmpeg" });
  try {
    const { token } = await addPerson(without, "ben");
    const body = new FormData();
    body.set("file", film());
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${without.origin}/api/v2/media`, { method: "POST", headers, body });
    expect([answer.status, await answer.json()]).toEqual([
      422,
      {
        error:
          "Validation failed: This server takes pictures alone: it has no ffmpeg to make films and sounds with.",
      },
    ]);
  } finally {
    await without.stop();
  }
});
