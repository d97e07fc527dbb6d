import type { Query } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderFindings, search } from "../../entities/search.ts";
import { unauthorized } from "../../failures.ts";
import { cursor, filledText, flag, limit, offset } from "../../fields.ts";

const wanted = z.object({
  q: filledText(2000),
  type: z
    .preprocess(
      (type) => (type === "" ? undefined : type),
      z.enum(["accounts", "statuses", "hashtags"]).optional(),
    )
    .optional(),
  resolve: flag,
  following: flag,
  exclude_unreviewed: flag,
  account_id: cursor,
  max_id: cursor,
  min_id: cursor,
  limit: limit(20, 40),
  offset,
});

function queryOf({ q, type, resolve, limit, offset }: z.infer<typeof wanted>, isSignedIn: boolean): Query {
  if (!isSignedIn && resolve === true) {
    throw unauthorized(
      "Search queries that resolve remote resources are not supported without authentication",
    );
  }
  if (!isSignedIn && offset > 0) {
    throw unauthorized("Search queries pagination is not supported without authentication");
  }
  return { text: q, type, resolve: resolve ?? false, limit, offset };
}

export const findAnything: Endpoint = endpoint({
  method: "GET",
  path: "/api/v2/search",
  summary: "Searches accounts, statuses and hashtags, on request also at the server that an address names.",
  who: "anyone",
  scope: "read:search",
  query: wanted,
  reply: search,
  limits: ["anonymous search"],
  handle: async ({ query, viewer, social, reader }) =>
    renderFindings(await social.search.find(viewer, queryOf(query, viewer !== undefined)), reader),
});
