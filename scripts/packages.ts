import { globSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";

export interface Package {
  readonly name: string;
  /** Relative to the root of the checkout. */
  readonly folder: string;
  /** What can be imported from it, as an importer writes it: `@trunkline/social/memory`. */
  readonly entries: readonly string[];
  readonly commands: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
}

/** The packages that are published, by name. */
export const packages: readonly Package[] = globSync("packages/*/package.json")
  .sort()
  .map((path) => {
    const manifest: Manifest = JSON.parse(readFileSync(path, "utf8"));
    const subpaths = Object.keys(manifest.exports ?? {}).filter((key) => key !== "./package.json");
    return {
      name: manifest.name,
      folder: dirname(path),
      entries: subpaths.map((key) => manifest.name + key.slice(1)),
      commands: Object.keys(manifest.bin ?? {}),
    };
  });

/** `packages/social` -> `social` */
export const shortName = ({ folder }: Package): string => basename(folder);
