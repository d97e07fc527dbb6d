import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { filterStatus, renderFilterStatus } from "../../entities/filter.ts";
import { filterId, partId, statusId } from "../../fields.ts";

const params = z.object({ id: partId });
const ofFilter = z.object({ filter_id: filterId });

export const filterStatuses: Endpoint = endpoint({
  method: "GET",
  path: "/api/v2/filters/:filter_id/statuses",
  summary: "Lists the statuses that a filter names.",
  who: "user",
  scope: "read:filters",
  params: ofFilter,
  reply: z.array(filterStatus),
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) =>
    (await social.filters.show(viewer, params.filter_id)).statuses.map(renderFilterStatus),
});

export const addFilterStatus: Endpoint = endpoint({
  method: "POST",
  path: "/api/v2/filters/:filter_id/statuses",
  summary: "Lets a filter match a status, whatever it says.",
  who: "user",
  scope: "write:filters",
  params: ofFilter,
  body: z.object({ status_id: statusId }),
  reply: filterStatus,
  refuses: ["not-found", "invalid", "limit-reached"],
  handle: async ({ params, body, viewer, social }) =>
    renderFilterStatus(await social.filters.addStatus(viewer, params.filter_id, body.status_id)),
});

export const showFilterStatus: Endpoint = endpoint({
  method: "GET",
  path: "/api/v2/filters/statuses/:id",
  summary: "Shows a status that a filter names.",
  who: "user",
  scope: "read:filters",
  params,
  reply: filterStatus,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) =>
    renderFilterStatus((await social.filters.showStatus(viewer, params.id)).part),
});

export const deleteFilterStatus: Endpoint = endpoint({
  method: "DELETE",
  path: "/api/v2/filters/statuses/:id",
  summary: "Lets a filter name a status no longer.",
  who: "user",
  scope: "write:filters",
  params,
  reply: z.strictObject({}),
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) => {
    await social.filters.removeStatus(viewer, params.id);
    return {};
  },
});
