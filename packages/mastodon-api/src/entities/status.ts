import { type Account, acct, isLocal, type StatusView, type Visibility } from "@trunkline/social";
import { z } from "zod";
import { account, type AccountEntity, renderAccount } from "./account.ts";
import { approval, type ApprovalEntity, renderApproval } from "./approval.ts";
import { customEmoji, type CustomEmojiEntity, renderEmoji } from "./emoji.ts";
import { filterResult, type FilterResultEntity, renderFilterResult } from "./filter.ts";
import { instant } from "./instant.ts";
import { mediaAttachment, type MediaAttachmentEntity, renderMedia } from "./media.ts";
import { poll, type PollEntity, renderPoll } from "./poll.ts";
import { previewCard, type PreviewCardEntity, renderCard } from "./preview-card.ts";
import { type QuoteEntity, quoteOf, withoutFallback } from "./quote.ts";
import { reaction, type ReactionEntity, renderReaction } from "./reaction.ts";
import type { Reader } from "./reader.ts";

export interface MentionEntity {
  readonly id: string;
  readonly username: string;
  readonly url: string;
  readonly acct: string;
}

/** What a status and a status that was just deleted have in common. */
interface StatusBase {
  readonly id: string;
  readonly uri: string;
  readonly url: string | null;
  readonly created_at: string;
  readonly edited_at: string | null;
  readonly account: AccountEntity;
  readonly visibility: Visibility;
  readonly sensitive: boolean;
  readonly spoiler_text: string;
  readonly media_attachments: readonly MediaAttachmentEntity[];
  /** Local authors only. */
  readonly application?: { readonly name: string; readonly website: string | null } | null | undefined;
  readonly mentions: readonly MentionEntity[];
  readonly tags: readonly { readonly name: string; readonly url: string }[];
  readonly emojis: readonly CustomEmojiEntity[];
  readonly reblogs_count: number;
  readonly favourites_count: number;
  readonly quotes_count: number;
  readonly replies_count: number;
  readonly in_reply_to_id: string | null;
  readonly in_reply_to_account_id: string | null;
  readonly reblog: StatusEntity | null;
  readonly poll: PollEntity | null;
  readonly card: PreviewCardEntity | null;
  readonly quote: QuoteEntity<StatusEntity> | null;
  readonly language: string | null;
  readonly quote_approval: ApprovalEntity;
  /** What clients of Pleroma know besides; only where there are reactions. */
  readonly pleroma?: { readonly emoji_reactions: readonly ReactionEntity[] } | undefined;
  /** These six only when somebody is signed in. */
  readonly favourited?: boolean | undefined;
  readonly reblogged?: boolean | undefined;
  readonly muted?: boolean | undefined;
  readonly bookmarked?: boolean | undefined;
  /** One's own statuses only. */
  readonly pinned?: boolean | undefined;
  readonly filtered?: readonly FilterResultEntity[] | undefined;
}

/** A post, or a boost of one. */
export interface StatusEntity extends StatusBase {
  /** Safe HTML. */
  readonly content: string;
}

/** The answer to a deletion: what was typed, so that it can be written anew. */
export interface DeletedStatusEntity extends StatusBase {
  readonly text: string;
}

const mention: z.ZodType<MentionEntity> = z.strictObject({
  id: z.string(),
  username: z.string(),
  url: z.string(),
  acct: z.string(),
});

const shape = {
  id: z.string(),
  uri: z.string(),
  url: z.string().nullable(),
  created_at: instant,
  edited_at: instant.nullable(),
  account,
  visibility: z.enum(["public", "unlisted", "private", "direct"]),
  sensitive: z.boolean(),
  spoiler_text: z.string(),
  media_attachments: z.array(mediaAttachment),
  application: z.strictObject({ name: z.string(), website: z.string().nullable() }).nullable().optional(),
  mentions: z.array(mention),
  tags: z.array(z.strictObject({ name: z.string(), url: z.string() })),
  emojis: z.array(customEmoji),
  reblogs_count: z.int(),
  favourites_count: z.int(),
  quotes_count: z.int(),
  replies_count: z.int(),
  in_reply_to_id: z.string().nullable(),
  in_reply_to_account_id: z.string().nullable(),
  reblog: z.lazy((): z.ZodType<StatusEntity | null> => status.nullable()),
  poll: poll.nullable(),
  card: previewCard.nullable(),
  quote: quoteOf(() => status).nullable(),
  language: z.string().nullable(),
  quote_approval: approval,
  pleroma: z.strictObject({ emoji_reactions: z.array(reaction) }).optional(),
  favourited: z.boolean().optional(),
  reblogged: z.boolean().optional(),
  muted: z.boolean().optional(),
  bookmarked: z.boolean().optional(),
  pinned: z.boolean().optional(),
  filtered: z.array(filterResult).optional(),
};

export const status: z.ZodType<StatusEntity> = z.strictObject({ ...shape, content: z.string() });

export const deletedStatus: z.ZodType<DeletedStatusEntity> = z.strictObject({ ...shape, text: z.string() });

function renderMention(mentioned: Account): MentionEntity {
  const { id, username, url } = mentioned;
  return { id, username, url, acct: acct(mentioned) };
}

/** The program that an author wrote with; whether other servers have one is not known. */
function applicationOf({ account: author, app }: StatusView): StatusBase["application"] {
  if (!isLocal(author)) return undefined;
  return app === undefined ? null : { name: app.name, website: app.website ?? null };
}

/** Of one's own statuses those that others may come upon; a boost and a direct one never. */
function isPinnable({ status: shown, boost }: StatusView, viewer: Reader["viewer"]): boolean {
  return shown.account === viewer && boost === undefined && shown.visibility !== "direct";
}

/** A boost shows what the viewer has done with the status inside it: that is the one with buttons. */
function marksOf(view: StatusView, { viewer }: Reader) {
  const marks = (view.boost ?? view).marks;
  if (marks === undefined) return {};
  return {
    favourited: marks.favourited,
    reblogged: marks.boosted,
    bookmarked: marks.bookmarked,
    muted: marks.muted,
    pinned: isPinnable(view, viewer) ? marks.pinned : undefined,
    filtered: view.filtered.map(renderFilterResult),
  };
}

function partsOf(view: StatusView, reader: Reader) {
  const { origin, viewer } = reader;
  const { status: shown, mentioned, poll: asked, quoting } = view;
  const about = { isOwn: shown.account === viewer, emojis: shown.emojis, reader };
  return {
    media_attachments: renderMedia(shown.media, shown.id, reader),
    mentions: mentioned.map(renderMention),
    tags: shown.tags.map((name) => ({ name, url: `${origin}/tags/${encodeURIComponent(name)}` })),
    emojis: shown.emojis.map((emoji) => renderEmoji(emoji, reader)),
    poll: asked === undefined ? null : renderPoll(asked, about),
    card: view.card === undefined ? null : renderCard(view.card.card, view.card.creator, reader),
    quote_approval: renderApproval(quoting),
    ...(view.reactions.length === 0
      ? {}
      : { pleroma: { emoji_reactions: view.reactions.map((one) => renderReaction(one, reader)) } }),
  };
}

function countsOf({ status: shown }: StatusView) {
  return {
    reblogs_count: shown.boostsCount,
    favourites_count: shown.favouritesCount,
    quotes_count: shown.quotesCount,
    replies_count: shown.repliesCount,
  };
}

function renderBase(view: StatusView, reader: Reader): StatusBase {
  const { status: shown } = view;
  return {
    id: shown.id,
    uri: shown.uri,
    url: shown.url ?? null,
    created_at: shown.createdAt.toISOString(),
    edited_at: shown.editedAt?.toISOString() ?? null,
    account: renderAccount(view.account, reader),
    visibility: shown.visibility,
    sensitive: shown.sensitive,
    spoiler_text: shown.spoilerText,
    language: shown.language ?? null,
    in_reply_to_id: shown.inReplyTo ?? null,
    in_reply_to_account_id: shown.inReplyToAccount ?? null,
    application: applicationOf(view),
    ...partsOf(view, reader),
    quote: renderQuote(view, reader),
    ...countsOf(view),
    ...marksOf(view, reader),
    reblog: view.boost === undefined ? null : renderStatus(view.boost, reader),
  };
}

/** A quoted status shows of its own quote only which it is: so no chain of quotes is shown whole. */
function renderQuote({ quote }: StatusView, reader: Reader): QuoteEntity<StatusEntity> | null {
  if (quote === undefined) return null;
  const { state, status: quoted } = quote;
  if (typeof quoted === "string") return { state, quoted_status_id: quoted };
  return { state, quoted_status: quoted === undefined ? null : renderStatus(quoted, reader) };
}

function contentOf({ status: shown, quote }: StatusView): string {
  return quote?.status === undefined ? shown.content : withoutFallback(shown.content);
}

export function renderStatus(view: StatusView, reader: Reader): StatusEntity {
  return { ...renderBase(view, reader), content: contentOf(view) };
}

export function renderDeletedStatus(view: StatusView, reader: Reader): DeletedStatusEntity {
  return { ...renderBase(view, reader), text: view.status.text ?? "" };
}
