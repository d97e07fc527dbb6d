import { z } from "zod";

interface RawJson {
  readonly rawJSON: string;
}

interface JsonWithRaw {
  readonly rawJSON?: (text: string) => RawJson;
}

/**
 * An id as a number, where clients want one: `JSON.stringify` writes all of its digits, also beyond 2^53, where the
 * runtime can (Node 22 and newer do).
 */
export function exactInteger(id: string): number {
  const { rawJSON } = JSON as JsonWithRaw; // newer than the types of the language that this is compiled with
  const exact: unknown = rawJSON?.(id) ?? Number(id);
  return exact as number; // it becomes one in the answer
}

function asNumber(value: unknown): unknown {
  const isRaw = typeof value === "object" && value !== null && "rawJSON" in value;
  return isRaw ? Number(value.rawJSON) : value;
}

/** The schema of what `exactInteger` makes. */
export const wholeId: z.ZodType<number> = z
  .preprocess(asNumber, z.number().refine(Number.isInteger))
  .meta({ type: "integer" });
