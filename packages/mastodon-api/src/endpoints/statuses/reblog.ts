import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { account, renderAccount } from "../../entities/account.ts";
import { renderStatus, status } from "../../entities/status.ts";
import { pageFields, statusId } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";

const params = z.object({ id: statusId });

export const reblog: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/statuses/:id/reblog",
  summary: "Boosts a status, and answers with the boost that holds it.",
  who: "user",
  scope: "write:statuses",
  params,
  body: z.object({ visibility: z.enum(["public", "unlisted", "private"]).optional() }),
  reply: status,
  refuses: ["not-found", "not-allowed"],
  limits: ["posting"],
  handle: async ({ params, body, viewer, social, reader }) =>
    renderStatus(await social.boosts.add(viewer, params.id, body.visibility), reader),
});

export const unreblog: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/statuses/:id/unreblog",
  summary: "Takes a boost back, and answers with the status that is no longer boosted.",
  who: "user",
  scope: "write:statuses",
  params,
  reply: status,
  refuses: ["not-found"],
  limits: ["deletion"],
  handle: async ({ params, viewer, social, reader }) =>
    renderStatus(await social.boosts.remove(viewer, params.id), reader),
});

export const rebloggedBy: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/statuses/:id/reblogged_by",
  summary: "Lists who boosted a status.",
  who: "anyone",
  scope: "read:statuses",
  params,
  query: z.object(pageFields(40, 80)),
  reply: z.array(account),
  refuses: ["not-found"],
  handle: async ({ params, query, viewer, social, reader }) =>
    linked(await social.boosts.by(viewer, params.id, toPage(query)), (one) => renderAccount(one, reader)),
});
