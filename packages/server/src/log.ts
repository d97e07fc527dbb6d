import process from "node:process";
import { currentRequest } from "./correlation.ts";

export type Level = "debug" | "info" | "warn" | "error";
export type Fields = Readonly<Record<string, unknown>>;

/** Writes what happened: a constant sentence, and named values. Never secrets, mail or what is not public. */
export interface Log {
  debug(says: string, fields?: Fields): void;
  info(says: string, fields?: Fields): void;
  warn(says: string, fields?: Fields): void;
  error(says: string, fields?: Fields): void;
}

export interface LogOptions {
  readonly level: Level;
  readonly format: "auto" | "pretty" | "json";
  readonly now: () => Date;
  readonly write?: (line: string) => void;
}

const weight: Readonly<Record<Level, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/** Names under which a secret could slip into a line. Their values are never written (S-155). */
const hidden = /password|secret|token|authorization|cookie|private|signature|^code$|email/i;

export function createLog({ level, format, now, write = toStderr }: LogOptions): Log {
  const isPretty = format === "pretty" || (format === "auto" && process.stderr.isTTY);
  const line =
    (at: Level) =>
    (says: string, fields: Fields = {}) => {
      if (weight[at] < weight[level]) return;
      const request = currentRequest();
      const safe = redact(request === undefined ? fields : { request, ...fields });
      write(isPretty ? pretty(at, says, safe) : JSON.stringify({ at: now(), level: at, says, ...safe }));
    };
  return { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
}

/** Says nothing: for whatever is composed without a listener. */
export const silentLog: Log = createLog({
  level: "error",
  format: "json",
  now: () => new Date(0),
  write: () => {},
});

function toStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}

function redact(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, hidden.test(name) ? "[secret]" : plain(value)]),
  );
}

function plain(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const cause = value.cause === undefined ? {} : { cause: plain(value.cause) };
  return { name: value.name, message: value.message, stack: value.stack, ...cause };
}

function pretty(at: Level, says: string, fields: Fields): string {
  const values = Object.entries(fields).map(([name, value]) => `${name}=${show(value)}`);
  const mark = at === "info" ? "" : `${at}: `;
  return [`${mark}${says}`, ...values].join(" ");
}

function show(value: unknown): string {
  if (typeof value === "string") return /\s/.test(value) ? JSON.stringify(value) : value;
  if (typeof value === "object" && value !== null && "stack" in value) return `\n${String(value.stack)}`;
  return JSON.stringify(value) ?? "none";
}
