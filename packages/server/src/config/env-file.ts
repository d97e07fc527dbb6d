import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { readConfig } from "./read.ts";
import type { Environment } from "./read.ts";

/**
 * Writes settings to a `.env` file, where `readConfig` finds them, readable by its owner alone. They are
 * checked first, together with the environment. Resolves to `undefined`, and changes nothing, when there is
 * such a file already.
 */
export async function writeEnvFile(
  values: Readonly<Record<string, string>>,
  {
    env = process.env,
    folder = process.cwd(),
  }: { readonly env?: Environment; readonly folder?: string } = {},
): Promise<string | undefined> {
  readConfig({ ...env, ...values }, folder);
  const path = join(folder, ".env");
  const lines = Object.entries(values).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
  try {
    await writeFile(path, lines.join(""), { flag: "wx", mode: 0o600 });
    return path;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return undefined;
    throw error;
  }
}
