import { Command } from "commander";
import { days } from "@trunkline/server/compose";
import { composed } from "../composed.ts";
import { printJson, table, terminal, UsageError } from "../terminal.ts";

/** Leave to sign up, for whoever has a code. */
export function invitesCommand(): Command {
  const command = new Command("invites").description("leave to sign up, for whoever has a code");
  command.addCommand(create());
  command.addCommand(list());
  command.addCommand(revoke());
  return command;
}

interface Terms {
  readonly maxUses?: string;
  readonly days?: string;
}

function create(): Command {
  return new Command("create")
    .description("makes an invite; its address is printed this once")
    .option("--max-uses <count>", "how many may come with it", "1")
    .option("--days <count>", "for how many days it is good", "7")
    .action(async (options: Terms) => {
      const [maxUses, lasts] = [countOf(options.maxUses), countOf(options.days)];
      await composed(async ({ social, clock, settings }) => {
        const expiresAt = new Date(clock.now().getTime() + days(lasts));
        const { code } = await social.signUps.invite({ by: undefined, maxUses, expiresAt });
        terminal.print(`${settings.origin}/auth/sign_up?invite_code=${code}`);
      });
    });
}

function countOf(given: string | undefined): number {
  if (given === undefined || !/^[1-9]\d{0,5}$/.test(given))
    throw new UsageError("A count is a whole number from 1 on.");
  return Number(given);
}

function list(): Command {
  return new Command("list")
    .description("lists invites, the latest first")
    .option("--json", "print as JSON")
    .action(async (options: { readonly json?: boolean }) => {
      const invites = await composed(({ social }) => social.signUps.invites(1000));
      const rows = invites.map(({ id, uses, maxUses, expiresAt }) => ({
        id,
        uses,
        max_uses: maxUses ?? null,
        expires_at: expiresAt?.toISOString() ?? null,
      }));
      if (options.json === true) return printJson(rows);
      const cells = rows.map((row) => [
        row.id,
        `${row.uses}/${row.max_uses ?? "any"}`,
        row.expires_at ?? "never",
      ]);
      terminal.print(table(["ID", "USES", "UNTIL"], cells));
    });
}

function revoke(): Command {
  return new Command("revoke")
    .description("ends an invite")
    .argument("<id>")
    .action(async (id: string) => {
      if (!/^\d{1,19}$/.test(id)) throw new UsageError("An invite is named by its id; see invites list.");
      await composed(async ({ social }) => {
        const known = (await social.signUps.invites(1000)).find((invite) => invite.id === id);
        if (known === undefined) throw new UsageError(`There is no invite ${id}.`);
        await social.signUps.endInvite(known.id);
        terminal.tell("The invite is over.");
      });
    });
}
