import { workKinds } from "@trunkline/server/compose";
import type { Composition, DeadLetter, WorkKind } from "@trunkline/server/compose";
import { Command } from "commander";
import { composed } from "../composed.ts";
import { confirm, printJson, table, terminal, UsageError } from "../terminal.ts";

/** Work that waits, and what was given up. */
export function jobsCommand(): Command {
  const command = new Command("jobs").description("work that waits, and what was given up");
  command.addCommand(stats());
  command.addCommand(list());
  command.addCommand(change("retry"));
  command.addCommand(change("discard"));
  return command;
}

function stats(): Command {
  return new Command("stats")
    .description("counts what waits, what is due, what is under way, and what was given up")
    .option("--json", "print as JSON")
    .action(async ({ json }: { readonly json?: boolean }) => {
      const counts = await composed(({ storage }) => storage.deadLetters.counts());
      const rows = workKinds.map((kind) => ({ kind, ...counts[kind] }));
      if (json === true)
        return printJson(rows.map(({ dueSince: due_since, ...row }) => ({ ...row, due_since })));
      const cells = rows.map(({ kind, waiting, due, held, dead, dueSince }) => [
        kind,
        ...[waiting, due, held, dead].map(String),
        dueSince?.toISOString() ?? "",
      ]);
      terminal.print(table(["KIND", "WAITING", "DUE", "HELD", "DEAD", "DUE SINCE"], cells));
    });
}

function list(): Command {
  return new Command("list")
    .description("lists what was given up, with the reason; it is kept for thirty days")
    .argument("[kind]", "inbox, events or deliveries; all of them without it")
    .option("--limit <count>", "how many of each kind, the latest first", "50")
    .option("--json", "print as JSON")
    .action(
      async (kind: string | undefined, options: { readonly limit: string; readonly json?: boolean }) => {
        const limit = readLimit(options.limit);
        const kinds = kind === undefined ? workKinds : [readKind(kind)];
        const letters = await composed(async ({ storage }) => {
          const found: DeadLetter[] = [];
          for (const each of kinds) found.push(...(await storage.deadLetters.list(each, { limit })));
          return found;
        });
        if (options.json === true) return printJson(letters);
        const cells = letters.map(({ kind: of, id, at, attempts, about, reason }) =>
          [of, id, at.toISOString(), String(attempts), about, reason].map(shortened),
        );
        terminal.print(table(["KIND", "ID", "SINCE", "TRIES", "WHAT", "REASON"], cells));
      },
    );
}

interface ChangeOptions {
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

const doing = {
  retry: {
    says: "lets what was given up be tried again from the beginning",
    question: "Try again",
    done: "will be tried again",
  },
  discard: {
    says: "gives up for good what was given up, so that it is no longer listed",
    question: "Discard for good",
    done: "were discarded",
  },
} as const;

function change(verb: keyof typeof doing): Command {
  const { says, question, done } = doing[verb];
  return new Command(verb)
    .description(says)
    .argument("<kind>", "inbox, events or deliveries")
    .argument("[ids...]", "as jobs list shows them")
    .option("--all", "all of the kind")
    .option("--yes", "do not ask")
    .option("--dry-run", "only say how many it would be")
    .action(async (kindText: string, ids: readonly string[], options: ChangeOptions) => {
      const choice = readChoice(kindText, ids, options);
      await composed(async (composition) => {
        const count = await countOf(composition, choice);
        if (options.dryRun === true) return terminal.print(`Would ${verb} ${count} of ${choice.kind}.`);
        const yes = options.yes ?? verb === "retry";
        if (!(await confirm(`${question} ${count} of ${choice.kind}?`, { yes })))
          return terminal.tell("Nothing was changed.");
        const { deadLetters } = composition.storage;
        const total = await (verb === "retry" ? deadLetters.redrive(choice) : deadLetters.discard(choice));
        terminal.tell(`${total} of ${choice.kind} ${done}.`);
      });
    });
}

interface Choice {
  readonly kind: WorkKind;
  readonly ids?: readonly string[];
}

function readChoice(kindText: string, ids: readonly string[], { all }: ChangeOptions): Choice {
  const kind = readKind(kindText);
  if ((all === true) === ids.length > 0) throw new UsageError("Name ids, or say --all.");
  const wrong = ids.find((id) => !/^\d{1,18}$/.test(id));
  if (wrong !== undefined) throw new UsageError(`${wrong} is no id; see trunkline jobs list.`);
  return all === true ? { kind } : { kind, ids };
}

async function countOf({ storage }: Composition, { kind, ids }: Choice): Promise<number> {
  if (ids === undefined) return (await storage.deadLetters.counts())[kind].dead;
  return ids.length;
}

function readKind(text: string): WorkKind {
  const kind = workKinds.find((each) => each === text);
  if (kind === undefined) throw new UsageError(`There is no kind ${text}; say ${workKinds.join(", ")}.`);
  return kind;
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
    throw new UsageError("--limit takes a number from 1 to 10000.");
  return limit;
}

function shortened(text: string): string {
  return text.slice(0, 200);
}
