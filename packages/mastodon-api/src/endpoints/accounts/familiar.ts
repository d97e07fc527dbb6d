import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { familiar, renderFamiliar } from "../../entities/familiar-followers.ts";
import { accountId, ids } from "../../fields.ts";

export const familiarFollowers: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/accounts/familiar_followers",
  summary: "Tells whom the viewer follows among the followers of other accounts.",
  who: "user",
  scope: "read:follows",
  query: z.object({ id: ids<"account">() }),
  reply: z.array(familiar),
  handle: async ({ query, viewer, social, reader }) =>
    (await social.follows.familiar(viewer, query.id)).map((found) => renderFamiliar(found, reader)),
});

/** The service behind it ended in 2022, and Mastodon too has none for anybody since. */
export const identityProofs: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/accounts/:id/identity_proofs",
  summary: "Lists proofs of a kind that exists no longer: none, for any account.",
  who: "user",
  scope: "read:accounts",
  params: z.object({ id: accountId }),
  reply: z.array(z.never()),
  refuses: ["not-found", "gone"],
  handle: async ({ params, social }) => {
    await social.accounts.show(params.id);
    return [];
  },
});
