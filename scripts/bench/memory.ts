import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rm, mkdtemp, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../packages/server/src/main.ts", import.meta.url));
const rest = 20_000;

/** How much memory the all-in-one process and its database take when nobody asks for anything. Linux tells. */
export async function printMemory(): Promise<void> {
  if (process.platform !== "linux") return console.log("memory at rest: only Linux tells it of each process");
  const folder = await mkdtemp(join(tmpdir(), "trunkline-bench-"));
  await chmod(folder, 0o755);
  const child = spawn(process.execPath, ["--conditions=@trunkline/source", program], {
    env: { PATH: process.env["PATH"], PORT: "3942", DATA_DIR: folder, LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await once(child.stdout, "data"); // its greeting
    await sleep(rest);
    const [head] = (await readFile(join(folder, "postgres", "postmaster.pid"), "utf8")).split("\n");
    const server = await memoryOf(child.pid ?? 0);
    const processes = [Number(head), ...(await childrenOf(Number(head)))];
    let database = 0;
    for (const pid of processes) database += await memoryOf(pid);
    console.log(
      `memory at rest (PSS, ${rest / 1000} s after the start): the server ${server.toFixed(0)} MiB, ` +
        `its database ${database.toFixed(0)} MiB in ${processes.length} processes`,
    );
  } finally {
    const ended = once(child, "exit");
    child.kill("SIGINT");
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

/** Proportional: what processes share is counted once. In MiB. */
async function memoryOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => ""); // it has ended
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024;
}

async function childrenOf(parent: number): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => ""); // it has ended
    if (Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent) found.push(Number(name));
  }
  return found;
}
