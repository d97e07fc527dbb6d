import type { StatusTranslation } from "@trunkline/social";
import { z } from "zod";
import { renderMedia } from "./media.ts";
import type { Reader } from "./reader.ts";

/** A status in another language. */
export interface TranslationEntity {
  /** Safe HTML. */
  readonly content: string;
  readonly spoiler_text: string;
  readonly language: string;
  readonly poll?:
    | { readonly id: string; readonly options: readonly { readonly title: string }[] }
    | undefined;
  readonly media_attachments: readonly { readonly id: string; readonly description: string }[];
  readonly detected_source_language: string;
  readonly provider: string;
}

export const translation: z.ZodType<TranslationEntity> = z.strictObject({
  content: z.string(),
  spoiler_text: z.string(),
  language: z.string(),
  poll: z
    .strictObject({ id: z.string(), options: z.array(z.strictObject({ title: z.string() })) })
    .optional(),
  media_attachments: z.array(z.strictObject({ id: z.string(), description: z.string() })),
  detected_source_language: z.string(),
  provider: z.string(),
});

export function renderTranslation(made: StatusTranslation, reader: Reader): TranslationEntity {
  const { status, poll } = made.view;
  const media = renderMedia(status.media, status.id, reader);
  return {
    content: made.content,
    spoiler_text: made.spoilerText,
    language: made.language,
    ...(poll === undefined
      ? {}
      : { poll: { id: status.id, options: made.options.map((title) => ({ title })) } }),
    media_attachments: media.flatMap(({ id }, place) => {
      const description = made.descriptions[place];
      return description === undefined ? [] : [{ id, description }];
    }),
    detected_source_language: made.detected,
    provider: made.provider,
  };
}
