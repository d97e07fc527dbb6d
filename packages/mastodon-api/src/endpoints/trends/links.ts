import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderTrendingLink, trendingLink } from "../../entities/preview-card.ts";
import { limit, offset } from "../../fields.ts";
import { countedAs } from "../../paging.ts";

export const trendingLinks: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/trends/links",
  summary: "Lists the links that many people share just now.",
  who: "anyone",
  query: z.object({ limit: limit(10, 20), offset }),
  reply: z.array(trendingLink),
  cacheSeconds: 60,
  handle: async ({ query, viewer, social, reader }) => {
    const { items, full } = await social.trends.links(viewer, query);
    return countedAs(
      query,
      full,
      items.map((link) => renderTrendingLink(link, reader)),
    );
  },
});
