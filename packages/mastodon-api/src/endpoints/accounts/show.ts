import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { account, renderAccount } from "../../entities/account.ts";
import { accountId, ids, text } from "../../fields.ts";

export const showAccount: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/accounts/:id",
  summary: "Shows an account.",
  who: "anyone",
  scope: "read:accounts",
  params: z.object({ id: accountId }),
  reply: account,
  refuses: ["not-found", "gone"],
  handle: async ({ params, social, reader }) => renderAccount(await social.accounts.show(params.id), reader),
});

export const showAccounts: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/accounts",
  summary: "Shows several accounts; those that do not exist are left out.",
  who: "anyone",
  scope: "read:accounts",
  query: z.object({ id: ids<"account">() }),
  reply: z.array(account),
  handle: async ({ query, social, reader }) =>
    (await social.accounts.showMany(query.id)).map((shown) => renderAccount(shown, reader)),
});

export const lookupAccount: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/accounts/lookup",
  summary: "Finds an account by its handle among those that are known here.",
  who: "anyone",
  scope: "read:accounts",
  query: z.object({ acct: text(500).transform((acct) => acct.trim().replace(/^@/, "")) }),
  reply: account,
  refuses: ["not-found", "gone"],
  handle: async ({ query, social, reader }) =>
    renderAccount(await social.accounts.lookup(query.acct), reader),
});
