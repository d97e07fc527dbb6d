import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { relationship, renderRelationship } from "../../entities/relationship.ts";
import { accountId, flag, languages } from "../../fields.ts";

const params = z.object({ id: accountId });

export const follow: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/accounts/:id/follow",
  summary: "Follows an account, or asks to; a second call changes the options.",
  who: "user",
  scope: "write:follows",
  params,
  body: z.object({ reblogs: flag, notify: flag, languages }),
  reply: relationship,
  refuses: ["not-found", "not-allowed", "limit-reached", "gone"],
  limits: ["following"],
  handle: async ({ params, body, viewer, social }) => {
    const options = { showBoosts: body.reblogs, notify: body.notify, languages: body.languages };
    return renderRelationship(await social.follows.follow(viewer, params.id, options));
  },
});

export const unfollow: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/accounts/:id/unfollow",
  summary: "Stops following an account, or takes the request back.",
  who: "user",
  scope: "write:follows",
  params,
  reply: relationship,
  refuses: ["not-found", "gone"],
  handle: async ({ params, viewer, social }) =>
    renderRelationship(await social.follows.unfollow(viewer, params.id)),
});

export const removeFromFollowers: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/accounts/:id/remove_from_followers",
  summary: "Ends another's follow of the viewer.",
  who: "user",
  scope: "write:follows",
  params,
  reply: relationship,
  refuses: ["not-found", "gone"],
  handle: async ({ params, viewer, social }) =>
    renderRelationship(await social.follows.removeFollower(viewer, params.id)),
});
