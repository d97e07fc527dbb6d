import type { FilterWish, KeywordWish } from "@trunkline/social";
import { z } from "zod";
import { filterContext } from "../../entities/filter.ts";
import { flag, list, optionalId, someOf, text } from "../../fields.ts";

/** More characters than are ever allowed; what is too long for people is said by the use case. */
const longText = text(2000);

/** Where a filter holds; at least one place. */
export const someContexts = someOf(filterContext);

export const titleField = longText;
export const keywordField = longText;

/** Seconds from now on; blank stands for ever. */
export const expiresIn: z.ZodType<FilterWish["expiresInSeconds"]> = z
  .preprocess(
    (value) => {
      if (value === "") return "never";
      return typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
    },
    z.union([z.literal("never"), z.number().int().min(0, "is invalid")]).optional(),
  )
  .optional()
  .meta({ type: "integer", minimum: 0, description: "Blank: for ever." });

/** Keywords beside a filter: new ones without an id, changed and removed ones with it. */
export const keywordWishes: z.ZodType<readonly KeywordWish[]> = list(
  z
    .object({
      id: optionalId<"filterKeyword">(),
      keyword: longText.optional(),
      whole_word: flag,
      _destroy: flag,
    })
    .transform(({ id, keyword, whole_word: wholeWord, _destroy: isRemoved }) => ({
      id,
      keyword,
      wholeWord,
      isRemoved,
    })),
);
