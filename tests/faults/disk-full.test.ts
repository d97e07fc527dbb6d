import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { test } from "vitest";
import { addPerson, openServer, until } from "../support/server.ts";
import type { Person, TestServer } from "../support/server.ts";

const runFile = promisify(execFile);

/** A disk of its own can be made by root on Linux alone; storage-full.test.ts shows the same with what the database says. */
const canMount = process.platform === "linux" && process.getuid?.() === 0;

test.runIf(canMount)(
  "R-028: on a disk that is really full writes are refused, nothing acknowledged is lost, and room alone mends it",
  { timeout: 120_000 },
  async () => {
    const { refused, isAlive, expected, found, broken } = await onDisk(fillAndMend);
    assert.ok([503, 507].includes(refused), `it answered ${refused}`);
    assert.equal(isAlive, true);
    assert.deepEqual(found.slice(0, expected.length), expected);
    assert.deepEqual(broken, []);
  },
);

interface Course {
  /** The status with which the first write was refused. */
  readonly refused: number;
  readonly isAlive: boolean;
  /** The newest of what was acknowledged, newest first, and what the server shows. */
  readonly expected: readonly string[];
  readonly found: readonly string[];
  /** Invariants that do not hold. */
  readonly broken: readonly string[];
}

async function onDisk(run: (disk: string) => Promise<Course>): Promise<Course> {
  const disk = await mkdtemp(join(tmpdir(), "tl-disk-"));
  await runFile("mount", ["-t", "tmpfs", "-o", "size=160m,mode=755", "tmpfs", disk]);
  try {
    return await run(disk);
  } finally {
    await runFile("umount", ["-l", disk]);
    await rm(disk, { recursive: true, force: true });
  }
}

async function fillAndMend(disk: string): Promise<Course> {
  const server = await openServer({ DATA_DIR: join(disk, "data"), LOG_LEVEL: "error" });
  try {
    const ana = await addPerson(server, "ana");
    await fill(join(disk, "ballast"));
    const texts: string[] = [];
    const write = async (): Promise<number> => {
      const text = `post ${texts.length} ${"x".repeat(400)}`;
      const { status } = await post(server, ana, text);
      if (status === 200) texts.unshift(text);
      return status;
    };
    const first = async (isWanted: (status: number) => boolean): Promise<number> =>
      until("a write has that end", async () => {
        const status = await write();
        return isWanted(status) ? status : undefined;
      });
    const refused = await first((status) => status !== 200);
    const isAlive = (await fetch(`${server.origin}/livez`)).ok;
    await rm(join(disk, "ballast"));
    await first((status) => status === 200);
    const all = await server.running.composition.storage.invariants();
    const broken = all.filter((each) => each.broken > 0 && each.weight === "fault").map(({ name }) => name);
    return { refused, isAlive, expected: texts.slice(0, 30), found: await textsOf(server, ana), broken };
  } finally {
    await server.stop();
  }
}

/** Writes until there is no room left. */
async function fill(file: string): Promise<void> {
  const ballast = await open(file, "w");
  const block = new Uint8Array(64 * 1024);
  try {
    for (;;) await ballast.write(block);
  } catch (error) {
    assert.equal(error instanceof Error && "code" in error ? error.code : error, "ENOSPC");
  } finally {
    await ballast.close();
  }
}

async function post({ origin }: TestServer, { token }: Person, status: string): Promise<Response> {
  const answer = await fetch(`${origin}/api/v1/statuses`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "idempotency-key": status.slice(0, 20) },
    body: new URLSearchParams({ status }),
  });
  await answer.text();
  return answer;
}

async function textsOf({ origin }: TestServer, { id, token }: Person): Promise<readonly string[]> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${origin}/api/v1/accounts/${id}/statuses?limit=40`, { headers });
  const statuses: readonly { content: string }[] = JSON.parse(await answer.text());
  return statuses.map(({ content }) => content.replaceAll(/<[^>]*>/g, ""));
}
