import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { featuredTag, renderFeaturedTag } from "../../entities/featured-tag.ts";
import { renderTag, tag } from "../../entities/tag.ts";
import { accountId, filledText } from "../../fields.ts";
import { tagMarks } from "../tags/show.ts";

export const featuredTags: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/featured_tags",
  summary: "Lists the hashtags that the viewer shows on their page.",
  who: "user",
  scope: "read:accounts",
  reply: z.array(featuredTag),
  handle: async ({ viewer, social, reader }) =>
    (await social.featuredTags.of(viewer)).map((one) => renderFeaturedTag(one, reader)),
});

export const featureTag: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/featured_tags",
  summary: "Shows a hashtag on the viewer's page.",
  who: "user",
  scope: "write:accounts",
  body: z.object({ name: filledText(500) }),
  reply: featuredTag,
  refuses: ["invalid", "limit-reached"],
  handle: async ({ body, viewer, social, reader }) =>
    renderFeaturedTag(await social.featuredTags.add(viewer, body.name), reader),
});

export const unfeatureTag: Endpoint = endpoint({
  method: "DELETE",
  path: "/api/v1/featured_tags/:id",
  summary: "Takes a hashtag from the viewer's page.",
  who: "user",
  scope: "write:accounts",
  params: z.object({ id: z.string().regex(/^\d{1,19}$/) }),
  reply: z.strictObject({}),
  refuses: ["not-found", "invalid"],
  handle: async ({ params, viewer, social }) => {
    await social.featuredTags.remove(viewer, params.id);
    return {};
  },
});

export const suggestedTags: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/featured_tags/suggestions",
  summary: "Lists the hashtags that the viewer uses most and does not show on their page.",
  who: "user",
  scope: "read:accounts",
  reply: z.array(tag),
  handle: async ({ viewer, social, reader }) => {
    const tags = await social.featuredTags.suggestions(viewer);
    const marks = await tagMarks(viewer, tags, social);
    return tags.map((one) => renderTag(one, reader, marks));
  },
});

export const accountFeaturedTags: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/accounts/:id/featured_tags",
  summary: "Lists the hashtags that an account shows on its page.",
  who: "anyone",
  params: z.object({ id: accountId }),
  reply: z.array(featuredTag),
  refuses: ["not-found", "gone"],
  handle: async ({ params, social, reader }) => {
    await social.accounts.show(params.id);
    return (await social.featuredTags.of(params.id)).map((one) => renderFeaturedTag(one, reader));
  },
});
