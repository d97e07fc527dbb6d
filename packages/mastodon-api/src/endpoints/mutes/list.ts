import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { mutedAccount, renderMutedAccount } from "../../entities/account.ts";
import { pageFields } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";

export const mutes: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/mutes",
  summary: "Lists whom the viewer mutes.",
  who: "user",
  scope: "read:mutes",
  query: z.object(pageFields(40, 80)),
  reply: z.array(mutedAccount),
  handle: async ({ query, viewer, social, reader }) =>
    linked(await social.mutes.list(viewer, toPage(query)), (one) => renderMutedAccount(one, reader)),
});
