import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderStatus, status } from "../../entities/status.ts";
import { pageFields } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";

export const homeTimeline: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/timelines/home",
  summary: "Lists the statuses of the viewer and of whom the viewer follows.",
  who: "user",
  scope: "read:statuses",
  query: z.object(pageFields(20, 40)),
  reply: z.array(status),
  handle: async ({ query, viewer, social, reader }) =>
    linked(await social.timelines.home(viewer, toPage(query)), (view) => renderStatus(view, reader)),
});
