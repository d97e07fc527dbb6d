// Sees to it that the programs which the tests need beside Node are there, and that one knows how to get them.
import { spawn } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

/** Each program with the Debian package that brings it. The tests start it, kill it and let it hang. */
const services = [
  {
    program: "redis-server",
    package: "redis-server",
    elsewhere:
      "macOS: brew install redis; other systems: https://redis.io/docs/latest/operate/oss_and_stack/install",
  },
  {
    program: "pgbouncer",
    package: "pgbouncer",
    unless: "PGBOUNCER",
    elsewhere: "macOS: brew install pgbouncer; other systems: https://www.pgbouncer.org/install.html",
  },
  {
    program: "toot",
    package: "toot",
    elsewhere: "other systems: pip install toot==0.34.1, on the PATH",
  },
  {
    // It has no command of its own; Debian's Python finds it.
    file: "/usr/lib/python3/dist-packages/mastodon/__init__.py",
    program: "Mastodon.py",
    package: "python3-mastodon",
    elsewhere: "other systems have no such place, and run the tests without it",
  },
  {
    program: "ffmpeg",
    package: "ffmpeg",
    elsewhere: "macOS: brew install ffmpeg; other systems: https://ffmpeg.org/download.html",
  },
];

/**
 * Installs what is missing where that may be done without asking: on Debian and its kin, as root.
 *
 * @returns {Promise<string[]>} a sentence for each program that is still missing, with what to do
 */
export async function ensureServices(env = process.env) {
  const missing = services.filter((service) => !isThere(service, env));
  if (missing.length === 0) return [];
  if (mayInstall()) await install(missing.map((service) => service.package));
  return missing.filter((service) => !isThere(service, env)).map(remedyOf);
}

function isThere({ program, file }, env) {
  if (file !== undefined) return existsSync(file);
  return (env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return folder !== "";
    } catch {
      return false; // not here, or not ours to run
    }
  });
}

function mayInstall() {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

function remedyOf({ program, package: name, elsewhere }) {
  return `The tests need ${program}, which is not installed. Debian and Ubuntu: apt-get install ${name}; ${elsewhere}`;
}

async function install(packages) {
  process.stderr.write(`[trunkline] Installing ${packages.join(", ")} ...\n`);
  const first = await aptGet("install", "--no-install-recommends", ...packages);
  if (first.code === 0) return;
  await aptGet("update");
  const { code, output } = await aptGet("install", "--no-install-recommends", ...packages);
  if (code !== 0) process.stderr.write(`${output.trimEnd()}\n`);
}

/** RUNLEVEL: what is installed for the tests starts no service of the machine's. */
function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const child = spawn("apt-get", ["-y", "-qq", ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const keep = (chunk) => (output = (output + chunk).slice(-4000));
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ code: 1, output: String(error) }));
    child.on("close", (code) => resolve({ code, output }));
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const missing = await ensureServices();
  for (const sentence of missing) process.stderr.write(`[trunkline] ${sentence}\n`);
  process.exitCode = missing.length > 0 ? 1 : 0;
}
