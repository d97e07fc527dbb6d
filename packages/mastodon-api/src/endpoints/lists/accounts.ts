import { listLimits } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { account, renderAccount } from "../../entities/account.ts";
import { accountId, limitOrAll, listId, pageFields, someOf } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";

const params = z.object({ id: listId });
const body = z.object({ account_ids: someOf(accountId) });

export const listAccounts: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/lists/:id/accounts",
  summary: "Lists the members of a list.",
  who: "user",
  scope: "read:lists",
  params,
  query: z.object({
    ...pageFields(40, 80),
    limit: limitOrAll({ usual: 40, most: 80, all: listLimits.members }),
  }),
  reply: z.array(account),
  refuses: ["not-found"],
  handle: async ({ params, query, viewer, social, reader }) =>
    linked(await social.lists.members(viewer, params.id, toPage(query)), (one) => renderAccount(one, reader)),
});

export const addToList: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/lists/:id/accounts",
  summary: "Takes accounts that the viewer follows into a list.",
  who: "user",
  scope: "write:lists",
  params,
  body,
  reply: z.strictObject({}),
  refuses: ["not-found", "invalid", "limit-reached"],
  handle: async ({ params, body, viewer, social }) => {
    await social.lists.addMembers(viewer, params.id, body.account_ids);
    return {};
  },
});

export const removeFromList: Endpoint = endpoint({
  method: "DELETE",
  path: "/api/v1/lists/:id/accounts",
  summary: "Takes accounts out of a list.",
  who: "user",
  scope: "write:lists",
  params,
  body,
  reply: z.strictObject({}),
  refuses: ["not-found"],
  handle: async ({ params, body, viewer, social }) => {
    await social.lists.removeMembers(viewer, params.id, body.account_ids);
    return {};
  },
});
