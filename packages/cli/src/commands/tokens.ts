import { scopes as allScopes } from "@trunkline/server/compose";
import { Command } from "commander";
import { accountNamed, composed } from "../composed.ts";
import { printJson, terminal, UsageError } from "../terminal.ts";

/** Tokens for programs, without a browser. */
export function tokensCommand(): Command {
  const command = new Command("tokens").description("tokens with which programs act for an account");
  command.addCommand(
    new Command("create")
      .description("makes a token, and prints it once")
      .argument("<name>", "the account that the token acts for")
      .option("--scopes <scopes>", "what it is good for, separated by spaces", "read")
      .option("--app <name>", "how the program is called", "trunkline tokens")
      .option("--json", 'print {"access_token": …}')
      .action(async (name: string, options: { scopes: string; app: string; json?: boolean }) => {
        const secret = await create(name, options);
        if (options.json === true) return printJson({ access_token: secret });
        terminal.print(secret);
      }),
  );
  return command;
}

async function create(
  name: string,
  { scopes: given, app: appName }: { scopes: string; app: string },
): Promise<string> {
  const scopes = [...new Set(given.split(/[\s,+]+/).filter((scope) => scope !== ""))];
  const known: ReadonlySet<string> = new Set(allScopes);
  const unknown = scopes.filter((scope) => !known.has(scope));
  if (scopes.length === 0) throw new UsageError("--scopes names no scope.");
  if (unknown.length > 0) throw new UsageError(`There is no such scope: ${unknown.join(", ")}.`);
  return composed(async (composition) => {
    const { social } = composition;
    const account = await accountNamed(composition, name);
    const user = await social.signIn.user(account.id);
    if (user === undefined) throw new UsageError(`Nobody signs in as @${name}.`);
    const { app } = await social.signIn.registerApp({
      name: appName,
      website: undefined,
      redirectUris: ["urn:ietf:wg:oauth:2.0:oob"],
      scopes,
    });
    const { secret } = await social.signIn.grant({ app: app.id, user: user.id, scopes });
    return secret;
  });
}
