import type { PlannedPost, ScheduledView, Visibility } from "@trunkline/social";
import { z } from "zod";
import { instant } from "./instant.ts";
import { mediaAttachment, type MediaAttachmentEntity, renderUpload } from "./media.ts";
import type { Reader } from "./reader.ts";

/** A post that waits for its time. */
export interface ScheduledStatusEntity {
  readonly id: string;
  readonly scheduled_at: string;
  /** The request that was accepted; what it did not name is `null`. */
  readonly params: ScheduledParamsEntity;
  readonly media_attachments: readonly MediaAttachmentEntity[];
  /** Why it could not be published at its time, for clients that know of it; Mastodon has no such member. */
  readonly error?: string | undefined;
}

export interface ScheduledParamsEntity {
  readonly text: string;
  readonly poll: ScheduledPollEntity | null;
  readonly media_ids: readonly string[] | null;
  readonly sensitive: boolean | null;
  readonly spoiler_text: string | null;
  readonly visibility: Visibility | null;
  /** The three ids are numbers at Mastodon, and strings here: as numbers they would lose digits in JavaScript. */
  readonly in_reply_to_id: string | null;
  readonly quoted_status_id: string | null;
  readonly application_id: string | null;
  readonly quote_approval_policy: string | null;
  readonly language: string | null;
  readonly scheduled_at: null;
  readonly idempotency: null;
  readonly with_rate_limit: boolean;
}

export interface ScheduledPollEntity {
  readonly options: readonly string[];
  /** Seconds from when it is published. */
  readonly expires_in: number;
  readonly multiple: boolean;
  readonly hide_totals: boolean;
}

const scheduledPoll: z.ZodType<ScheduledPollEntity> = z.strictObject({
  options: z.array(z.string()),
  expires_in: z.int(),
  multiple: z.boolean(),
  hide_totals: z.boolean(),
});

const params: z.ZodType<ScheduledParamsEntity> = z.strictObject({
  text: z.string(),
  poll: scheduledPoll.nullable(),
  media_ids: z.array(z.string()).nullable(),
  sensitive: z.boolean().nullable(),
  spoiler_text: z.string().nullable(),
  visibility: z.enum(["public", "unlisted", "private", "direct"]).nullable(),
  in_reply_to_id: z.string().nullable(),
  quoted_status_id: z.string().nullable(),
  application_id: z.string().nullable(),
  quote_approval_policy: z.string().nullable(),
  language: z.string().nullable(),
  scheduled_at: z.null(),
  idempotency: z.null(),
  with_rate_limit: z.boolean(),
});

export const scheduledStatus: z.ZodType<ScheduledStatusEntity> = z.strictObject({
  id: z.string(),
  scheduled_at: instant,
  params,
  media_attachments: z.array(mediaAttachment),
  error: z.string().optional(),
});

export function renderScheduledStatus(
  { scheduled, media }: ScheduledView,
  reader: Reader,
): ScheduledStatusEntity {
  const { id, at, post, refusal } = scheduled;
  return {
    id,
    scheduled_at: at.toISOString(),
    params: renderParams(post),
    media_attachments: media.map((upload) => renderUpload(upload, reader)),
    ...(refusal === undefined ? {} : { error: refusal }),
  };
}

function renderParams(post: PlannedPost): ScheduledParamsEntity {
  return {
    text: post.text,
    poll: renderPoll(post),
    media_ids: post.media === undefined || post.media.length === 0 ? null : post.media,
    sensitive: post.sensitive,
    spoiler_text: post.spoilerText,
    visibility: post.visibility ?? null,
    in_reply_to_id: post.inReplyTo ?? null,
    quoted_status_id: post.quoted ?? null,
    application_id: post.app ?? null,
    quote_approval_policy: post.quotePolicy ?? null,
    language: post.language ?? null,
    scheduled_at: null,
    idempotency: null,
    with_rate_limit: false,
  };
}

function renderPoll({ poll }: PlannedPost): ScheduledPollEntity | null {
  if (poll === undefined) return null;
  const { options, expiresIn, multiple, hideTotals } = poll;
  return { options, expires_in: Math.round(expiresIn / 1000), multiple, hide_totals: hideTotals };
}
