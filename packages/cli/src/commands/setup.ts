import { writeEnvFile } from "@trunkline/server/compose";
import { Command } from "commander";
import { composed, passwordFor } from "../composed.ts";
import { terminal, UsageError } from "../terminal.ts";

interface SetupOptions {
  readonly domain?: string;
  readonly webDomain?: string;
  readonly name?: string;
  readonly email?: string;
  readonly passwordStdin?: boolean;
}

/** From nothing to a server with an owner. */
export function setupCommand(): Command {
  return new Command("setup")
    .description(
      "writes the domain to .env, prepares the data folder, the database and the secrets, and makes the owner's account",
    )
    .option(
      "--domain <domain>",
      "the domain of handles, as in @alice@social.example; it can never be changed",
    )
    .option("--web-domain <domain>", "the host of every address, where it is another")
    .option("--name <name>", "the owner's username")
    .option("--email <address>", "the owner's address of mail")
    .option("--password-stdin", "read the owner's password from stdin")
    .action(async (options: SetupOptions) => {
      await settle(options);
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

/** Keeps the domain for every start to come. Without one the server is for this machine alone. */
async function settle(options: SetupOptions): Promise<void> {
  const isAsked = terminal.canAsk && options.domain === undefined;
  const asked = isAsked ? await terminal.ask("Domain (empty: for this machine alone):") : "";
  const domain = options.domain ?? asked;
  if (domain === "") return;
  const { webDomain } = options;
  const path = await writeEnvFile({
    LOCAL_DOMAIN: domain,
    ...(webDomain === undefined ? {} : { WEB_DOMAIN: webDomain }),
  });
  if (path === undefined) throw new UsageError("There is a .env file already: set LOCAL_DOMAIN in it.");
  terminal.tell(`The domain stands in ${path}.`);
}

async function given(
  value: string | undefined,
  { flag, question }: { readonly flag: string; readonly question: string },
): Promise<string> {
  if (value !== undefined) return value;
  if (!terminal.canAsk) throw new UsageError(`Say ${flag}, since nobody can be asked here.`);
  return terminal.ask(question);
}
