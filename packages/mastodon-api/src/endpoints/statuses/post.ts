import type { NewPost } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint, type UserPrincipal } from "../../endpoint.ts";
import {
  renderScheduledStatus,
  scheduledStatus,
  type ScheduledStatusEntity,
} from "../../entities/scheduled-status.ts";
import { renderStatus, status, type StatusEntity } from "../../entities/status.ts";
import { flag, futureInstant, language, list, optionalId, text } from "../../fields.ts";
import { mediaId } from "../../media-fields.ts";
import { quotePolicy } from "../../quote-fields.ts";
import { pollDraft } from "../../poll-fields.ts";

/** One that is empty is none: else all that a client posts so would be one status. */
const idempotencyKey = z
  .string()
  .trim()
  .max(200)
  .transform((key) => (key === "" ? undefined : key))
  .optional();

/** Far more than any limit that is counted in characters for people. */
const longText = text(100_000);

const saysNothing = ({
  status = "",
  spoiler_text = "",
}: {
  status?: string | undefined;
  spoiler_text?: string | undefined;
}) => status.trim() === "" && spoiler_text.trim() === "";

const draft = z
  .object({
    status: longText.optional(),
    spoiler_text: longText.optional(),
    sensitive: flag,
    language,
    visibility: z.enum(["public", "unlisted", "private", "direct"]).optional(),
    in_reply_to_id: optionalId<"status">(),
    media_ids: list(mediaId),
    poll: pollDraft,
    scheduled_at: futureInstant,
    quoted_status_id: optionalId<"status">(),
    quote_approval_policy: quotePolicy,
  })
  .refine((body) => body.quoted_status_id !== undefined || body.media_ids.length > 0 || !saysNothing(body), {
    path: ["text"],
    message: "can't be blank",
  });

function postOf(body: z.infer<typeof draft>, { user, app }: UserPrincipal): Omit<NewPost, "idempotencyKey"> {
  return {
    text: body.status ?? "",
    spoilerText: body.spoiler_text ?? "",
    sensitive: body.sensitive ?? user.preferences.sensitive,
    language: body.language === undefined || body.language === "" ? user.preferences.language : body.language,
    visibility: body.visibility,
    inReplyTo: body.in_reply_to_id,
    app: app.id,
    poll: body.poll,
    media: body.media_ids,
    quoted: body.quoted_status_id,
    quotePolicy: body.quote_approval_policy,
  };
}

/** What waits for its time is answered as such; a time that is not five minutes ahead means at once, as at Mastodon. */
const reply: z.ZodType<StatusEntity | ScheduledStatusEntity> = z.union([status, scheduledStatus]);

export const postStatus: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/statuses",
  summary:
    "Posts a status. A repeated request with the same Idempotency-Key gets the status that the first one made.",
  who: "user",
  scope: "write:statuses",
  headers: z.object({ "idempotency-key": idempotencyKey }),
  body: draft,
  reply,
  refuses: ["invalid", "limit-reached", "not-found"],
  limits: ["posting"],
  handle: async ({ body, headers, viewer, principal, social, reader }) => {
    const post = { ...postOf(body, principal), idempotencyKey: headers["idempotency-key"] };
    const at = body.scheduled_at;
    return at !== undefined && social.scheduled.isAhead(at)
      ? renderScheduledStatus(await social.scheduled.add(viewer, post, at), reader)
      : renderStatus(await social.statuses.post(viewer, post), reader);
  },
});
