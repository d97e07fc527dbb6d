import { Command } from "commander";
import { composed } from "../composed.ts";
import { confirm, printJson, table, terminal, UsageError } from "../terminal.ts";

/** How this server deals with others. */
export function domainsCommand(): Command {
  const command = new Command("domains").description("how this server deals with others");
  command.addCommand(block());
  command.addCommand(unblock());
  command.addCommand(allow());
  command.addCommand(disallow());
  command.addCommand(list());
  return command;
}

interface BlockOptions {
  readonly severity: string;
  readonly rejectMedia?: boolean;
  readonly rejectReports?: boolean;
  readonly obfuscate?: boolean;
  readonly comment?: string;
  readonly note?: string;
  readonly yes?: boolean;
}

const severities = ["suspend", "limit", "none"] as const;

function block(): Command {
  return new Command("block")
    .description("sets a rule about a server and all below it")
    .argument("<domain>")
    .option(
      "--severity <severity>",
      "suspend (nothing to do with it), limit (seen by followers alone) or none",
      "suspend",
    )
    .option("--reject-media", "leave its pictures and films where they are")
    .option("--reject-reports", "do not hear its reports")
    .option("--obfuscate", "show its name to everybody with stars in the middle")
    .option("--comment <text>", "what everybody may read about it")
    .option("--note <text>", "for those who moderate")
    .option("--yes", "do not ask")
    .action(async (domain: string, options: BlockOptions) => {
      const severity = severities.find((each) => each === options.severity);
      if (severity === undefined) throw new UsageError(`--severity must be one of ${severities.join(", ")}.`);
      const { yes = false, comment = "", note = "" } = options;
      const question = `Suspend ${domain}? All follows between it and this server end.`;
      if (severity === "suspend" && !(await confirm(question, { yes })))
        return terminal.tell("Nothing was changed.");
      const rule = await composed(({ social }) =>
        social.domains.rule({
          domain,
          severity,
          rejectsMedia: options.rejectMedia ?? false,
          rejectsReports: options.rejectReports ?? false,
          publicComment: comment,
          privateComment: note,
          isObfuscated: options.obfuscate ?? false,
        }),
      );
      terminal.tell(`Set the rule about ${rule.domain}: ${rule.severity}.`);
    });
}

function unblock(): Command {
  return new Command("unblock")
    .description("takes the rule about a server back; follows that ended stay so")
    .argument("<domain>")
    .action(async (domain: string) => {
      const isDone = await composed(({ social }) => social.domains.unrule(domain));
      terminal.tell(isDone ? `Took back the rule about ${domain}.` : `There is no rule about ${domain}.`);
    });
}

function allow(): Command {
  return new Command("allow")
    .description("lets a server in, where federation is limited")
    .argument("<domain>")
    .action(async (domain: string) => {
      const isNew = await composed(({ social }) => social.domains.allow(domain));
      terminal.tell(isNew ? `Let ${domain} in.` : `${domain} was let in already.`);
    });
}

function disallow(): Command {
  return new Command("disallow")
    .description("no longer lets a server in, where federation is limited")
    .argument("<domain>")
    .action(async (domain: string) => {
      const isDone = await composed(({ social }) => social.domains.disallow(domain));
      terminal.tell(isDone ? `No longer lets ${domain} in.` : `${domain} was not let in.`);
    });
}

const pageSize = 200;

/** Every part of a list, one after the other. */
async function everything<Item>(
  read: (page: { readonly limit: number; readonly maxId?: string | undefined }) => Promise<{
    readonly items: readonly Item[];
    readonly oldest: string | undefined;
    readonly full: boolean;
  }>,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  for (let maxId: string | undefined; ;) {
    const part = await read({ limit: pageSize, maxId });
    all.push(...part.items);
    if (!part.full) return all;
    maxId = part.oldest;
  }
}

function list(): Command {
  return new Command("list")
    .description("lists the rules about servers, and those that were let in")
    .option("--json", "print as JSON")
    .action(async (options: { readonly json?: boolean }) => {
      const [rules, allowed] = await composed(({ social }) =>
        Promise.all([everything(social.domains.rules), everything(social.domains.allowed)]),
      );
      if (options.json === true) return printJson({ rules, allowed });
      const flags = (rule: (typeof rules)[number]) =>
        [rule.rejectsMedia ? "no media" : "", rule.rejectsReports ? "no reports" : ""]
          .filter(Boolean)
          .join(", ");
      const cells = rules.map((rule) => [rule.domain, rule.severity, flags(rule), rule.publicComment]);
      terminal.print(table(["DOMAIN", "SEVERITY", "BESIDES", "COMMENT"], cells));
      for (const domain of allowed) terminal.print(`let in: ${domain}`);
    });
}
