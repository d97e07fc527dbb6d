import process from "node:process";
import { parseArgs } from "node:util";
import { ConfigError } from "./read.ts";
import type { Environment } from "./read.ts";

/** The environment, with what the command line says in place of what it does: `--role web,streaming`. */
export function environmentWith(given: readonly string[], env: Environment = process.env): Environment {
  try {
    const { values } = parseArgs({ args: [...given], options: { role: { type: "string" } } });
    return values.role === undefined ? env : { ...env, ROLE: values.role };
  } catch (error) {
    throw new ConfigError([
      `The command line is wrong: ${error instanceof Error ? error.message : String(error)}.`,
    ]);
  }
}
