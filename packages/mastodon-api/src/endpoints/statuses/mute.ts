import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderStatus, status } from "../../entities/status.ts";
import { statusId } from "../../fields.ts";

const params = z.object({ id: statusId });

export const muteThread: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/statuses/:id/mute",
  summary: "Keeps away news of the whole conversation that a status belongs to.",
  who: "user",
  scope: "write:mutes",
  params,
  reply: status,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    renderStatus(await social.mutedThreads.mute(viewer, params.id), reader),
});

export const unmuteThread: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/statuses/:id/unmute",
  summary: "Lets news of a conversation come again.",
  who: "user",
  scope: "write:mutes",
  params,
  reply: status,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    renderStatus(await social.mutedThreads.unmute(viewer, params.id), reader),
});
