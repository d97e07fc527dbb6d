import type { Composition } from "./compose.ts";

/** What the server says when it is ready: where it is, how to get in, and where its data lies. */
export async function greeting({ config, storage, log }: Composition): Promise<string> {
  for (const warning of config.warnings) log.warn(warning);
  const hasUsers = (await storage.stores.users.count()) > 0;
  const first = [
    "Nobody lives here yet. The first account, with a password printed once:",
    "",
    "  npm run -s trunkline -- accounts create NAME --email YOU@EXAMPLE --confirmed --role owner",
    "",
  ];
  const database = config.database.kind === "embedded" ? "database, " : "";
  const lines = [
    `Trunkline is ready at ${config.origin}`,
    "",
    ...(hasUsers ? [] : first),
    `Data (${database}secrets): ${config.dataFolder}`,
    "Ctrl-C stops the server.",
  ];
  return `\n${lines.map((line) => (line === "" ? "" : `  ${line}`)).join("\n")}\n\n`;
}
