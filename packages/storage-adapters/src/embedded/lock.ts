import { readFile, rm, writeFile } from "node:fs/promises";

/** Holds a folder for this process. */
export interface Lock {
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  /** When the process started, where the system tells: a number that is given out anew is not the same process. */
  readonly started: string;
}

/** Takes the lock, also from a process that died without giving it back. Refuses while its holder lives. */
export async function takeLock(file: string, what: string): Promise<Lock> {
  const own: Holder = { pid: process.pid, started: await startOf(process.pid) };
  for (let tries = 0; tries < 5; tries += 1) {
    if (await create(file, own)) return { release: () => rm(file, { force: true }) };
    const holder = await readHolder(file);
    if (holder !== undefined && (await isAlive(holder))) {
      throw new Error(`${what} is in use by another server (process ${holder.pid}): stop that one first.`);
    }
    await rm(file, { force: true });
  }
  throw new Error(`${what} cannot be locked: ${file} comes back again and again.`);
}

async function create(file: string, holder: Holder): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify(holder), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Who holds the lock; `undefined` for a file that was cut short. */
async function readHolder(file: string): Promise<Holder | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  const [, pid, started] = /^\{"pid":(\d+),"started":"(\d*)"\}$/.exec(text) ?? [];
  return pid === undefined || started === undefined ? undefined : { pid: Number(pid), started };
}

async function isAlive({ pid, started }: Holder): Promise<boolean> {
  return isRunning(pid) && !(await isZombie(pid)) && (await startOf(pid)) === started;
}

/** Whether there is a process of this number, ours or not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Whether a process has ended and only waits for its parent to notice. Known on Linux alone. */
export async function isZombie(pid: number): Promise<boolean> {
  return (await statOf(pid))[0] === "Z";
}

/** The start of a process in clock ticks since the machine's, on Linux; elsewhere nothing. */
async function startOf(pid: number): Promise<string> {
  return (await statOf(pid))[19] ?? "";
}

/** What Linux tells of a process, from its state on; elsewhere nothing. */
async function statOf(pid: number): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}
