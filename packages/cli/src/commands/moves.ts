import { Command } from "commander";
import { accountNamed, composed } from "../composed.ts";
import { confirm, terminal, UsageError } from "../terminal.ts";

/** Moves an account of this server to another one. */
export function moveCommand(): Command {
  return new Command("move")
    .description("moves an account to another one, which has to name it as its own; followers go along")
    .argument("<name>", "the account of this server")
    .argument("<target>", "name, or name@domain")
    .option("--yes", "do not ask")
    .action(async (name: string, target: string, { yes = false }: { readonly yes?: boolean }) => {
      await composed(async (composition) => {
        const account = await accountNamed(composition, name);
        const question = `Move @${account.username} and its ${account.followersCount} followers to @${target.replace(/^@/, "")}?`;
        if (!(await confirm(question, { yes }))) return terminal.tell("Nothing was changed.");
        await composition.social.moves.move(account.id, target);
        terminal.tell(`Moved @${account.username}. The running server tells the other servers.`);
      });
    });
}

/** Other accounts of the same person. */
export function aliasCommand(): Command {
  return new Command("alias")
    .description(
      "says, lists or takes back which other accounts are the same person's, so that they can move here",
    )
    .argument("<name>", "the account of this server")
    .argument("[action]", "list, add or remove", "list")
    .argument("[other]", "name@domain")
    .action(async (name: string, action: string, other: string | undefined) => {
      if (!["list", "add", "remove"].includes(action)) throw new UsageError("Say list, add or remove.");
      if (action !== "list" && other === undefined) throw new UsageError("Say which other account.");
      await composed(async (composition) => {
        const { moves } = composition.social;
        const account = await accountNamed(composition, name);
        if (action === "add") await moves.addAlias(account.id, other ?? "");
        if (action === "remove") await moves.removeAlias(account.id, other ?? "");
        const { alsoKnownAs } = await composition.social.accounts.show(account.id);
        for (const uri of alsoKnownAs) terminal.print(uri);
      });
    });
}
