import { Command } from "commander";
import { composed, passwordFor } from "../composed.ts";
import { terminal, UsageError } from "../terminal.ts";

interface SetupOptions {
  readonly name?: string;
  readonly email?: string;
  readonly passwordStdin?: boolean;
}

/** From nothing to a server with an owner. */
export function setupCommand(): Command {
  return new Command("setup")
    .description("prepares the data folder, the database and the secrets, and makes the owner's account")
    .option("--name <name>", "the owner's username")
    .option("--email <address>", "the owner's address of mail")
    .option("--password-stdin", "read the owner's password from stdin")
    .action(async (options: SetupOptions) => {
      const name = await given(options.name, { flag: "--name", question: "Username of the owner:" });
      const email = await given(options.email, { flag: "--email", question: "E-mail address of the owner:" });
      const { password, isMade } = await passwordFor(options);
      await composed(async ({ config, social }) => {
        await social.signIn.createUser({ username: name, email, password, confirmed: true, role: "owner" });
        terminal.tell(`The server at ${config.origin} is set up; its data lies in ${config.dataFolder}.`);
        terminal.tell(`@${name}@${config.domain} owns it, and signs in as ${email}.`);
      });
      if (isMade) terminal.print(`password: ${password}`);
    });
}

async function given(
  value: string | undefined,
  { flag, question }: { readonly flag: string; readonly question: string },
): Promise<string> {
  if (value !== undefined) return value;
  if (!terminal.canAsk) throw new UsageError(`Say ${flag}, since nobody can be asked here.`);
  return terminal.ask(question);
}
