import { spawn } from "node:child_process";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { connectEmbedded, startEmbeddedPostgres } from "@trunkline/storage-adapters/embedded";
import { connect } from "@trunkline/storage-adapters/postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dataFolder } from "../support/postgres.ts";

let folder: Awaited<ReturnType<typeof dataFolder>>;
let dataDir: string;

beforeEach(async () => {
  folder = await dataFolder();
  dataDir = join(folder.path, "data");
});
afterEach(() => folder.remove());

/** Runs the program that writes, and kills it after a while. Resolves to what it said was kept. */
async function writeAndDie(milliseconds: number, alsoServer: boolean): Promise<string[]> {
  const program = fileURLToPath(new URL("./writer.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@trunkline/source", program, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const kept: string[] = [];
  const gone = new Promise((resolve) => child.once("exit", resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const [word, id = ""] = line.split(" ");
    if (word === "kept") kept.push(id);
    if (word !== "ready") continue;
    void sleep(milliseconds).then(async () => {
      const server = Number(
        (await readFile(join(dataDir, "postgres", "postmaster.pid"), "utf8")).split("\n")[0],
      );
      if (alsoServer) process.kill(server, "SIGKILL");
      child.kill("SIGKILL");
    });
  }
  await gone;
  return kept;
}

test("a second start is quick, and finds what the first one kept", async () => {
  const first = await startEmbeddedPostgres({ dataDir });
  const sql = connect(first.connection);
  await sql`create table notes (text text)`;
  await sql`insert into notes values ('here')`;
  await sql.end();
  await first.stop();
  const start = performance.now();
  const second = await startEmbeddedPostgres({ dataDir });
  expect(performance.now() - start).toBeLessThan(1000);
  const again = connect(second.connection);
  expect([...(await again`select text from notes`)]).toEqual([{ text: "here" }]);
  await again.end();
  await second.stop();
});

test("the application's role is no superuser, and cannot read files of the server", async () => {
  const server = await startEmbeddedPostgres({ dataDir });
  const sql = connect(server.connection);
  const [role] =
    await sql`select rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`;
  expect({ ...role }).toEqual({ rolsuper: false, rolcreaterole: false, rolcreatedb: false });
  await expect(sql`select pg_read_file('postgresql.conf')`).rejects.toThrow(/permission denied/);
  await sql.end();
  await server.stop();
});

test("the passwords are readable by their owner alone", async () => {
  const server = await startEmbeddedPostgres({ dataDir });
  expect((await stat(join(dataDir, "postgres.json"))).mode & 0o777).toBe(0o600);
  expect((await stat(join(dataDir, "postgres"))).mode & 0o777).toBe(0o700);
  await server.stop();
});

test("a second server on the same folder is refused, and a command may connect to the first", async () => {
  expect(await connectEmbedded(dataDir)).toBe(undefined);
  const server = await startEmbeddedPostgres({ dataDir });
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
    `is in use by another server (process ${process.pid})`,
  );
  expect(await connectEmbedded(dataDir)).toEqual(server.connection);
  await server.stop();
  expect(await connectEmbedded(dataDir)).toBe(undefined);
});

test("a database of another major version is refused in one sentence", async () => {
  const server = await startEmbeddedPostgres({ dataDir });
  await server.stop();
  await writeFile(join(dataDir, "postgres", "PG_VERSION"), "99\n");
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
    /was made by PostgreSQL 99, which is newer than the 18/,
  );
});

test("a start that was cut short while the database was made is made good", async () => {
  await mkdir(join(dataDir, "postgres.new", "base"), { recursive: true });
  const server = await startEmbeddedPostgres({ dataDir });
  expect(await connectEmbedded(dataDir)).toEqual(server.connection);
  await server.stop();
});

test("where the path is too long for a socket, the server listens on the loopback address", async () => {
  const long = join(dataDir, "deep".repeat(25));
  const server = await startEmbeddedPostgres({ dataDir: long });
  expect(server.connection.host).toBe("127.0.0.1");
  const sql = connect(server.connection);
  expect([...(await sql`select 1 as one`)]).toEqual([{ one: 1 }]);
  const guess = connect({ ...server.connection, password: "guess" });
  await expect(guess`select 1`).rejects.toThrow(/password authentication failed/);
  await Promise.all([sql.end(), guess.end()]);
  await server.stop();
});

test.runIf(process.getuid?.() === 0)(
  "as root, a folder that nobody else can reach gets its database elsewhere",
  async () => {
    await mkdir(dataDir, { mode: 0o700 });
    const lines: string[] = [];
    const server = await startEmbeddedPostgres({ dataDir, onLog: (line) => lines.push(line) });
    expect(server.connection.host).toMatch(/^\/var\/lib\/trunkline\/[0-9a-f]{16}\/postgres$/);
    expect(lines.join("\n")).toContain(server.connection.host);
    expect(await readFile(join(dataDir, "DATABASE-IS-ELSEWHERE.txt"), "utf8")).toContain(
      server.connection.host,
    );
    expect(await connectEmbedded(dataDir)).toEqual(server.connection);
    await server.stop();
    await rm(dirname(server.connection.host), { recursive: true });
  },
);

test("a server that falls is started again", async () => {
  const lines: string[] = [];
  const server = await startEmbeddedPostgres({ dataDir, onLog: (line) => lines.push(line) });
  const pid = Number((await readFile(join(dataDir, "postgres", "postmaster.pid"), "utf8")).split("\n")[0]);
  process.kill(pid, "SIGKILL");
  const sql = connect(server.connection);
  const answer = async () => (await sql`select 1 as one`)[0]?.["one"];
  await expect.poll(() => answer().catch(() => undefined), { timeout: 15_000 }).toBe(1);
  expect(lines.join("\n")).toContain("starting it again");
  await sql.end();
  await server.stop();
});

test(
  "what was said to be kept is there after the program is killed, and after the server is",
  { timeout: 60_000 },
  async () => {
    const kept: string[] = [];
    for (const [wait, alsoServer] of [
      [150, false],
      [250, true],
      [100, true],
      [200, false],
    ] as const) {
      const some = await writeAndDie(wait, alsoServer);
      expect(some.length).toBeGreaterThan(0);
      kept.push(...some);
    }
    const server = await startEmbeddedPostgres({ dataDir });
    const sql = connect(server.connection);
    const rows = await sql<{ id: string }[]>`select activity_id as id from received_activities`;
    const there = new Set(rows.map(({ id }) => id));
    expect(kept.length).toBeGreaterThan(100);
    expect(kept.filter((id) => !there.has(id))).toEqual([]);
    await sql.end();
    await server.stop();
  },
);
