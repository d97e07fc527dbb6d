import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderStatus, status } from "../../entities/status.ts";
import { accountId, flag, pageFields, text } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";
import { tagName } from "../../tag-name.ts";

export const accountStatuses: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/accounts/:id/statuses",
  summary: "Lists an account's statuses, as far as the viewer may see them.",
  who: "anyone",
  scope: "read:statuses",
  params: z.object({ id: accountId }),
  query: z.object({
    ...pageFields(20, 40),
    only_media: flag,
    exclude_replies: flag,
    exclude_reblogs: flag,
    pinned: flag,
    tagged: text(500).optional(),
  }),
  reply: z.array(status),
  refuses: ["not-found", "gone"],
  handle: async ({ params, query, viewer, social, reader }) => {
    if (query.pinned === true) {
      await social.accounts.show(params.id);
      const pinned = await social.pins.of(viewer, params.id, toPage(query));
      return linked(pinned, (view) => renderStatus(view, reader));
    }
    const filter = {
      excludeReplies: query.exclude_replies ?? false,
      excludeBoosts: query.exclude_reblogs ?? false,
      onlyMedia: query.only_media ?? false,
      tagged: query.tagged === undefined || query.tagged === "" ? undefined : tagName(query.tagged),
    };
    const part = await social.timelines.account(viewer, params.id, { filter, page: toPage(query) });
    return linked(part, (view) => renderStatus(view, reader));
  },
});
