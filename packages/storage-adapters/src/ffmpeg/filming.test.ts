import { execFileSync } from "node:child_process";
import { mkdtemp, mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FilmingError, sniff } from "@trunkline/social";
import type { MediaFormat } from "@trunkline/social";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ffmpegFilming } from "./filming.ts";
import { isMended } from "./version.ts";

let folder: string;
let work: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "films-"));
  work = join(folder, "work");
  await mkdir(work);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const goOn = () => Promise.resolve(true);
const filming = (over = {}) => ffmpegFilming({ now: () => new Date(), folder: work, ...over });

/** Makes a film or sound with ffmpeg itself. */
async function sample(name: string, args: readonly string[]): Promise<Buffer> {
  const file = join(folder, name);
  execFileSync("ffmpeg", ["-y", "-nostdin", "-v", "error", ...args, file]);
  return readFile(file);
}

const colours = ["-f", "lavfi", "-i", "testsrc=duration=1:size=160x120:rate=10"];
const tone = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1"];

async function made(bytes: Uint8Array, format: MediaFormat) {
  const film = await filming().make(bytes, { format, goOn });
  const chunks: Uint8Array[] = [];
  for await (const chunk of film.body as AsyncIterable<Uint8Array>) chunks.push(chunk); // files are read piece by piece
  await film.close();
  return { ...film, bytes: Buffer.concat(chunks) };
}

async function faultOf(run: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof FilmingError ? error.reason : String(error);
}

describe("what is made of films and sounds", () => {
  test("a film becomes an MP4 with a picture, without what cameras write into it (S-071, S-072)", async () => {
    const place = ["-metadata", "location=+51.5-0.1/", "-metadata", "title=Home"];
    const bytes = await sample("a.mov", [
      ...colours,
      ...tone,
      ...place,
      "-c:v",
      "libx264",
      "-pix_fmt",
      "yuv420p",
    ]);
    expect(bytes.includes("+51.5-0.1")).toBe(true);
    const film = await made(bytes, "mov");
    expect(film).toMatchObject({ type: "video/mp4", kind: "video", width: 160, height: 120, frameRate: 10 });
    expect(film.duration).toBeCloseTo(1, 0);
    expect([film.bytes.includes("+51.5-0.1"), film.bytes.includes("Home")]).toEqual([false, false]);
    expect(sniff(film.bytes)?.format).toBe("mp4");
    expect(sniff(film.still ?? new Uint8Array())?.format).toBe("png");
  });

  test("one without sound goes round and round, as a picture that moves does", async () => {
    const silent = await made(await sample("b.webm", [...colours, "-c:v", "libvpx", "-b:v", "200k"]), "webm");
    expect(silent).toMatchObject({ type: "video/mp4", kind: "gifv" });
    const gif = await made(await sample("c.gif", colours), "gif");
    expect(gif).toMatchObject({ type: "video/mp4", kind: "gifv", width: 160, height: 120 });
  });

  test.each(["ogg", "wav", "flac", "m4a"] as const)(
    "a sound of the form %s becomes an MP3",
    async (format) => {
      const sound = await made(await sample(`d.${format}`, tone), format);
      expect(sound).toMatchObject({ type: "audio/mpeg", kind: "audio", width: undefined, still: undefined });
      expect(sniff(sound.bytes)?.format).toBe("mp3");
    },
  );
});

describe("what is refused", () => {
  test("what is no film, or another one than it says (S-070)", async () => {
    const bytes = await sample("e.mp4", [...colours, "-c:v", "libx264"]);
    expect(await faultOf(filming().make(bytes.subarray(0, 300), { format: "mp4", goOn }))).toBe("broken");
    expect(await faultOf(filming().make(bytes, { format: "webm", goOn }))).toBe("broken");
    expect(await faultOf(filming().make(bytes, { format: "png", goOn }))).toBe("broken");
  });

  test("a playlist that would read files of this machine: no form is guessed, and no other file is opened (S-075)", async () => {
    const secret = join(folder, "secret.ts");
    await writeFile(secret, "SECRET");
    const playlist = Buffer.from(
      `#EXTM3U\n#EXTINF:1,\nfile:${secret}\n#EXTINF:1,\nhttp://127.0.0.1:1/x\n#EXT-X-ENDLIST\n`,
    );
    for (const format of ["mp4", "webm", "mp3", "ogg"] as const)
      expect(await faultOf(filming().make(playlist, { format, goOn }))).toBe("broken");
  });

  test("too many pixels, or too many pictures a second, before anything is decoded (S-073)", async () => {
    const large = [
      "-f",
      "lavfi",
      "-i",
      "color=duration=0.2:size=4000x2200:rate=5",
      "-c:v",
      "libx264",
      "-preset",
      "ultrafast",
    ];
    expect(await faultOf(filming().make(await sample("f.mp4", large), { format: "mp4", goOn }))).toBe(
      "too-much",
    );
    const fast = ["-f", "lavfi", "-i", "color=duration=0.2:size=32x32:rate=240", "-c:v", "libx264"];
    expect(await faultOf(filming().make(await sample("g.mp4", fast), { format: "mp4", goOn }))).toBe(
      "too-much",
    );
  });

  test("what takes too long (S-075)", async () => {
    const bytes = await sample("h.webm", [...colours, "-c:v", "libvpx"]);
    expect(await faultOf(filming({ timeout: 1 }).make(bytes, { format: "webm", goOn }))).toBe("too-much");
  });
});

test("nothing is left behind, and what killed processes left is removed (S-076)", async () => {
  expect(await readdir(work)).toEqual([]);
  const old = join(work, "trunkline-media-old");
  await mkdir(old);
  await utimes(old, new Date(0), new Date(0));
  await made(await sample("i.wav", tone), "wav");
  expect(await readdir(work)).toEqual([]);
});

test("an ffmpeg with known holes is told from one in which they are mended (S-075)", () => {
  const versions = [
    "8.1.2",
    "8.1.1",
    "7.1.4",
    "7.1.5",
    "6.0",
    "5.1.10",
    "5.1.9",
    "4.4.1",
    "9.0",
    "5.1.9-0+deb12u1",
    "N-1-g1",
  ];
  expect(versions.filter((version) => isMended(version))).toEqual([
    "8.1.2",
    "7.1.5",
    "5.1.10",
    "9.0",
    "5.1.9-0+deb12u1",
    "N-1-g1",
  ]);
});
