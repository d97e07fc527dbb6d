import type { FeaturedTag } from "@trunkline/social";
import { z } from "zod";
import type { Reader } from "./reader.ts";

/** A hashtag that an account shows on its page. */
export interface FeaturedTagEntity {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly statuses_count: string;
  /** A day, as in `2026-03-01`. */
  readonly last_status_at: string | null;
}

export const featuredTag: z.ZodType<FeaturedTagEntity> = z.strictObject({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  statuses_count: z.string(),
  last_status_at: z.iso.date().nullable(),
});

export function renderFeaturedTag(
  { id, name, statusesCount, lastStatusAt }: FeaturedTag,
  { origin }: Pick<Reader, "origin">,
): FeaturedTagEntity {
  return {
    id,
    name,
    url: `${origin}/tags/${encodeURIComponent(name)}`,
    statuses_count: String(statusesCount),
    last_status_at: lastStatusAt?.toISOString().slice(0, 10) ?? null,
  };
}
