#!/usr/bin/env node
import process from "node:process";
import { Command, CommanderError } from "commander";
import { ConfigError, isRefusal, StartError, version } from "@trunkline/server/compose";
import { accountsCommand } from "./commands/accounts.ts";
import { backupCommand } from "./commands/backup.ts";
import { cacheCommand } from "./commands/cache.ts";
import { configCommand, secretsCommand } from "./commands/config.ts";
import { dbCommand } from "./commands/db.ts";
import { domainsCommand } from "./commands/domains.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { emojiCommand } from "./commands/emoji.ts";
import { federationCommand } from "./commands/federation.ts";
import { invitesCommand } from "./commands/invites.ts";
import { instanceCommand, rulesCommand, termsCommand } from "./commands/instance.ts";
import { jobsCommand } from "./commands/jobs.ts";
import { mediaCommand } from "./commands/media-files.ts";
import { reportsCommand } from "./commands/reports.ts";
import { relaysCommand } from "./commands/relays.ts";
import { setupCommand } from "./commands/setup.ts";
import { tokensCommand } from "./commands/tokens.ts";
import { trendsCommand } from "./commands/trends.ts";
import { terminal, UsageError } from "./terminal.ts";

const commands = [
  setupCommand(),
  accountsCommand(),
  tokensCommand(),
  trendsCommand(),
  dbCommand(),
  backupCommand(),
  cacheCommand(),
  configCommand(),
  domainsCommand(),
  doctorCommand(),
  emojiCommand(),
  federationCommand(),
  invitesCommand(),
  instanceCommand(),
  jobsCommand(),
  mediaCommand(),
  reportsCommand(),
  relaysCommand(),
  rulesCommand(),
  secretsCommand(),
  termsCommand(),
];

const program = new Command("trunkline")
  .description("The operator's commands for a Trunkline server.")
  .version(version)
  .showHelpAfterError("(say --help to see what there is)");
for (const command of commands) program.addCommand(command);
forEach(program, (command) => command.exitOverride().allowExcessArguments(false));

process.exitCode = await run(process.argv);

/** 0: done; 1: it could not be done; 2: it was asked for wrongly. */
async function run(argv: readonly string[]): Promise<number> {
  try {
    await program.parseAsync(argv);
    return process.exitCode === undefined ? 0 : Number(process.exitCode);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const isUsage = error instanceof UsageError;
    const isExpected =
      isUsage || error instanceof ConfigError || error instanceof StartError || isRefusal(error);
    if (!isExpected) throw error;
    terminal.tell(error.message);
    return isUsage ? 2 : 1;
  }
}

function forEach(command: Command, visit: (command: Command) => void): void {
  visit(command);
  for (const each of command.commands) forEach(each, visit);
}
