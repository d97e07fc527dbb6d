import { Command } from "commander";
import { composed } from "../composed.ts";
import { printJson, table, terminal, UsageError } from "../terminal.ts";

const kinds = ["tag", "status", "link"] as const;
type Kind = (typeof kinds)[number];

/** What many people use just now, and what may be shown of it. */
export function trendsCommand(): Command {
  const command = new Command("trends").description("what trends, and what may be shown of it");
  command.addCommand(list());
  command.addCommand(decide("approve", true, "lets something be shown while it trends"));
  command.addCommand(decide("reject", false, "keeps something from ever being shown as a trend"));
  return command;
}

const kindHelp = `one of ${kinds.join(", ")}`;

function readKind(written: string): Kind {
  const kind = kinds.find((one) => one === written);
  if (kind === undefined) throw new UsageError(`A trend is ${kindHelp}, not "${written}".`);
  return kind;
}

function list(): Command {
  return new Command("list")
    .description("shows what trends, what nobody has decided about first")
    .argument("<kind>", kindHelp)
    .option("--json", "print as JSON")
    .action(async (written: string, options: { readonly json?: boolean }) => {
      const kind = readKind(written);
      const trends = await composed(({ social }) => social.trends.review(kind));
      if (options.json === true) return printJson(trends);
      const state = (isAllowed: boolean | undefined): string =>
        isAllowed === undefined ? "waits" : isAllowed ? "approved" : "rejected";
      const cells = trends.map(({ subject, score, isAllowed }) => [
        subject,
        score.toFixed(1),
        state(isAllowed),
      ]);
      terminal.print(table(["WHAT", "SCORE", "STATE"], cells));
    });
}

function decide(name: string, isAllowed: boolean, says: string): Command {
  return new Command(name)
    .description(says)
    .argument("<kind>", kindHelp)
    .argument("<what>", "the name of a hashtag, the id of a status, or an address")
    .action(async (written: string, what: string) => {
      const kind = readKind(written);
      await composed(({ social }) => social.trends.decide(kind, what, isAllowed));
      terminal.tell(isAllowed ? `${what} may be shown.` : `${what} will not be shown.`);
    });
}
