import type { z } from "zod";
import { Failure, invalid, recordNotFound } from "./failures.ts";
import { notAnId } from "./fields.ts";

type Issue = z.core.$ZodIssue;

function tooBig(issue: z.core.$ZodIssueTooBig): string {
  const isLength = issue.origin === "string" || issue.origin === "array";
  return isLength
    ? `is too long (maximum is ${issue.maximum})`
    : `must be less than or equal to ${issue.maximum}`;
}

function complaintOf(issue: Issue): string {
  if (issue.code === "invalid_type" && issue.input === undefined) return "can't be blank";
  if (issue.code === "too_big") return tooBig(issue);
  if (issue.code === "invalid_value") return "is not included in the list";
  return issue.code === "custom" || issue.code === "too_small" ? issue.message : "is invalid";
}

/** `spoiler_text` becomes `Spoiler text`, as in the sentences of Mastodon. */
function nameOf(path: readonly PropertyKey[]): string {
  const words = path
    .filter((step) => typeof step === "string")
    .join(" ")
    .replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function sentenceOf(issues: readonly Issue[]): string {
  return issues.map((issue) => `${nameOf(issue.path)} ${complaintOf(issue)}`.trim()).join(", ");
}

const isAboutId = (issue: Issue): boolean => issue.message === notAnId;

/** Checks parameters once. What cannot be an id does not exist (404); other faults are named (422). */
export function checked(schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  if (result.error.issues.some(isAboutId)) throw recordNotFound();
  throw invalid(sentenceOf(result.error.issues));
}

/** Checks the parameters of an address, where one that is missing is a malformed request (400). */
export function checkedQuery(schema: z.ZodType | undefined, value: unknown): unknown {
  const result = schema?.safeParse(value, { reportInput: true });
  const missing = result?.error?.issues.find((issue) => complaintOf(issue) === "can't be blank");
  if (missing !== undefined) {
    const name = missing.path.join(".");
    throw new Failure(400, { error: `param is missing or the value is empty or invalid: ${name}` });
  }
  return checked(schema, value);
}
