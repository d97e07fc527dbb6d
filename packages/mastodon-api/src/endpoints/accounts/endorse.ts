import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { account, renderAccount } from "../../entities/account.ts";
import { relationship, renderRelationship } from "../../entities/relationship.ts";
import { accountId, pageFields } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";

const params = z.object({ id: accountId });
const query = z.object(pageFields(40, 80));

const adding = {
  method: "POST",
  who: "user",
  scope: "write:accounts",
  params,
  reply: relationship,
  refuses: ["not-found", "gone", "invalid"],
} as const;

export const endorse: Endpoint = endpoint({
  ...adding,
  path: "/api/v1/accounts/:id/endorse",
  summary: "Shows an account on the viewer's page.",
  handle: async ({ params, viewer, social }) =>
    renderRelationship(await social.endorsements.add(viewer, params.id)),
});

export const pinAccount: Endpoint = endpoint({
  ...adding,
  path: "/api/v1/accounts/:id/pin",
  summary: "Shows an account on the viewer's page (the older name of `endorse`).",
  handle: async ({ params, viewer, social }) =>
    renderRelationship(await social.endorsements.add(viewer, params.id)),
});

const removing = { ...adding, refuses: ["not-found", "gone"] } as const;

export const unendorse: Endpoint = endpoint({
  ...removing,
  path: "/api/v1/accounts/:id/unendorse",
  summary: "Takes an account from the viewer's page.",
  handle: async ({ params, viewer, social }) =>
    renderRelationship(await social.endorsements.remove(viewer, params.id)),
});

export const unpinAccount: Endpoint = endpoint({
  ...removing,
  path: "/api/v1/accounts/:id/unpin",
  summary: "Takes an account from the viewer's page (the older name of `unendorse`).",
  handle: async ({ params, viewer, social }) =>
    renderRelationship(await social.endorsements.remove(viewer, params.id)),
});

export const accountEndorsements: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/accounts/:id/endorsements",
  summary: "Lists whom an account shows on its page.",
  who: "anyone",
  scope: "read:accounts",
  params,
  query,
  reply: z.array(account),
  refuses: ["not-found", "gone"],
  handle: async ({ params, query, viewer, social, reader }) =>
    linked(await social.endorsements.of(viewer, params.id, toPage(query)), (one) =>
      renderAccount(one, reader),
    ),
});

export const endorsements: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/endorsements",
  summary: "Lists whom the viewer shows on their page.",
  who: "user",
  scope: "read:accounts",
  query,
  reply: z.array(account),
  handle: async ({ query, viewer, social, reader }) =>
    linked(await social.endorsements.of(viewer, viewer, toPage(query)), (one) => renderAccount(one, reader)),
});
