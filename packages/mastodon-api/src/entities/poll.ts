import type { CustomEmoji, PollView } from "@trunkline/social";
import { z } from "zod";
import type { Reader } from "./reader.ts";
import { customEmoji, type CustomEmojiEntity, renderEmoji } from "./emoji.ts";
import { instant } from "./instant.ts";

/** A question with answers to choose from. Its id is that of the status which asks it. */
export interface PollEntity {
  readonly id: string;
  readonly expires_at: string | null;
  readonly expired: boolean;
  readonly multiple: boolean;
  readonly votes_count: number;
  /** `null` where another server does not say. */
  readonly voters_count: number | null;
  readonly options: readonly PollOptionEntity[];
  readonly emojis: readonly CustomEmojiEntity[];
  /** These two only when somebody is signed in. */
  readonly voted?: boolean | undefined;
  readonly own_votes?: readonly number[] | undefined;
}

export interface PollOptionEntity {
  readonly title: string;
  /** `null` while the author hides how it stands. */
  readonly votes_count: number | null;
}

export const poll: z.ZodType<PollEntity> = z.strictObject({
  id: z.string(),
  expires_at: instant.nullable(),
  expired: z.boolean(),
  multiple: z.boolean(),
  votes_count: z.int(),
  voters_count: z.int().nullable(),
  options: z.array(z.strictObject({ title: z.string(), votes_count: z.int().nullable() })),
  emojis: z.array(customEmoji),
  voted: z.boolean().optional(),
  own_votes: z.array(z.int()).optional(),
});

/**
 * @param about whose poll it is seen by (the author counts as having voted), and the emoji of its status
 */
export function renderPoll(
  { poll: shown, isExpired, ownVotes }: PollView,
  about: { readonly isOwn: boolean; readonly emojis: readonly CustomEmoji[]; readonly reader: Reader },
): PollEntity {
  const isHidden = shown.hideTotals && !isExpired;
  return {
    id: shown.status,
    expires_at: shown.expiresAt?.toISOString() ?? null,
    expired: isExpired,
    multiple: shown.multiple,
    votes_count: shown.options.reduce((sum, { votesCount }) => sum + votesCount, 0),
    voters_count: shown.votersCount ?? null,
    options: shown.options.map(({ title, votesCount }) => ({
      title,
      votes_count: isHidden ? null : votesCount,
    })),
    emojis: about.emojis.map((emoji) => renderEmoji(emoji, about.reader)),
    ...(ownVotes === undefined ? {} : { voted: about.isOwn || ownVotes.length > 0, own_votes: ownVotes }),
  };
}
