import { Command } from "commander";
import { accountNamed, composed } from "../composed.ts";
import { printJson, table, terminal } from "../terminal.ts";

/** Those who have signed up and wait to be let in. */
export function applicantCommands(): readonly Command[] {
  return [pending(), approve(), reject()];
}

function pending(): Command {
  return new Command("pending")
    .description("lists who has signed up and waits to be let in")
    .option("--json", "print as JSON")
    .action(async (options: { readonly json?: boolean }) => {
      const applicants = await composed(({ social }) => social.signUps.applicants(undefined, 1000));
      const rows = applicants.map(({ account, user, signUp }) => ({
        username: account.username,
        email: user.email,
        confirmed: user.confirmedAt !== undefined,
        since: user.createdAt.toISOString(),
        reason: signUp?.reason ?? "",
      }));
      if (options.json === true) return printJson(rows);
      const cells = rows.map((row) => [
        row.username,
        row.email,
        row.confirmed ? "confirmed" : "unconfirmed",
        row.since,
        row.reason.replaceAll(/\s+/g, " "),
      ]);
      terminal.print(table(["NAME", "E-MAIL", "ADDRESS", "SINCE", "REASON"], cells));
    });
}

function approve(): Command {
  return new Command("approve")
    .description("lets somebody in who has signed up, and writes to them")
    .argument("<name>")
    .action(async (name: string) => {
      await composed(async (composition) => {
        const account = await accountNamed(composition, name);
        await composition.social.signUps.approve(account.id);
        terminal.tell(`@${account.username} is in.`);
      });
    });
}

function reject(): Command {
  return new Command("reject")
    .description("removes somebody who waits to be let in, with all that they sent, and writes to them")
    .argument("<name>")
    .action(async (name: string) => {
      await composed(async (composition) => {
        const account = await accountNamed(composition, name);
        await composition.social.signUps.reject(account.id);
        terminal.tell(`@${account.username} was removed.`);
      });
    });
}
