import { createInterface } from "node:readline/promises";
import process from "node:process";
import { text } from "node:stream/consumers";

/** Wrong usage: the command exits with 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** Where results go, where messages go, and who can be asked. */
export interface Terminal {
  /** A line of the result, to stdout. */
  print(line: string): void;
  /** A line for the person at the keyboard, to stderr. */
  tell(line: string): void;
  /** Whether somebody can be asked. */
  readonly canAsk: boolean;
  ask(question: string): Promise<string>;
  /** Everything that is piped in, without the last line's end. */
  readInput(): Promise<string>;
}

export const terminal: Terminal = {
  print: (line) => void process.stdout.write(`${line}\n`),
  tell: (line) => void process.stderr.write(`${line}\n`),
  canAsk: process.stdin.isTTY,
  async ask(question) {
    const reader = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return (await reader.question(`${question} `)).trim();
    } finally {
      reader.close();
    }
  },
  readInput: async () => (await text(process.stdin)).replace(/\r?\n$/, ""),
};

/** Asks before something is lost; where nobody can be asked, `--yes` has to say it. */
export async function confirm(
  question: string,
  { yes, canAsk = terminal.canAsk }: { readonly yes: boolean; readonly canAsk?: boolean },
): Promise<boolean> {
  if (yes) return true;
  if (!canAsk) throw new UsageError(`${question} Say --yes, since nobody can be asked here.`);
  return /^y(es)?$/i.test(await terminal.ask(`${question} [y/N]`));
}

/** Text that strangers may have written: it stays on its line, and sends the terminal no orders. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, " ");
}

/** Rows in columns that line up; each cell stays on its line. */
export function table(heads: readonly string[], given: readonly (readonly string[])[]): string {
  const rows = given.map((row) => row.map(oneLine));
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(heads), ...rows.map(line)].join("\n");
}

export function printJson(value: unknown): void {
  terminal.print(JSON.stringify(value, undefined, 2));
}
