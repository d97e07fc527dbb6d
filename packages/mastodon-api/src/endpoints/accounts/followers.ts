import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { account, renderAccount } from "../../entities/account.ts";
import { accountId, pageFields } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";

const params = z.object({ id: accountId });
const query = z.object(pageFields(40, 80));

export const followers: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/accounts/:id/followers",
  summary: "Lists who follows an account.",
  who: "anyone",
  scope: "read:accounts",
  params,
  query,
  reply: z.array(account),
  refuses: ["not-found", "gone"],
  handle: async ({ params, query, viewer, social, reader }) =>
    linked(await social.follows.followers(viewer, params.id, toPage(query)), (one) =>
      renderAccount(one, reader),
    ),
});

export const following: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/accounts/:id/following",
  summary: "Lists whom an account follows.",
  who: "anyone",
  scope: "read:accounts",
  params,
  query,
  reply: z.array(account),
  refuses: ["not-found", "gone"],
  handle: async ({ params, query, viewer, social, reader }) =>
    linked(await social.follows.following(viewer, params.id, toPage(query)), (one) =>
      renderAccount(one, reader),
    ),
});
