import type { RemoteMedia } from "@trunkline/social";
import { z } from "zod";

/** A picture, film or sound of a status. */
export interface MediaAttachmentEntity {
  readonly id: string;
  readonly type: "unknown" | "image" | "gifv" | "video" | "audio";
  readonly url: string | null;
  readonly preview_url: string | null;
  readonly remote_url: string | null;
  readonly meta: {
    readonly original: {
      readonly width: number;
      readonly height: number;
      readonly size: string;
      readonly aspect: number;
    };
  } | null;
  readonly description: string | null;
  readonly blurhash: string | null;
}

export const mediaAttachment: z.ZodType<MediaAttachmentEntity> = z.strictObject({
  id: z.string(),
  type: z.enum(["unknown", "image", "gifv", "video", "audio"]),
  url: z.string().nullable(),
  preview_url: z.string().nullable(),
  remote_url: z.string().nullable(),
  meta: z
    .strictObject({
      original: z.strictObject({
        width: z.number(),
        height: z.number(),
        size: z.string(),
        aspect: z.number(),
      }),
    })
    .nullable(),
  description: z.string().nullable(),
  blurhash: z.string().nullable(),
});

function typeOf(mediaType: string | undefined): MediaAttachmentEntity["type"] {
  const [family] = mediaType?.split("/") ?? [];
  return family === "image" || family === "video" || family === "audio" ? family : "unknown";
}

function metaOf({ width, height }: RemoteMedia): MediaAttachmentEntity["meta"] {
  if (width === undefined || height === undefined || height === 0) return null;
  return { original: { width, height, size: `${width}x${height}`, aspect: width / height } };
}

/** Media of other servers have no id here, so theirs is made of the status and the place in it. */
export function renderMedia(media: readonly RemoteMedia[], status: string): readonly MediaAttachmentEntity[] {
  return media.map((one, index) => {
    const type = typeOf(one.mediaType);
    return {
      id: `${status}${index}`,
      type,
      url: one.url,
      preview_url: type === "image" ? one.url : null,
      remote_url: one.url,
      meta: metaOf(one),
      description: one.description ?? null,
      blurhash: one.blurhash ?? null,
    };
  });
}
