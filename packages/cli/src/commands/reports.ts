import { Command } from "commander";
import type { Composition } from "@trunkline/server/compose";
import { composed } from "../composed.ts";
import { printJson, table, terminal, UsageError } from "../terminal.ts";

/** What people here and other servers have reported. */
export function reportsCommand(): Command {
  const command = new Command("reports").description("what people here and other servers have reported");
  command.addCommand(list());
  command.addCommand(resolve());
  return command;
}

type View = Awaited<ReturnType<Composition["social"]["reports"]["show"]>>;

interface ListOptions {
  readonly all?: boolean;
  readonly limit: string;
  readonly json?: boolean;
}

function list(): Command {
  return new Command("list")
    .description("lists reports that wait, newest first")
    .option("--all", "those that were dealt with too")
    .option("--limit <number>", "how many", "50")
    .option("--json", "print as JSON")
    .action(async (options: ListOptions) => {
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
        throw new UsageError("--limit must be a number between 1 and 1000.");
      const isResolved = options.all === true ? undefined : false;
      const { items } = await composed(({ social }) =>
        social.reports.list({ isResolved, target: undefined }, { limit }),
      );
      if (options.json === true) return printJson(items.map(facts));
      const cells = items
        .map(facts)
        .map((each) => [each.id, each.at, each.from, each.target, each.category, each.state, each.comment]);
      terminal.print(table(["ID", "AT", "FROM", "ABOUT", "CATEGORY", "STATE", "COMMENT"], cells));
    });
}

function resolve(): Command {
  return new Command("resolve")
    .description("marks reports as dealt with")
    .argument("<id...>")
    .action(async (ids: readonly string[]) => {
      const wrong = ids.find((id) => !/^\d{1,19}$/.test(id));
      if (wrong !== undefined) throw new UsageError(`${wrong} is not the id of a report.`);
      await composed(async ({ social }) => {
        for (const id of ids) await social.reports.resolve(id as View["report"]["id"]); // digits, checked above
      });
      terminal.tell(`Dealt with: ${ids.join(", ")}.`);
    });
}

function facts({ report, from, target }: View) {
  const name = (account: View["target"] | undefined): string =>
    account === undefined ? "?" : [account.username, account.domain ?? []].flat().join("@");
  return {
    id: report.id,
    at: report.at.toISOString(),
    from: name(from),
    target: name(target),
    category: report.category,
    state: report.resolvedAt === undefined ? "open" : "resolved",
    statuses: report.statuses,
    comment: report.comment.replaceAll("\n", " "),
  };
}
