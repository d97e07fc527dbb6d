import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderStatus, status } from "../../entities/status.ts";
import { listId, pageFields } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";

export const listTimeline: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/timelines/list/:list_id",
  summary: "Lists the statuses of a list's members.",
  who: "user",
  scope: "read:lists",
  params: z.object({ list_id: listId }),
  query: z.object(pageFields(20, 40)),
  reply: z.array(status),
  refuses: ["not-found"],
  handle: async ({ params, query, viewer, social, reader }) =>
    linked(await social.timelines.list(viewer, params.list_id, toPage(query)), (view) =>
      renderStatus(view, reader),
    ),
});
