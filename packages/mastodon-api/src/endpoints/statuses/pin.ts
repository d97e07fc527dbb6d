import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderStatus, status } from "../../entities/status.ts";
import { statusId } from "../../fields.ts";

const params = z.object({ id: statusId });

export const pin: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/statuses/:id/pin",
  summary: "Shows one of the viewer's own statuses first on their page.",
  who: "user",
  scope: "write:accounts",
  params,
  reply: status,
  refuses: ["not-found", "invalid", "limit-reached"],
  handle: async ({ params, viewer, social, reader }) =>
    renderStatus(await social.pins.add(viewer, params.id), reader),
});

export const unpin: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/statuses/:id/unpin",
  summary: "Shows a status in its place again.",
  who: "user",
  scope: "write:accounts",
  params,
  reply: status,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    renderStatus(await social.pins.remove(viewer, params.id), reader),
});
