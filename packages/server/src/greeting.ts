import type { Composition } from "./compose.ts";

/** What the server says when it is ready: where it is, how to get in, and where its data lies. */
export async function greeting({ config, storage, log }: Composition): Promise<string> {
  for (const warning of [...config.warnings, ...(await movedHouse({ config, storage }))]) log.warn(warning);
  const { roles } = config;
  if (!roles.has("web")) return `\n  Trunkline is ready as ${[...roles].join(", ")} of ${config.origin}\n\n`;
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

/** Addresses are kept with what they name, so that those of another domain stay what they were. */
async function movedHouse({
  config,
  storage,
}: Pick<Composition, "config" | "storage">): Promise<readonly string[]> {
  const [first] = await storage.stores.accounts.local(undefined, 1);
  const origin = first === undefined ? config.origin : new URL(first.uri).origin;
  if (origin === config.origin) return [];
  return [
    `The accounts in this database live at ${origin}, and the settings say ${config.origin}: ` +
      "set LOCAL_DOMAIN (and WEB_DOMAIN) back to what they were, or start with an empty DATA_DIR.",
  ];
}
