import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderStatus, status } from "../../entities/status.ts";
import { filledText, pageFields } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";

export const linkTimeline: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/timelines/link",
  summary: "Lists public statuses that link to an address which trends.",
  who: "anyone",
  scope: "read:statuses",
  query: z.object({ ...pageFields(20, 40), url: filledText(2048) }),
  reply: z.array(status),
  refuses: ["not-found"],
  handle: async ({ query, viewer, social, reader }) =>
    linked(await social.trends.linking(viewer, query.url, toPage(query)), (view) =>
      renderStatus(view, reader),
    ),
});
