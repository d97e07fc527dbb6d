import { createHash } from "node:crypto";
import { cp, mkdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type Binaries, binariesAt } from "./binaries.ts";
import type { Identity } from "./run.ts";

/** Where a server keeps its database, and as whom it runs. */
export interface Place {
  /** The database's own folder. */
  readonly database: string;
  readonly as: Identity;
  readonly binaries: Binaries;
}

/** A folder that any user of the machine can reach. */
const shared = "/var/lib/trunkline";

/**
 * Chooses where the database lies. PostgreSQL refuses to run as root, so root's server runs as `nobody`;
 * where that user cannot reach the data folder or the programs, they are kept in a folder that it can reach.
 */
export async function choosePlace(
  dataDir: string,
  { binaries, onLog }: { readonly binaries: Binaries; readonly onLog: (line: string) => void },
): Promise<Place> {
  const inside = join(dataDir, "postgres");
  if (process.getuid?.() !== 0) return { database: inside, as: undefined, binaries };
  const as = await nobody();
  const programs = (await canReach(binaries.postgres, as)) ? binaries : await copyPrograms(binaries);
  if (await canReach(inside, as)) return { database: inside, as, binaries: programs };
  const folder = join(shared, createHash("sha256").update(dataDir).digest("hex").slice(0, 16));
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const database = join(folder, "postgres");
  const note = `The database of this folder is kept in ${database}, since PostgreSQL does not run as root and its user cannot reach this folder.`;
  await writeFile(join(dataDir, "DATABASE-IS-ELSEWHERE.txt"), `${note}\n`);
  onLog(note);
  return { database, as, binaries: programs };
}

async function nobody(): Promise<{ uid: number; gid: number }> {
  const line = (await readFile("/etc/passwd", "utf8").catch(() => "")) // a machine without it has the usual numbers
    .split("\n")
    .find((entry) => entry.startsWith("nobody:"));
  const [, , uid, gid] = line?.split(":") ?? [];
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) };
}

/** Whether the user may pass through every folder above the path. */
async function canReach(path: string, who: { readonly uid: number; readonly gid: number }): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === who.uid ? 0o100 : gid === who.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Copies the programs once; a copy that was cut short is never taken for a whole one. */
async function copyPrograms(binaries: Binaries): Promise<Binaries> {
  const from = await realpath(binaries.home);
  const { size, mtimeMs } = await stat(binaries.postgres);
  const mark = createHash("sha256").update(`${size} ${mtimeMs}`).digest("hex").slice(0, 12);
  const home = join(shared, `programs-${mark}`);
  const isThere = await stat(home).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    const half = join(shared, `${basename(home)}.${process.pid}`);
    await mkdir(shared, { recursive: true, mode: 0o755 });
    await cp(from, half, { recursive: true, verbatimSymlinks: true });
    await rename(half, home).catch(() => rm(half, { recursive: true, force: true })); // somebody else was first
  }
  return binariesAt(home, binaries);
}
