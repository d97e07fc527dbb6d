import { Command } from "commander";
import { generateSecrets, printable, readConfig } from "@trunkline/server/compose";
import { printJson, terminal, UsageError } from "../terminal.ts";

/** What the server was told. */
export function configCommand(): Command {
  const command = new Command("config").description("the settings in force");
  command.addCommand(
    new Command("print")
      .description("prints the settings that the server would start with; secrets are always masked")
      .option("--redacted", "mask secrets (which is always done)")
      .action(() => printJson(printable(readConfig()))),
  );
  return command;
}

/** New secrets, for an environment that keeps its own. */
export function secretsCommand(): Command {
  const command = new Command("secrets").description("secrets that the server's safety rests on");
  command.addCommand(
    new Command("generate")
      .description("prints new secrets as lines for an environment file; changes nothing")
      .option("--only <name>", "only this one")
      .action(({ only }: { only?: string }) => {
        const all = Object.entries(generateSecrets());
        const chosen = all.filter(([name]) => only === undefined || name === only);
        if (chosen.length === 0)
          throw new UsageError(`--only must be one of ${all.map(([name]) => name).join(", ")}.`);
        for (const [name, value] of chosen) terminal.print(`${name}=${value}`);
      }),
  );
  return command;
}
