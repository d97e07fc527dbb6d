import type { InstanceSettings, StatusView } from "@trunkline/social";
import { z } from "zod";

/** A status as other sites put it into their pages (oEmbed 1.0, type `rich`). */
export interface OEmbedEntity {
  readonly type: "rich";
  readonly version: "1.0";
  readonly author_name: string;
  readonly author_url: string;
  readonly provider_name: string;
  readonly provider_url: string;
  /** Seconds. */
  readonly cache_age: number;
  /** One sandboxed frame that shows a page of this server. */
  readonly html: string;
  readonly width: number;
  readonly height: number | null;
}

export const oEmbed: z.ZodType<OEmbedEntity> = z.strictObject({
  type: z.literal("rich"),
  version: z.literal("1.0"),
  author_name: z.string(),
  author_url: z.string(),
  provider_name: z.string(),
  provider_url: z.string(),
  cache_age: z.int(),
  html: z.string(),
  width: z.int(),
  height: z.int().nullable(),
});

export interface FrameSize {
  readonly width: number;
  readonly height: number | undefined;
}

const cacheSeconds = 86_400;

/** The frame lets its page open links in windows of their own, and nothing else. */
export function renderOEmbed(
  { status, account }: StatusView,
  { origin, domain }: Pick<InstanceSettings, "origin" | "domain">,
  { width, height }: FrameSize,
): OEmbedEntity {
  const page = `${origin}/@${account.username}/${status.id}/embed`;
  const size = `width="${width}"${height === undefined ? "" : ` height="${height}"`}`;
  const sandbox = "allow-popups allow-popups-to-escape-sandbox";
  return {
    type: "rich",
    version: "1.0",
    author_name: account.displayName === "" ? account.username : account.displayName,
    author_url: `${origin}/@${account.username}`,
    provider_name: domain,
    provider_url: `${origin}/`,
    cache_age: cacheSeconds,
    html: `<iframe src="${page}" class="mastodon-embed" style="max-width: 100%; border: 0" ${size} sandbox="${sandbox}" referrerpolicy="no-referrer" loading="lazy"></iframe>`,
    width,
    height: height ?? null,
  };
}
