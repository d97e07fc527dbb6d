import type { Config } from "./read.ts";

/** The settings in force, with every secret masked: what `config print` shows. */
export function printable(config: Config): Readonly<Record<string, unknown>> {
  const { hosts, roles, ...rest } = config;
  return JSON.parse(JSON.stringify({ ...rest, hosts: [...hosts], roles: [...roles] }));
}
