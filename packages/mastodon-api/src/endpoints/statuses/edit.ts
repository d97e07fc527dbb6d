import type { AccountId, EditDraft, Social, StatusId } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { deletedStatus, renderDeletedStatus, renderStatus, status } from "../../entities/status.ts";
import { flag, language, list, statusId, text } from "../../fields.ts";
import { mediaId, wordFields, wordsOf } from "../../media-fields.ts";
import { quotePolicy } from "../../quote-fields.ts";
import { pollDraft } from "../../poll-fields.ts";

const params = z.object({ id: statusId });

const changes = z.object({
  status: text(100_000).optional(),
  spoiler_text: text(100_000).optional(),
  sensitive: flag,
  language,
  media_ids: list(mediaId).optional(),
  media_attributes: list(z.object({ ...wordFields, id: mediaId })).optional(),
  poll: pollDraft,
  quote_approval_policy: quotePolicy,
});

interface Edited {
  readonly viewer: AccountId;
  readonly id: StatusId;
  readonly social: Social;
}

/** What is not mentioned in an edit stays as it was; but for the poll, which clients always repeat. */
async function draftOf(body: z.infer<typeof changes>, { viewer, id, social }: Edited): Promise<EditDraft> {
  const [source, { status: before }] = await Promise.all([
    social.statuses.source(viewer, id),
    social.statuses.show(viewer, id),
  ]);
  return {
    text: body.status ?? source.text,
    spoilerText: body.spoiler_text ?? source.spoilerText,
    sensitive: body.sensitive ?? before.sensitive,
    language: body.language === undefined || body.language === "" ? before.language : body.language,
    poll: body.poll,
    media: body.media_ids,
    mediaEdits: await Promise.all(
      (body.media_attributes ?? []).map(async ({ id: media, ...words }) => ({
        id: media,
        ...(await wordsOf(words)),
      })),
    ),
    quotePolicy: body.quote_approval_policy,
  };
}

export const editStatus: Endpoint = endpoint({
  method: "PUT",
  path: "/api/v1/statuses/:id",
  summary: "Edits one of the viewer's statuses; its former state stays in the history.",
  who: "user",
  scope: "write:statuses",
  params,
  body: changes,
  reply: status,
  refuses: ["invalid", "not-found", "not-allowed"],
  handle: async ({ params: { id }, body, viewer, social, reader }) => {
    const draft = await draftOf(body, { viewer, id, social });
    return renderStatus(await social.statuses.edit(viewer, id, draft), reader);
  },
});

export const deleteStatus: Endpoint = endpoint({
  method: "DELETE",
  path: "/api/v1/statuses/:id",
  summary: "Deletes one of the viewer's statuses, and answers with what was typed.",
  who: "user",
  scope: "write:statuses",
  params,
  reply: deletedStatus,
  query: z.object({ delete_media: flag }),
  refuses: ["not-found", "not-allowed"],
  limits: ["deletion"],
  handle: async ({ params, query, viewer, social, reader }) =>
    renderDeletedStatus(
      await social.statuses.remove(viewer, params.id, { withMedia: query.delete_media }),
      reader,
    ),
});
