import { type Account, detailsOf } from "@trunkline/social";
import { z } from "zod";
import { pictureOf } from "./account.ts";
import { field, type FieldEntity, renderField } from "./field.ts";
import type { Reader } from "./reader.ts";

/** One's own profile as one wrote it. */
export interface ProfileEntity {
  readonly id: string;
  readonly display_name: string;
  readonly note: string;
  readonly fields: readonly FieldEntity[];
  readonly avatar: string | null;
  readonly avatar_static: string | null;
  readonly avatar_description: string;
  readonly header: string | null;
  readonly header_static: string | null;
  readonly header_description: string;
  readonly locked: boolean;
  readonly bot: boolean;
  readonly hide_collections: boolean | null;
  readonly discoverable: boolean | null;
  readonly indexable: boolean;
  readonly show_media: boolean;
  readonly show_media_replies: boolean;
  readonly show_featured: boolean;
  readonly attribution_domains: readonly string[];
}

export const profile: z.ZodType<ProfileEntity> = z.strictObject({
  id: z.string(),
  display_name: z.string(),
  note: z.string(),
  fields: z.array(field),
  avatar: z.string().nullable(),
  avatar_static: z.string().nullable(),
  avatar_description: z.string(),
  header: z.string().nullable(),
  header_static: z.string().nullable(),
  header_description: z.string(),
  locked: z.boolean(),
  bot: z.boolean(),
  hide_collections: z.boolean().nullable(),
  discoverable: z.boolean().nullable(),
  indexable: z.boolean(),
  show_media: z.boolean(),
  show_media_replies: z.boolean(),
  show_featured: z.boolean(),
  attribution_domains: z.array(z.string()),
});

export function renderProfile(own: Account, reader: Pick<Reader, "origin" | "links">): ProfileEntity {
  const avatar = pictureOf(own, "avatar", reader);
  const header = pictureOf(own, "header", reader);
  const details = detailsOf(own);
  return {
    id: own.id,
    display_name: own.displayName,
    note: own.note,
    fields: own.fields.map(renderField),
    avatar: avatar.url ?? null,
    avatar_static: avatar.still ?? null,
    avatar_description: avatar.description,
    header: header.url ?? null,
    header_static: header.still ?? null,
    header_description: header.description,
    locked: own.locked,
    bot: own.kind === "service",
    hide_collections: own.hideCollections,
    discoverable: own.discoverable,
    indexable: own.indexable,
    show_media: details.showMedia,
    show_media_replies: details.showMediaReplies,
    show_featured: details.showFeatured,
    attribution_domains: details.attributionDomains,
  };
}
