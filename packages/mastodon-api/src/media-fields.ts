import type { Focus, MediaId, MediaWords } from "@trunkline/social";
import { z } from "zod";
import { id, text } from "./fields.ts";

/** Far more than any description, which is counted in characters for people. */
const longText = text(20_000);

const numbers = /^\s*(-?\d*\.?\d+)\s*,\s*(-?\d*\.?\d+)\s*$/;

/** What must stay in sight, as `x,y`; empty means that nothing was said. */
const focus: z.ZodType<Focus | undefined> = z
  .preprocess(
    (value) => (value === "" ? undefined : value),
    z
      .string()
      .regex(numbers, "is invalid")
      .transform((said): Focus => {
        const [, x, y] = numbers.exec(said) ?? [];
        return { x: Number(x), y: Number(y) };
      })
      .optional(),
  )
  .optional()
  .meta({ type: "string", description: "Two numbers from -1 to 1, as in `0.2,-0.5`." });

/** A file of a form in parts; one without content is none. */
export const optionalFile: z.ZodType<File | undefined> = z
  .preprocess(blankIsAbsent, z.instanceof(File, { error: "is not a file" }).optional())
  .optional()
  .meta({ type: "string", format: "binary" });

function blankIsAbsent(value: unknown): unknown {
  return value === "" || (value instanceof File && value.size === 0) ? undefined : value;
}

export const mediaId: z.ZodType<MediaId> = id<"media">();

interface WordFields {
  readonly description: z.ZodType<string | undefined>;
  readonly focus: z.ZodType<Focus | undefined>;
  readonly thumbnail: z.ZodType<File | undefined>;
}

/** What is said of a file besides its bytes. */
export const wordFields: WordFields = {
  description: longText.optional(),
  focus,
  thumbnail: optionalFile,
};

/** The same, as the use cases want it. */
export async function wordsOf(said: {
  readonly description?: string | undefined;
  readonly focus?: Focus | undefined;
  readonly thumbnail?: File | undefined;
}): Promise<MediaWords> {
  const { description, focus: point, thumbnail } = said;
  return {
    ...(description === undefined ? {} : { description }),
    ...(point && { focus: point }),
    ...(thumbnail && { thumbnail: await bytesOf(thumbnail) }),
  };
}

export async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}
