import type { PublicFilter } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderStatus, status } from "../../entities/status.ts";
import { flag, list, pageFields, text } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";
import { tagName } from "../../tag-name.ts";

const filters = { local: flag, remote: flag, only_media: flag };

function filterOf(query: {
  readonly local?: boolean | undefined;
  readonly remote?: boolean | undefined;
  readonly only_media?: boolean | undefined;
}): PublicFilter {
  const from = query.local === true ? "here" : query.remote === true ? "elsewhere" : "anywhere";
  return { from, onlyMedia: query.only_media ?? false };
}

export const publicTimeline: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/timelines/public",
  summary: "Lists public statuses.",
  who: "anyone",
  scope: "read:statuses",
  query: z.object({ ...pageFields(20, 40), ...filters }),
  reply: z.array(status),
  handle: async ({ query, viewer, social, reader }) => {
    const part = await social.timelines.public(viewer, filterOf(query), toPage(query));
    return linked(part, (view) => renderStatus(view, reader));
  },
});

/** How many tags may stand beside the one in the path, in each of the three lists. */
const furtherTags = 4;

const names = list(text(500)).transform((written) => written.slice(0, furtherTags).map(tagName));

export const tagTimeline: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/timelines/tag/:hashtag",
  summary: "Lists public statuses that carry a tag.",
  who: "anyone",
  scope: "read:statuses",
  params: z.object({ hashtag: text(500).transform(tagName) }),
  query: z.object({ ...pageFields(20, 40), ...filters, any: names, all: names, none: names }),
  reply: z.array(status),
  handle: async ({ params, query, viewer, social, reader }) => {
    const { all, none } = query;
    const filter = { ...filterOf(query), any: [params.hashtag, ...query.any], all, none };
    const part = await social.timelines.tagged(viewer, filter, toPage(query));
    return linked(part, (view) => renderStatus(view, reader));
  },
});
