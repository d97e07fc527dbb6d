import type { Tag } from "@trunkline/social";
import { z } from "zod";
import type { Reader } from "./reader.ts";

/** A hashtag, with its last seven days. */
export interface TagEntity {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** Newest first; `day` in seconds since 1970. */
  readonly history: readonly { readonly day: string; readonly uses: string; readonly accounts: string }[];
  /** These two only when somebody is signed in. */
  readonly following?: boolean | undefined;
  readonly featuring?: boolean | undefined;
}

/** What the viewer has to do with hashtags, by their names. */
export interface TagMarks {
  /** Those that the viewer shows on their page. */
  readonly featured: ReadonlySet<string>;
  /** Those that the viewer follows. */
  readonly followed: ReadonlySet<string>;
}

const nothing: TagMarks = { featured: new Set(), followed: new Set() };

export const tag: z.ZodType<TagEntity> = z.strictObject({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  history: z.array(z.strictObject({ day: z.string(), uses: z.string(), accounts: z.string() })),
  following: z.boolean().optional(),
  featuring: z.boolean().optional(),
});

export function renderTag(
  { id, name, history }: Tag,
  { origin, viewer }: Reader,
  { featured, followed }: TagMarks = nothing,
): TagEntity {
  return {
    id,
    name,
    url: `${origin}/tags/${encodeURIComponent(name)}`,
    history: history.map(({ day, uses, accounts }) => ({
      day: String(day.getTime() / 1000),
      uses: String(uses),
      accounts: String(accounts),
    })),
    ...(viewer === undefined ? {} : { following: followed.has(name), featuring: featured.has(name) }),
  };
}
