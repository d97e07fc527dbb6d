import type { Account, Edit } from "@trunkline/social";
import { z } from "zod";
import { account, type AccountEntity, renderAccount } from "./account.ts";
import { customEmoji, type CustomEmojiEntity, renderEmoji } from "./emoji.ts";
import { instant } from "./instant.ts";
import { mediaAttachment, type MediaAttachmentEntity, renderMedia } from "./media.ts";
import type { Reader } from "./reader.ts";

/** One state of a status in its history. */
export interface StatusEditEntity {
  readonly content: string;
  readonly spoiler_text: string;
  readonly sensitive: boolean;
  readonly created_at: string;
  readonly account: AccountEntity;
  readonly media_attachments: readonly MediaAttachmentEntity[];
  readonly emojis: readonly CustomEmojiEntity[];
  readonly quote: null;
  /** The titles of the options, where it asked something. */
  readonly poll?: { readonly options: readonly { readonly title: string }[] } | undefined;
}

export const statusEdit: z.ZodType<StatusEditEntity> = z.strictObject({
  content: z.string(),
  spoiler_text: z.string(),
  sensitive: z.boolean(),
  created_at: instant,
  account,
  media_attachments: z.array(mediaAttachment),
  emojis: z.array(customEmoji),
  quote: z.null(),
  poll: z.strictObject({ options: z.array(z.strictObject({ title: z.string() })) }).optional(),
});

export function renderHistory(
  history: { readonly account: Account; readonly edits: readonly Edit[] },
  { reader, status }: { readonly reader: Reader; readonly status: string },
): StatusEditEntity[] {
  const author = renderAccount(history.account, reader);
  return history.edits.map((edit) => ({
    content: edit.content,
    spoiler_text: edit.spoilerText,
    sensitive: edit.sensitive,
    created_at: edit.at.toISOString(),
    account: author,
    media_attachments: renderMedia(edit.media, status, reader),
    emojis: edit.emojis.map((emoji) => renderEmoji(emoji, reader)),
    quote: null,
    poll: edit.pollOptions && { options: edit.pollOptions.map((title) => ({ title })) },
  }));
}
