import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { Result } from "./perform.ts";
import type { Backend } from "./plan.ts";

/** What a long form does, however often it is interrupted. */
export interface Task {
  readonly seed: number;
  /** Of each fault. */
  readonly runs: number;
  /** Those that are asked for; none: all that there are. */
  readonly names: readonly string[] | undefined;
  readonly backends: readonly Backend[];
}

/** A result, and where. */
export interface Entry {
  readonly backend: Backend;
  readonly result: Result;
}

/** Keeps results on disk as they come, so that the rest can be done another day. */
export interface Journal {
  /** What the file said, or what was asked for where there was none. */
  readonly task: Task;
  /** What was done before. */
  readonly entries: readonly Entry[];
  add(entry: Entry): void;
}

/** @param file lines of JSON: the task, and then one for each result; without one nothing is kept */
export function openJournal(file: string | undefined, asked: Task): Journal {
  if (file === undefined) return { task: asked, entries: [], add: () => undefined };
  const append = (value: unknown): void => appendFileSync(file, `${JSON.stringify(value)}\n`);
  if (!existsSync(file)) append(asked);
  // A last line that was cut short is no result.
  const [head = "", ...lines] = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return {
    task: JSON.parse(head) as Task, // as it was written here
    entries: lines.map((line) => JSON.parse(line, endless) as Entry), // as it was written here
    add: append,
  };
}

/** JSON has no word for what never ended. */
function endless(name: string, value: unknown): unknown {
  return name.endsWith("Milliseconds") && value === null ? Infinity : value;
}
