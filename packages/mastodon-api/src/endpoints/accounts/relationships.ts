import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { relationship, renderRelationship } from "../../entities/relationship.ts";
import { flag, ids } from "../../fields.ts";

export const relationships: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/accounts/relationships",
  summary: "Tells what other accounts are to the viewer.",
  who: "user",
  scope: "read:follows",
  query: z.object({ id: ids<"account">(), with_suspended: flag }),
  reply: z.array(relationship),
  handle: async ({ query, viewer, social }) =>
    (await social.follows.relationships(viewer, query.id)).map(renderRelationship),
});
