import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderStatus, status } from "../../entities/status.ts";
import { pageFields, statusId } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";
import { quotePolicy } from "../../quote-fields.ts";

export const quotes: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/statuses/:id/quotes",
  summary: "Lists statuses that quote this one with its author's consent, the latest first.",
  who: "user",
  scope: "read:statuses",
  params: z.object({ id: statusId }),
  query: z.object(pageFields(20, 40)),
  reply: z.array(status),
  refuses: ["not-found"],
  handle: async ({ params, query, viewer, social, reader }) =>
    linked(await social.quotes.of(viewer, params.id, toPage(query)), (view) => renderStatus(view, reader)),
});

export const revokeQuote: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/statuses/:id/quotes/:quoting_status_id/revoke",
  summary: "Takes back the consent to be quoted by a status.",
  who: "user",
  scope: "write:statuses",
  params: z.object({ id: statusId, quoting_status_id: statusId }),
  reply: status,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) =>
    renderStatus(await social.quotes.revoke(viewer, params.id, params.quoting_status_id), reader),
});

export const changePolicy: Endpoint = endpoint({
  method: "PUT",
  path: "/api/v1/statuses/:id/interaction_policy",
  summary: "Changes who may quote one of the viewer's statuses from now on.",
  who: "user",
  scope: "write:statuses",
  params: z.object({ id: statusId }),
  body: z.object({ quote_approval_policy: quotePolicy }),
  reply: status,
  refuses: ["not-found", "invalid"],
  handle: async ({ params, body, viewer, social, reader }) => {
    const view = await social.quotes.setPolicy(viewer, params.id, body.quote_approval_policy ?? "public");
    return renderStatus(view, reader);
  },
});
