import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { reactions, renderReactions } from "../../entities/reaction.ts";
import { renderStatus, status } from "../../entities/status.ts";
import { statusId, text } from "../../fields.ts";

const about = z.object({ id: statusId, emoji: text(130) });

export const react: Endpoint = endpoint({
  method: "PUT",
  path: "/api/v1/pleroma/statuses/:id/reactions/:emoji",
  summary: "Reacts to a status with an emoji, or a custom one of this server by its shortcode.",
  who: "user",
  scope: "write:favourites",
  params: about,
  reply: status,
  refuses: ["not-found", "invalid", "limit-reached"],
  handle: async ({ params, viewer, social, reader }) =>
    renderStatus(await social.reactions.add(viewer, params.id, params.emoji), reader),
});

export const unreact: Endpoint = endpoint({
  method: "DELETE",
  path: "/api/v1/pleroma/statuses/:id/reactions/:emoji",
  summary: "Takes a reaction back.",
  who: "user",
  scope: "write:favourites",
  params: about,
  reply: status,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    renderStatus(await social.reactions.remove(viewer, params.id, params.emoji), reader),
});

export const statusReactions: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/pleroma/statuses/:id/reactions",
  summary: "Lists the reactions to a status, with those who gave them.",
  who: "anyone",
  scope: "read:statuses",
  params: z.object({ id: statusId }),
  reply: z.array(reactions),
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    (await social.reactions.of(viewer, params.id)).map((view) => renderReactions(view, reader)),
});

export const oneReaction: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/pleroma/statuses/:id/reactions/:emoji",
  summary: "Lists who reacted to a status with one emoji.",
  who: "anyone",
  scope: "read:statuses",
  params: about,
  reply: z.array(reactions),
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) => {
    const name = params.emoji.replace(/^:/, "").replace(/:$/, "");
    const all = await social.reactions.of(viewer, params.id);
    return all.filter((view) => view.name === name).map((view) => renderReactions(view, reader));
  },
});
