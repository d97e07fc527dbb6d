import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createIds } from "@trunkline/social";
import type { MediaKey } from "@trunkline/social";
import { fsMediaFiles } from "@trunkline/storage-adapters/fs";
import { afterEach, beforeEach, expect, test } from "vitest";

const picture = { folder: "attachments", type: "image/jpeg" } as const;
const hello = Buffer.from("Hello, picture.");
const ids = createIds({ now: () => new Date() });
let root: string;
let time: Date;
const open = (folder = root) =>
  fsMediaFiles({ root: folder, address: "https://social.example/media", ids, now: () => time });

beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), "trunkline-folder-")), "media");
  time = new Date();
});
afterEach(() => rmSync(dirname(root), { recursive: true, force: true }));

const incoming = (): readonly string[] => readdirSync(join(root, ".incoming"));
const text = async (files: ReturnType<typeof open>, key: MediaKey): Promise<string> =>
  new Response((await files.open(key))?.body).text();

test("S-076: files and folders are their owner's alone, and nothing is left where they were written", async () => {
  const { key } = await open().put(hello, picture);
  expect(statSync(join(root, key)).mode & 0o777).toBe(0o600);
  expect(statSync(join(root, "attachments")).mode & 0o777).toBe(0o700);
  expect(incoming()).toEqual([]);
});

test("S-076: what is no key leads nowhere, neither out of the folder nor into it", async () => {
  const files = open();
  writeFileSync(join(dirname(root), "secret.png"), "secret");
  const { key } = await files.put(hello, picture);
  const paths = [
    "../secret.png",
    "/etc/passwd",
    "",
    ".incoming/x",
    `${key}/..`,
    `./${key}`,
    `${key}\0`,
    `x/../${key}`,
  ];
  for (const path of paths) {
    const forged = path as MediaKey;
    await expect(files.stat(forged)).rejects.toThrow("is no key");
    await expect(files.open(forged)).rejects.toThrow("is no key");
    await expect(files.remove(forged)).rejects.toThrow("is no key");
  }
  expect(existsSync(join(dirname(root), "secret.png"))).toBe(true);
  expect(await text(files, key)).toBe("Hello, picture.");
});

test("S-076: a link in place of a file is not followed", async () => {
  const files = open();
  const { key } = await files.put(hello, picture);
  writeFileSync(join(dirname(root), "secret"), "secret");
  rmSync(join(root, key));
  symlinkSync(join(dirname(root), "secret"), join(root, key));
  expect(await files.open(key)).toBe(undefined);
  expect(await files.stat(key)).toBe(undefined);
});

test("S-076: what a killed writer left is removed an hour later, and what is being written is not", async () => {
  const files = open();
  await files.put(hello, picture);
  const minutesAgo = (minutes: number): Date => new Date(time.getTime() - minutes * 60_000);
  for (const [name, minutes] of [
    ["old", 61],
    ["young", 59],
  ] as const) {
    writeFileSync(join(root, ".incoming", name), "half a pict");
    utimesSync(join(root, ".incoming", name), minutesAgo(minutes), minutesAgo(minutes));
  }
  await files.put(hello, picture);
  expect(incoming()).toEqual(["old", "young"]);
  const { key } = await open().put(hello, picture);
  expect(await open().stat(key)).toMatchObject({ key });
  expect(incoming()).toEqual(["young"]);
  time = new Date(time.getTime() + 3_600_000);
  await files.put(hello, picture);
  expect(incoming()).toEqual([]);
});

test("R-002: a writer that is killed half-way leaves no file, and the next process clears up", async () => {
  const program = `
    import { fsMediaFiles } from "@trunkline/storage-adapters/fs";
    const ids = { secret: () => "killed" };
    async function* half() {
      yield Buffer.alloc(100_000);
      process.kill(process.pid, "SIGKILL");
      await new Promise(() => undefined);
    }
    const files = fsMediaFiles({ root: process.argv[1], address: "", ids, now: () => new Date() });
    await files.put(half(), { folder: "attachments", type: "image/png" });`;
  expect(run(program, []).signal).toBe("SIGKILL");
  expect(incoming().length).toBe(1);
  expect(statSync(join(root, ".incoming", incoming()[0] ?? "")).mode & 0o777).toBe(0o600);
  const files = open();
  const found = [];
  for await (const media of files.list()) found.push(media);
  expect(found).toEqual([]);
  time = new Date();
  expect(await files.recover({ olderThan: 0 })).toBe(1);
  expect(incoming()).toEqual([]);
});

/** Runs a program that gets the folder as its argument. */
function run(program: string, wrap: readonly string[]): ReturnType<typeof spawnSync> {
  const node = [
    process.execPath,
    "--conditions=@trunkline/source",
    "--input-type=module",
    "--eval",
    program,
    root,
  ];
  const [command = "", ...rest] = [...wrap, ...node];
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  return spawnSync(command, rest, { cwd, encoding: "utf8", timeout: 15_000 });
}

test("R-028: a disk that takes no more is told by name, and leaves nothing behind", () => {
  const program = `
    import { fsMediaFiles } from "@trunkline/storage-adapters/fs";
    import { createIds } from "@trunkline/social";
    const now = () => new Date();
    const files = fsMediaFiles({ root: process.argv[1], address: "", ids: createIds({ now }), now });
    const put = (size) => files.put(Buffer.alloc(size), { folder: "attachments", type: "image/png" });
    const outcomes = [];
    for (const size of [1000, 100_000, 1000]) {
      outcomes.push(await put(size).then(() => "kept", (error) => error.name + ": " + error.reason));
    }
    let kept = 0;
    for await (const { size } of files.list()) kept += size;
    console.log(JSON.stringify({ outcomes, kept }));`;
  // The kernel refuses to let any file of this process grow beyond 64 blocks, which are 32 or 64 KiB.
  const small = run(program, ["sh", "-c", `trap "" XFSZ; ulimit -f 64; exec "$@"`, "sh"]);
  expect(small.stderr).toBe("");
  expect(JSON.parse(String(small.stdout))).toEqual({
    outcomes: ["kept", "MediaFilesError: full", "kept"],
    kept: 2000,
  });
  expect(incoming()).toEqual([]);
});

test("a file that was cut or changed on the disk is not passed off as the one that was put", async () => {
  const files = open();
  const { key, sha256 } = await files.put(hello, picture);
  truncateSync(join(root, key), 5);
  const cut = await files.open(key);
  expect(cut?.media).toMatchObject({ size: 5, sha256 });
  await expect(new Response(cut?.body).text()).rejects.toMatchObject({ reason: "corrupt" });
  chmodSync(join(root, key), 0o600);
  writeFileSync(join(root, key), "Hello, pictures");
  await expect(text(files, key)).rejects.toMatchObject({ name: "MediaFilesError", reason: "corrupt" });
});

test("a folder that is gone is an outage, not a folder without files, and one that is back serves again", async () => {
  const files = open();
  const { key } = await files.put(hello, picture);
  renameSync(root, `${root}-away`);
  for (const attempt of [files.stat(key), files.open(key), files.remove(key), files.put(hello, picture)])
    await expect(attempt).rejects.toMatchObject({ name: "MediaFilesError", reason: "unavailable" });
  renameSync(`${root}-away`, root);
  expect(await text(files, key)).toBe("Hello, picture.");
});

test("where no folder can be made every call says so, and works once it can", async () => {
  writeFileSync(root, "a file in its place");
  const files = open();
  await expect(files.put(hello, picture)).rejects.toMatchObject({ name: "MediaFilesError" });
  rmSync(root);
  const { key } = await files.put(hello, picture);
  expect(await text(files, key)).toBe("Hello, picture.");
});

test("what else lies in the folder is no media file", async () => {
  const files = open();
  const { key } = await files.put(hello, picture);
  mkdirSync(join(root, "lost+found"));
  writeFileSync(join(root, "attachments", "notes.txt"), "");
  writeFileSync(join(root, "attachments", "evil.png"), "");
  mkdirSync(join(root, `attachments/00/00/${"0".repeat(28)}-${"0".repeat(64)}.png`), { recursive: true });
  const found = [];
  for await (const media of files.list()) found.push(media.key);
  expect(found).toEqual([key]);
});
