import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { account, renderAccount } from "../../entities/account.ts";
import { flag, limit, offset } from "../../fields.ts";

export const directory: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/directory",
  summary: "Lists accounts that want to be found: who posted last first, or who is new.",
  who: "anyone",
  query: z.object({
    limit: limit(40, 80),
    offset,
    order: z.enum(["active", "new"]).optional(),
    local: flag,
  }),
  reply: z.array(account),
  handle: async ({ query, viewer, social, reader }) => {
    const { order = "active", local = false } = query;
    const asked = { order, onlyLocal: local, limit: query.limit, offset: query.offset };
    return (await social.directory.list(viewer, asked)).map((one) => renderAccount(one, reader));
  },
});
