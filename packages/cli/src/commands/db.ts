import { openDatabaseAlone, readConfig } from "@trunkline/server/compose";
import type { Database } from "@trunkline/server/compose";
import { Command } from "commander";
import process from "node:process";
import { printJson, terminal, UsageError } from "../terminal.ts";

type Status = Awaited<ReturnType<Database["status"]>>;

/** The state of the database's schema. */
export function dbCommand(): Command {
  const command = new Command("db").description("the database's schema");
  command.addCommand(
    new Command("migrate")
      .description("brings the schema up to date; may be called again at any time")
      .option("--pre", "only what this version needs: before any process of it starts")
      .option("--post", "only what follows once no process of the version before runs any more")
      .option("--status", "says how far the schema has come, and changes nothing")
      .action(migrateSchema),
  );
  command.addCommand(
    new Command("status")
      .description(
        "says how far the schema has come; changes nothing. Exits with 1 when it is not up to date",
      )
      .option("--json", "print as JSON")
      .action(async ({ json }: { readonly json?: boolean }) => {
        const status = await withDatabase((database) => database.status());
        if (json === true) printJson(status);
        else terminal.print(sentence(status));
        if (status.waiting.length + status.unknown.length > 0) process.exitCode = 1;
      }),
  );
  return command;
}

async function migrateSchema({ pre, post, status }: MigrateFlags): Promise<void> {
  if ([pre, post, status].filter(Boolean).length > 1)
    throw new UsageError("--pre, --post and --status exclude each other.");
  const phase = pre === true ? "pre" : post === true ? "post" : "all";
  const [before, after] = await withDatabase(async (database) => {
    const first = await database.status();
    return [first, status === true ? first : await database.migrate(phase)] as const;
  });
  const done = new Set(after.waiting.concat(after.waitingAfter));
  for (const name of before.waiting.concat(before.waitingAfter))
    if (!done.has(name)) terminal.tell(`Ran ${name}.`);
  terminal.print(sentence(after));
}

interface MigrateFlags {
  readonly pre?: boolean;
  readonly post?: boolean;
  readonly status?: boolean;
}

/** Opens the database whatever the state of its schema. */
export async function withDatabase<Result>(run: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabaseAlone(readConfig());
  try {
    return await run(database);
  } finally {
    await database.close();
  }
}

function sentence({ done, waiting, waitingAfter, unknown }: Status): string {
  if (unknown.length > 0) return `The schema is newer than this version: it has ${unknown.join(", ")}.`;
  if (waiting.length > 0) return `${waiting.length} migrations wait: ${waiting.join(", ")}.`;
  if (waitingAfter.length > 0)
    return `The schema is up to date for this version; ${waitingAfter.join(", ")} wait for db migrate --post.`;
  return `The schema is up to date (${done.length} migrations).`;
}
