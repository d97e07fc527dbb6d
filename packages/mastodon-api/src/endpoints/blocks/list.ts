import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { account, renderAccount } from "../../entities/account.ts";
import { pageFields } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";

export const blocks: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/blocks",
  summary: "Lists whom the viewer blocks.",
  who: "user",
  scope: "read:blocks",
  query: z.object(pageFields(40, 80)),
  reply: z.array(account),
  handle: async ({ query, viewer, social, reader }) =>
    linked(await social.blocks.list(viewer, toPage(query)), (one) => renderAccount(one, reader)),
});
