import { cpSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Options } from "tsup";

type Target = string | { readonly "@trunkline/source": string; readonly import: string };

interface Manifest {
  readonly exports: Readonly<Record<string, Target>>;
  readonly bin?: Readonly<Record<string, string>>;
}

/** Entry name -> source, for all that a package.json exports or installs as a command. */
function entries({ exports, bin = {} }: Manifest): Record<string, string> {
  const modules = Object.values(exports).flatMap((target) =>
    typeof target === "string" ? [] : [[basename(target.import, ".js"), target["@trunkline/source"]]],
  );
  const commands = Object.values(bin).map((file) => [
    basename(file, ".js"),
    `src/${basename(file, ".js")}.ts`,
  ]);
  return Object.fromEntries([...modules, ...commands]);
}

const isCode = (name: string) => /\.tsx?$/.test(name);

/** Copies what is not code to dist, under its own name: files that lie beside code, and folders that hold none. */
function copyAssets(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const holdsCode =
      entry.isDirectory() && readdirSync(path, { recursive: true, encoding: "utf8" }).some(isCode);
    if (holdsCode) copyAssets(path);
    else if (!isCode(entry.name)) cpSync(path, join("dist", entry.name), overwritingNothing);
  }
}

/** Two assets of one name would be one after the build. */
const overwritingNothing = { recursive: true, force: false, errorOnExist: true };

/**
 * How the package in the current folder is built: one file for each entry, and chunks for what entries share.
 *
 * All of them lie flat in dist, so that `new URL("./migrations/", import.meta.url)` means the same in each
 * of them, whichever chunk the code went to: `src/postgres/migrations/` becomes `dist/migrations/`.
 */
export const config: Options = {
  entry: entries(JSON.parse(readFileSync("package.json", "utf8"))),
  format: "esm",
  target: "node22",
  dts: true,
  sourcemap: true,
  clean: true,
  silent: true,
  async onSuccess() {
    copyAssets("src");
  },
};
