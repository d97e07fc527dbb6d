import type { AccountId, Social, Tag } from "@trunkline/social";
import { z } from "zod";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import type { Reader } from "../../entities/reader.ts";
import { renderTag, tag, type TagEntity, type TagMarks } from "../../entities/tag.ts";

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
  handle: async ({ params, viewer, social, reader }) => shown(params.name, { viewer, social, reader }),
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
    return shown(params.name, { viewer, social, reader });
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
    return shown(params.name, { viewer, social, reader });
  },
});

export const followTag: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/tags/:name/follow",
  summary: "Follows a hashtag: public statuses that carry it come into the viewer's home.",
  who: "user",
  scope: "write:follows",
  params: named,
  reply: tag,
  refuses: ["not-found", "limit-reached"],
  handle: async ({ params, viewer, social, reader }) => {
    await social.followedTags.follow(viewer, params.name);
    return shown(params.name, { viewer, social, reader });
  },
});

export const unfollowTag: Endpoint = endpoint({
  method: "POST",
  path: "/api/v1/tags/:name/unfollow",
  summary: "Follows a hashtag no longer.",
  who: "user",
  scope: "write:follows",
  params: named,
  reply: tag,
  refuses: ["not-found"],
  handle: async ({ params, viewer, social, reader }) => {
    await social.followedTags.unfollow(viewer, params.name);
    return shown(params.name, { viewer, social, reader });
  },
});

interface Showing {
  readonly viewer: AccountId | undefined;
  readonly social: Social;
  readonly reader: Reader;
}

async function shown(name: string, { viewer, social, reader }: Showing): Promise<TagEntity> {
  const found = await social.tags.show(name);
  return renderTag(found, reader, await tagMarks(viewer, [found], social));
}

/** What the viewer has to do with these hashtags, in two statements; none for nobody. */
export async function tagMarks(
  viewer: AccountId | undefined,
  tags: readonly Pick<Tag, "name">[],
  { featuredTags, followedTags }: Pick<Social, "featuredTags" | "followedTags">,
): Promise<TagMarks> {
  if (viewer === undefined || tags.length === 0) return { featured: new Set(), followed: new Set() };
  const names = tags.map(({ name }) => name);
  const [featured, followed] = await Promise.all([
    featuredTags.of(viewer),
    followedTags.among(viewer, names),
  ]);
  return { featured: new Set(featured.map(({ name }) => name)), followed };
}
