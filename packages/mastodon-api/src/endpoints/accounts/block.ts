import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { relationship, renderRelationship } from "../../entities/relationship.ts";
import { accountId, flag, someNumber } from "../../fields.ts";

const params = z.object({ id: accountId });

export const block: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/accounts/:id/block",
  summary: "Keeps an account away, and ends the follows between the two.",
  who: "user",
  scope: "write:blocks",
  params,
  reply: relationship,
  refuses: ["not-found", "not-allowed", "gone"],
  handle: async ({ params, viewer, social }) =>
    renderRelationship(await social.blocks.block(viewer, params.id)),
});

export const unblock: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/accounts/:id/unblock",
  summary: "Lets an account come again.",
  who: "user",
  scope: "write:blocks",
  params,
  reply: relationship,
  refuses: ["not-found", "gone"],
  handle: async ({ params, viewer, social }) =>
    renderRelationship(await social.blocks.unblock(viewer, params.id)),
});

export const mute: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/accounts/:id/mute",
  summary: "Hides an account from the viewer; a second call changes for how long, and whether its news too.",
  who: "user",
  scope: "write:mutes",
  params,
  body: z.object({ notifications: flag, duration: someNumber }),
  reply: relationship,
  refuses: ["not-found", "not-allowed", "gone", "invalid"],
  handle: async ({ params, body, viewer, social }) => {
    const { notifications = true, duration } = body;
    const options = { hidesNotifications: notifications, durationSeconds: duration };
    return renderRelationship(await social.mutes.mute(viewer, params.id, options));
  },
});

export const unmute: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/accounts/:id/unmute",
  summary: "Shows an account to the viewer again.",
  who: "user",
  scope: "write:mutes",
  params,
  reply: relationship,
  refuses: ["not-found", "gone"],
  handle: async ({ params, viewer, social }) =>
    renderRelationship(await social.mutes.unmute(viewer, params.id)),
});
