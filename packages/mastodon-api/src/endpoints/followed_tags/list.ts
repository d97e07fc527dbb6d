import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderTag, tag } from "../../entities/tag.ts";
import { pageFields } from "../../fields.ts";
import { linked, toPage } from "../../paging.ts";
import { tagMarks } from "../tags/show.ts";

export const followedTags: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/followed_tags",
  summary: "Lists the hashtags that the viewer follows, the last followed first.",
  who: "user",
  scope: "read:follows",
  query: z.object(pageFields(100, 200)),
  reply: z.array(tag),
  handle: async ({ query, viewer, social, reader }) => {
    const part = await social.followedTags.of(viewer, toPage(query));
    const marks = await tagMarks(viewer, part.items, social);
    return linked(part, (one) => renderTag(one, reader, marks));
  },
});
