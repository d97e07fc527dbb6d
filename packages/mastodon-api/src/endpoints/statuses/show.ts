import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { context, renderContext } from "../../entities/context.ts";
import { renderHistory, statusEdit } from "../../entities/status-edit.ts";
import { renderSource, statusSource } from "../../entities/status-source.ts";
import { renderStatus, status } from "../../entities/status.ts";
import { ids, statusId } from "../../fields.ts";

const params = z.object({ id: statusId });

export const showStatus: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/statuses/:id",
  summary: "Shows a status.",
  who: "anyone",
  scope: "read:statuses",
  params,
  reply: status,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    renderStatus(await social.statuses.show(viewer, params.id), reader),
});

/** How many are shown at once; those beyond are left out. */
const most = 20;

export const showStatuses: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/statuses",
  summary: "Shows several statuses; those that the viewer cannot see are left out.",
  who: "anyone",
  scope: "read:statuses",
  query: z.object({ id: ids<"status">() }),
  reply: z.array(status),
  handle: async ({ query, viewer, social, reader }) =>
    (await social.statuses.see(viewer, query.id.slice(0, most))).map((view) => renderStatus(view, reader)),
});

export const statusContext: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/statuses/:id/context",
  summary: "Shows what stands before and after a status in its thread.",
  who: "anyone",
  scope: "read:statuses",
  params,
  reply: context,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    renderContext(await social.statuses.context(viewer, params.id), reader),
});

export const statusHistory: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/statuses/:id/history",
  summary: "Shows every state of a status, oldest first.",
  who: "anyone",
  scope: "read:statuses",
  params,
  reply: z.array(statusEdit),
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    renderHistory(await social.statuses.history(viewer, params.id), { reader, status: params.id }),
});

export const showSource: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/statuses/:id/source",
  summary: "Shows what the viewer typed.",
  who: "user",
  scope: "read:statuses",
  params,
  reply: statusSource,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) => renderSource(await social.statuses.source(viewer, params.id)),
});
