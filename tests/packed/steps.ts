// What a user gets: each package is packed as it would be published, installed by npm where nothing else is, and used.
import { globSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { packages, shortName } from "../../scripts/packages.ts";
import type { Package } from "../../scripts/packages.ts";
import { execute } from "../../scripts/steps.ts";
import type { Outcome, Step } from "../../scripts/steps.ts";
import { firstProgram } from "./first-program.ts";

const folder = mkdtempSync(join(tmpdir(), "trunkline-packed-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

function tarball(one: Package): string {
  const found = globSync(join(folder, "tarballs", `trunkline-${shortName(one)}-[0-9]*.tgz`))[0];
  if (found === undefined) throw new Error(`${one.name} was not packed`);
  return found;
}

/** Does the same for each package, and fails if it failed for one, with the output of each that did. */
async function forEach(
  chosen: readonly Package[],
  work: (one: Package) => Promise<Outcome>,
): Promise<Outcome> {
  const failures: string[] = [];
  for (const one of chosen) {
    const { ok, output } = await work(one);
    if (!ok) failures.push(`${one.name}\n${output}`);
  }
  return { ok: failures.length === 0, output: failures.join("\n") };
}

/** An empty folder with the tarballs installed into it, by npm, as a user would. */
async function install(name: string, chosen: readonly Package[]): Promise<{ home: string } & Outcome> {
  const home = join(folder, name);
  mkdirSync(home);
  writeFileSync(join(home, "package.json"), '{ "private": true, "type": "module" }\n');
  const quietly = ["--prefix", home, "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  return { home, ...(await execute(["npm", "install", ...quietly, ...chosen.map(tarball)], { cwd: home })) };
}

async function pack(): Promise<Outcome> {
  const tarballs = join(folder, "tarballs");
  mkdirSync(tarballs);
  return forEach(packages, async (one) => {
    const packed = await execute(["pnpm", "pack", "--pack-destination", tarballs], { cwd: one.folder });
    if (!packed.ok) return packed;
    const { output } = await execute(["tar", "-tzf", tarball(one)]);
    const missing = ["package.json", "README.md", "LICENSE", "dist/"].filter(
      (path) => !output.includes(`package/${path}`),
    );
    return { ok: missing.length === 0, output: `missing in the tarball: ${missing.join(", ")}` };
  });
}

/** The program in the README of the protocol's package, with that package alone. */
async function runReadme(): Promise<Outcome> {
  const protocol = packages.filter((one) => shortName(one) === "activitypub");
  const program = firstProgram(resolve("packages/activitypub/README.md"));
  const { home, ...installed } = await install("alone", protocol);
  if (!installed.ok) return installed;
  const company = readdirSync(join(home, "node_modules/@trunkline"));
  if (company.length !== 1) return { ok: false, output: `came along uninvited: ${company.join(", ")}` };
  writeFileSync(join(home, `program.${program.language}`), program.text);
  return execute([process.execPath, `program.${program.language}`], { cwd: home, timeoutSeconds: 60 });
}

async function importEverything(): Promise<Outcome> {
  const { home, ...installed } = await install("together", packages);
  if (!installed.ok) return installed;
  const lines = packages.flatMap((one) => one.entries).map((entry) => `await import("${entry}");`);
  writeFileSync(join(home, "program.js"), [...lines, "process.exit(0);"].join("\n"));
  const imported = await execute([process.execPath, "program.js"], { cwd: home, timeoutSeconds: 60 });
  if (!imported.ok) return imported;
  return execute([join(home, "node_modules/.bin/trunkline"), "--help"], { cwd: home, timeoutSeconds: 60 });
}

const withEntries = packages.filter((one) => one.entries.length > 0);

export const packedSteps: readonly Step[] = [
  { name: "build", run: () => forEach(packages, (one) => execute(["tsup"], { cwd: one.folder })) },
  { name: "pack", run: pack },
  { name: "publint", run: () => forEach(packages, (one) => execute(["publint", "--strict", tarball(one)])) },
  {
    name: "types as an importer sees them",
    run: () => forEach(withEntries, (one) => execute(["attw", "--profile", "esm-only", tarball(one)])),
  },
  { name: "the README's program runs from the packed package alone", run: runReadme },
  { name: "every export of every packed package can be imported", run: importEverything },
];
