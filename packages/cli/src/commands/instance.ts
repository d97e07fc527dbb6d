import { readFile } from "node:fs/promises";
import { Command } from "commander";
import { composed } from "../composed.ts";
import { printJson, table, terminal, UsageError } from "../terminal.ts";

/** What the operator says of the server, and who may read what about it. */
export function instanceCommand(): Command {
  const command = new Command("instance").description("what this server says of itself");
  command.addCommand(set());
  command.addCommand(
    new Command("unset")
      .description("goes back to the default of a setting")
      .argument("<name>")
      .action(async (name: string) => {
        const wasSet = await composed(({ social }) => social.about.unset(name));
        terminal.tell(wasSet ? `${name} is not set any more.` : `${name} was not set.`);
      }),
  );
  command.addCommand(
    new Command("show")
      .description("shows what is set")
      .option("--json", "print as JSON")
      .action(async ({ json }: { readonly json?: boolean }) => {
        const settings = await composed(({ social }) => social.about.settings());
        if (json === true) return printJson(settings);
        for (const [name, value] of Object.entries(settings)) terminal.print(`${name}\t${shown(value)}`);
      }),
  );
  return command;
}

function set(): Command {
  return new Command("set")
    .description("sets a text, or who may read what; takes effect at once")
    .argument("<name>", "such as extended-description; a wrong name is answered with all of them")
    .argument("[value]", "what it is to be; or --file")
    .option("--file <path>", "read the text from a file")
    .action(async (name: string, value: string | undefined, { file }: { readonly file?: string }) => {
      const text = await textOf(value, file);
      await composed(({ social }) => social.about.set(name, text));
      terminal.tell(`Set ${name}.`);
    });
}

/** What was given, in one of two ways. */
async function textOf(value: string | undefined, file: string | undefined): Promise<string> {
  if ((value === undefined) === (file === undefined))
    throw new UsageError("Give either a value or --file, and not both.");
  return value ?? readFile(file ?? "", "utf8");
}

function shown(value: unknown): string {
  if (value === undefined) return "-";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}

/** The rules that people here agree to. */
export function rulesCommand(): Command {
  const command = new Command("rules").description("the rules that people here agree to");
  command.addCommand(
    new Command("add")
      .description("adds a rule after the others")
      .argument("<text>")
      .option("--hint <text>", "what it means in practice", "")
      .action(async (text: string, { hint }: { readonly hint: string }) => {
        const rule = await composed(({ social }) => social.about.addRule({ text, hint }));
        terminal.tell(`Added rule ${rule.id}.`);
      }),
  );
  command.addCommand(
    new Command("list")
      .description("lists the rules")
      .option("--json", "print as JSON")
      .action(async ({ json }: { readonly json?: boolean }) => {
        const rules = await composed(({ social }) => social.about.rules());
        if (json === true) return printJson(rules);
        terminal.print(
          table(
            ["ID", "RULE", "HINT"],
            rules.map(({ id, text, hint }) => [id, text, hint]),
          ),
        );
      }),
  );
  command.addCommand(
    new Command("remove")
      .description("takes a rule back; reports that name it stay as they are")
      .argument("<id>")
      .action(async (id: string) => {
        const isDone = await composed(({ social }) => social.about.removeRule(id));
        terminal.tell(isDone ? `Removed rule ${id}.` : `There is no rule ${id}.`);
      }),
  );
  return command;
}

/** The terms of service. */
export function termsCommand(): Command {
  const command = new Command("terms").description("the terms of service");
  command.addCommand(
    new Command("publish")
      .description("publishes terms that hold from a day on")
      .argument("<file>", "the text")
      .requiredOption("--effective <day>", "as in 2026-03-01")
      .action(async (file: string, { effective }: { readonly effective: string }) => {
        const text = await readFile(file, "utf8");
        await composed(({ social }) => social.about.publishTerms({ effectiveOn: effective, text }));
        terminal.tell(`Published the terms that hold from ${effective} on.`);
      }),
  );
  return command;
}
