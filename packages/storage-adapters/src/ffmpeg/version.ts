import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** The first releases of each line in which what is known to be dangerous is mended (CVE-2026-8461). */
const mended: readonly (readonly [major: number, minor: number, patch: number])[] = [
  [8, 1, 2],
  [7, 1, 5],
  [6, 1, 6],
  [5, 1, 10],
];

/** The version that an ffmpeg says it has, as in `7.1.5` or `5.1.9-0+deb12u1`. `undefined` when there is none. */
export async function ffmpegVersion(program: string = "ffmpeg"): Promise<string | undefined> {
  try {
    const { stdout } = await execute(program, ["-version"], { timeout: 10_000 });
    return /^ffmpeg version (\S+)/.exec(stdout)?.[1];
  } catch {
    return undefined; // whatever keeps it from running, there are no films then
  }
}

/**
 * Whether that version may read what strangers have made (S-075). A build of a distribution, which the end of its version
 * tells, is mended there without a new number; one from between releases is taken for new.
 */
export function isMended(version: string): boolean {
  const [, major = "", minor = "0", patch = "0", rest = ""] =
    /^n?(\d+)\.(\d+)(?:\.(\d+))?(.*)$/.exec(version) ?? [];
  if (major === "" || rest !== "") return true;
  const line = mended.find(([first]) => first === Number(major));
  if (line === undefined) return Number(major) > 8;
  const [, leastMinor, leastPatch] = line;
  return Number(minor) > leastMinor || (Number(minor) === leastMinor && Number(patch) >= leastPatch);
}
