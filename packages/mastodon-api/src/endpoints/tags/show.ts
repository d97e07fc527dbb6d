import type { AccountId, Social } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { renderTag, tag } from "../../entities/tag.ts";

const named = z.object({
  name: z
    .string()
    .min(1)
    .max(500)
    .regex(/^#?[\p{L}\p{M}\p{N}_·・‌-]+$/u),
});

export const showTag: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/tags/:name",
  summary: "Shows a hashtag and its last seven days.",
  who: "anyone",
  params: named,
  reply: tag,
  refuses: ["not-found", "invalid"],
  handle: async ({ params, viewer, social, reader }) =>
    renderTag(await social.tags.show(params.name), reader, await featuredBy(viewer, social)),
});

export const feature: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/tags/:name/feature",
  summary: "Shows a hashtag on the viewer's page.",
  who: "user",
  scope: "write:accounts",
  params: named,
  reply: tag,
  refuses: ["not-found", "invalid", "limit-reached"],
  handle: async ({ params, viewer, social, reader }) => {
    await social.featuredTags.add(viewer, params.name);
    return renderTag(await social.tags.show(params.name), reader, await featuredBy(viewer, social));
  },
});

export const unfeature: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/tags/:name/unfeature",
  summary: "Takes a hashtag from the viewer's page.",
  who: "user",
  scope: "write:accounts",
  params: named,
  reply: tag,
  refuses: ["not-found", "invalid"],
  handle: async ({ params, viewer, social, reader }) => {
    await social.featuredTags.removeByName(viewer, params.name);
    return renderTag(await social.tags.show(params.name), reader, await featuredBy(viewer, social));
  },
});

/** The names of the hashtags that somebody shows on their page. */
export async function featuredBy(
  viewer: AccountId | undefined,
  { featuredTags }: Pick<Social, "featuredTags">,
): Promise<ReadonlySet<string>> {
  return new Set(viewer === undefined ? [] : (await featuredTags.of(viewer)).map(({ name }) => name));
}
