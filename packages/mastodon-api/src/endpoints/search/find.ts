import type { Query } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderFindings, search } from "../../entities/search.ts";
import { unauthorized } from "../../failures.ts";
import { cursor, filledText, flag, limit, offset, optionalId } from "../../fields.ts";
import { tagMarks } from "../tags/show.ts";

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
  account_id: optionalId<"account">(),
  max_id: cursor,
  min_id: cursor,
  limit: limit(20, 40),
  offset,
});

function queryOf(wished: z.infer<typeof wanted>, isSignedIn: boolean): Query {
  const { q, type, resolve = false, following = false, limit, offset } = wished;
  if (!isSignedIn && resolve) {
    throw unauthorized(
      "Search queries that resolve remote resources are not supported without authentication",
    );
  }
  if (!isSignedIn && offset > 0) {
    throw unauthorized("Search queries pagination is not supported without authentication");
  }
  return {
    text: q,
    type,
    resolve,
    limit,
    // Of several kinds at once only the first part is shown, as Mastodon has it.
    offset: type === undefined ? 0 : offset,
    isFollowed: following,
    isReviewed: wished.exclude_unreviewed ?? false,
    account: wished.account_id,
    maxId: wished.max_id,
    minId: wished.min_id,
  };
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
  handle: async ({ query, viewer, social, reader }) => {
    const findings = await social.search.find(viewer, queryOf(query, viewer !== undefined));
    const marks = await tagMarks(viewer, findings.tags, social);
    return renderFindings(findings, reader, marks);
  },
});
