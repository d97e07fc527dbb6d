import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { relationship, renderRelationship } from "../../entities/relationship.ts";
import { accountId, text } from "../../fields.ts";

export const accountNote: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/accounts/:id/note",
  summary: "Keeps a note about an account that the viewer alone reads; an empty one removes it.",
  who: "user",
  scope: "write:accounts",
  params: z.object({ id: accountId }),
  body: z.object({ comment: text(20_000).optional() }),
  reply: relationship,
  refuses: ["not-found", "gone", "invalid"],
  handle: async ({ params, body, viewer, social }) =>
    renderRelationship(await social.privateNotes.write(viewer, params.id, body.comment ?? "")),
});
