import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderScheduledStatus, scheduledStatus } from "../../entities/scheduled-status.ts";
import { futureInstant, pageFields, scheduledId } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";

const params = z.object({ id: scheduledId });

export const scheduledStatuses: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/scheduled_statuses",
  summary: "Lists the viewer's posts that wait for their time, the last written first.",
  who: "user",
  scope: "read:statuses",
  query: z.object(pageFields(20, 40)),
  reply: z.array(scheduledStatus),
  handle: async ({ query, viewer, social, reader }) =>
    linked(await social.scheduled.list(viewer, toPage(query)), (one) => renderScheduledStatus(one, reader)),
});

export const showScheduledStatus: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/scheduled_statuses/:id",
  summary: "Shows one of the viewer's posts that wait for their time.",
  who: "user",
  scope: "read:statuses",
  params,
  reply: scheduledStatus,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    renderScheduledStatus(await social.scheduled.show(viewer, params.id), reader),
});

export const moveScheduledStatus: Endpoint = endpoint({
  method: "PUT",
  path: "/api/v1/scheduled_statuses/:id",
  summary: "Moves a post to another time, at least five minutes ahead.",
  who: "user",
  scope: "write:statuses",
  params,
  body: z.object({ scheduled_at: futureInstant }),
  reply: scheduledStatus,
  refuses: ["not-found", "invalid", "limit-reached"],
  handle: async ({ params, body, viewer, social, reader }) => {
    const { id } = params;
    if (body.scheduled_at === undefined)
      return renderScheduledStatus(await social.scheduled.show(viewer, id), reader);
    return renderScheduledStatus(await social.scheduled.move(viewer, id, body.scheduled_at), reader);
  },
});

export const cancelScheduledStatus: Endpoint = endpoint({
  method: "DELETE",
  path: "/api/v1/scheduled_statuses/:id",
  summary: "Removes a post that waits for its time.",
  who: "user",
  scope: "write:statuses",
  params,
  reply: z.strictObject({}),
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) => {
    await social.scheduled.remove(viewer, params.id);
    return {};
  },
});
