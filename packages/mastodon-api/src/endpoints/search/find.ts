import type { AccountId, Findings, Query, Social } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderFindings, search } from "../../entities/search.ts";
import { unauthorized } from "../../failures.ts";
import { cursor, filledText, flag, limit, offset, optionalId } from "../../fields.ts";
import { featuredBy } from "../tags/show.ts";
import { followed } from "../accounts/search.ts";

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

/** Leaves of the findings what the query wants of them: people whom the viewer follows, statuses of one account. */
async function narrowed(
  findings: Findings,
  { following = false, account_id: author }: z.infer<typeof wanted>,
  { viewer, social }: { readonly viewer: AccountId | undefined; readonly social: Social },
): Promise<Findings> {
  const { accounts, statuses, tags } = findings;
  return {
    accounts: following && viewer !== undefined ? await followed(viewer, accounts, social) : accounts,
    statuses: statuses.filter(({ status }) => author === undefined || status.account === author),
    tags,
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
    const featured = findings.tags.length === 0 ? undefined : await featuredBy(viewer, social);
    return renderFindings(await narrowed(findings, query, { viewer, social }), reader, featured);
  },
});
