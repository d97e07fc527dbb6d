import { z } from "zod";

/** What the author of a status typed. */
export interface StatusSourceEntity {
  readonly id: string;
  readonly text: string;
  readonly spoiler_text: string;
}

export const statusSource: z.ZodType<StatusSourceEntity> = z.strictObject({
  id: z.string(),
  text: z.string(),
  spoiler_text: z.string(),
});

export function renderSource(source: {
  readonly id: string;
  readonly text: string;
  readonly spoilerText: string;
}): StatusSourceEntity {
  return { id: source.id, text: source.text, spoiler_text: source.spoilerText };
}
