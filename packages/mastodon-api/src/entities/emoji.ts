import type { CustomEmoji, Emoji } from "@trunkline/social";
import { z } from "zod";
import { linksOf, type Reader } from "./reader.ts";

/** A picture that stands in a text under a shortcode. */
export interface CustomEmojiEntity {
  readonly shortcode: string;
  readonly url: string;
  readonly static_url: string;
  readonly visible_in_picker: boolean;
  readonly category: string | null;
}

export const customEmoji: z.ZodType<CustomEmojiEntity> = z.strictObject({
  shortcode: z.string(),
  url: z.string(),
  static_url: z.string(),
  visible_in_picker: z.boolean(),
  category: z.string().nullable(),
});

/** An emoji of another server: seen where it was used, but not offered to writers here. */
export function renderEmoji(
  { shortcode, url }: CustomEmoji,
  reader: Pick<Reader, "origin" | "links">,
): CustomEmojiEntity {
  const { remote } = linksOf(reader);
  return {
    shortcode,
    url: remote(url),
    static_url: remote(url, "small"),
    visible_in_picker: false,
    category: null,
  };
}

/** An emoji of this server, as writers are offered it. */
export function renderOwnEmoji({ shortcode, url, category, isListed }: Emoji): CustomEmojiEntity {
  return {
    shortcode,
    url,
    static_url: url,
    visible_in_picker: isListed,
    category: category ?? null,
  };
}
