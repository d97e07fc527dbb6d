import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { account, renderAccount } from "../../entities/account.ts";
import { relationship, renderRelationship } from "../../entities/relationship.ts";
import { accountId, pageFields } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";

const params = z.object({ account_id: accountId });

export const followRequests: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/follow_requests",
  summary: "Lists who asks to follow the viewer.",
  who: "user",
  scope: "read:follows",
  query: z.object(pageFields(40, 80)),
  reply: z.array(account),
  handle: async ({ query, viewer, social, reader }) =>
    linked(await social.follows.requests(viewer, toPage(query)), (one) => renderAccount(one, reader)),
});

export const authorizeFollowRequest: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/follow_requests/:account_id/authorize",
  summary: "Lets somebody follow the viewer.",
  who: "user",
  scope: "write:follows",
  params,
  reply: relationship,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) =>
    renderRelationship(await social.follows.authorize(viewer, params.account_id)),
});

export const rejectFollowRequest: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/follow_requests/:account_id/reject",
  summary: "Refuses somebody's request to follow the viewer.",
  who: "user",
  scope: "write:follows",
  params,
  reply: relationship,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social }) =>
    renderRelationship(await social.follows.reject(viewer, params.account_id)),
});
