import { Command } from "commander";
import { composed } from "../composed.ts";
import { printJson, table, terminal } from "../terminal.ts";

/** The relays that public posts go to and come from. */
export function relaysCommand(): Command {
  const command = new Command("relays").description(
    "servers that pass public posts on to everybody who subscribes",
  );
  command.addCommand(add());
  command.addCommand(list());
  command.addCommand(remove());
  return command;
}

function add(): Command {
  return new Command("add")
    .description("asks a relay for its posts, and offers it this server's public ones once it agrees")
    .argument(
      "<address>",
      "its inbox (https://relay.example/inbox), or its actor for a relay of Pleroma's kind",
    )
    .action(async (address: string) => {
      const { inbox } = await composed(({ social }) => social.relays.add(address));
      terminal.tell(`${inbox} was asked. See trunkline relays list for its answer.`);
    });
}

function list(): Command {
  return new Command("list")
    .description("shows the relays, and what they have answered")
    .option("--json", "print as JSON")
    .action(async (options: { readonly json?: boolean }) => {
      const relays = await composed(({ social }) => social.relays.list());
      if (options.json === true) return printJson(relays);
      const cells = relays.map(({ inbox, kind, state, at }) => [inbox, kind, state, at.toISOString()]);
      terminal.print(table(["INBOX", "KIND", "STATE", "SINCE"], cells));
    });
}

function remove(): Command {
  return new Command("remove")
    .description("takes a subscription back; nothing is sent to the relay any more")
    .argument("<address>", "its inbox or its actor")
    .action(async (address: string) => {
      const { inbox } = await composed(({ social }) => social.relays.remove(address));
      terminal.tell(`${inbox} is no relay of this server any more.`);
    });
}
