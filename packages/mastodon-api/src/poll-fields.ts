import { type PollDraft, pollLimits, seconds } from "@trunkline/social";
import { z } from "zod";
import { flag, list, text, wholeNumber } from "./fields.ts";

/** More than any poll needs; the use case says what is too much. */
const longTitle = text(1000);

const shape = z
  .object({
    options: list(longTitle),
    expires_in: wholeNumber(0, 1_000_000_000),
    multiple: flag,
    hide_totals: flag,
  })
  .transform((said): PollDraft => {
    const { options, expires_in, multiple = false, hide_totals: hideTotals = false } = said;
    return { options, expiresIn: seconds(expires_in), multiple, hideTotals };
  });

function blankIsAbsent(value: unknown): unknown {
  return value === "" ? undefined : value;
}

/** A poll that is written with a status. Left out, or empty: there is none. */
export const pollDraft: z.ZodType<PollDraft | undefined> = z
  .preprocess(blankIsAbsent, shape.optional())
  .optional()
  .meta({
    type: "object",
    properties: {
      options: { type: "array", items: { type: "string" }, maxItems: pollLimits.options },
      expires_in: { type: "integer", description: "Seconds." },
      multiple: { type: "boolean" },
      hide_totals: { type: "boolean" },
    },
  });
