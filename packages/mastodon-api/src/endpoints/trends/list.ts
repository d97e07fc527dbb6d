import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderStatus, status } from "../../entities/status.ts";
import { renderTag, tag } from "../../entities/tag.ts";
import { limit, offset } from "../../fields.ts";
import { countedAs } from "../../paging.ts";
import { tagMarks } from "../tags/show.ts";

/** The same list has two addresses, of which clients know the one or the other. */
function tagsAt(path: string): Endpoint {
  return endpoint({
    method: "GET",
    path,
    summary: "Lists the hashtags that many people use just now.",
    who: "anyone",
    query: z.object({ limit: limit(10, 20), offset }),
    reply: z.array(tag),
    cacheSeconds: 60,
    handle: async ({ query, viewer, social, reader }) => {
      const { items, full } = await social.trends.tags(query);
      const marks = await tagMarks(viewer, items, social);
      return countedAs(
        query,
        full,
        items.map((one) => renderTag(one, reader, marks)),
      );
    },
  });
}

export const trendingTags: Endpoint = tagsAt("/api/v1/trends/tags");
export const allTrends: Endpoint = tagsAt("/api/v1/trends");

export const trendingStatuses: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/trends/statuses",
  summary: "Lists the statuses that many people favourite and boost just now.",
  who: "anyone",
  query: z.object({ limit: limit(20, 40), offset }),
  reply: z.array(status),
  cacheSeconds: 60,
  handle: async ({ query, viewer, social, reader }) => {
    const { items, full } = await social.trends.statuses(viewer, query);
    return countedAs(
      query,
      full,
      items.map((view) => renderStatus(view, reader)),
    );
  },
});
