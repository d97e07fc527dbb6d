import type { Account, AccountId, Social } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { account, renderAccount } from "../../entities/account.ts";
import { filledText, flag, limit, offset } from "../../fields.ts";

/** Those of the accounts whom the viewer follows. */
export async function followed(
  viewer: AccountId,
  found: readonly Account[],
  social: Social,
): Promise<readonly Account[]> {
  const ids = found.map(({ id }) => id);
  const relationships = await social.follows.relationships(viewer, ids);
  const follows = new Set(
    relationships.filter(({ out }) => out?.state === "accepted").map((one) => one.account),
  );
  return found.filter(({ id }) => follows.has(id));
}

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
    const { q, limit, offset, resolve = false, following = false } = query;
    const wanted = { text: q, type: "accounts", resolve, limit, offset } as const;
    const { accounts } = await social.search.find(viewer, wanted);
    const shown = following ? await followed(viewer, accounts, social) : accounts;
    return shown.map((found) => renderAccount(found, reader));
  },
});
