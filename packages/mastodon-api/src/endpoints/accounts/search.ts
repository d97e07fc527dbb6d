import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { account, renderAccount } from "../../entities/account.ts";
import { filledText, flag, limit, offset } from "../../fields.ts";

export const searchAccounts: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/accounts/search",
  summary: "Searches accounts by handle and name.",
  who: "user",
  scope: "read:accounts",
  query: z.object({
    q: filledText(500),
    limit: limit(40, 80),
    offset,
    resolve: flag,
    following: flag,
  }),
  reply: z.array(account),
  handle: async ({ query, viewer, social, reader }) => {
    const { q, limit, offset, resolve = false, following: isFollowed = false } = query;
    const wanted = { text: q, type: "accounts", resolve, isFollowed, limit, offset } as const;
    const { accounts } = await social.search.find(viewer, wanted);
    return accounts.map((found) => renderAccount(found, reader));
  },
});
