import process from "node:process";
import { oneLine, printJson, terminal } from "./terminal.ts";

/** One line of what the doctor says. */
export interface Finding {
  readonly check: string;
  readonly result: "pass" | "warn" | "fail";
  /** What was found, and what to do about it. */
  readonly says: string;
}

/** Prints findings; where something is wrong, the command exits with 1. */
export function printFindings(
  findings: readonly Finding[],
  { json }: { readonly json?: boolean | undefined },
): void {
  if (json === true) printJson(findings);
  else
    for (const { check, result, says } of findings) terminal.print(oneLine(`${result}  ${check}: ${says}`));
  if (findings.some(({ result }) => result === "fail")) process.exitCode = 1;
}
