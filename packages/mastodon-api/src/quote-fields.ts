import type { QuotePolicy } from "@trunkline/social";
import { z } from "zod";

const policies: readonly QuotePolicy[] = ["public", "followers", "nobody"];

/** Who may quote a status. Left out, or empty: nothing is said about it. */
export const quotePolicy: z.ZodType<QuotePolicy | undefined> = z
  .preprocess((value) => (value === "" ? undefined : value), z.enum(policies).optional())
  .optional()
  .meta({ type: "string", enum: [...policies] });
