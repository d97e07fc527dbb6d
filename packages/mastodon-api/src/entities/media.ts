import type { Focus, MediaKind, ShownFile, StatusMedia, Upload } from "@trunkline/social";
import { asStatusMedia } from "@trunkline/social";
import { z } from "zod";
import { linksOf, type Reader } from "./reader.ts";

/** How large a picture is. */
interface PictureMeta {
  readonly width: number;
  readonly height: number;
  readonly size: string;
  readonly aspect: number;
}

/** How large and long a film or sound is. */
interface FilmMeta {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** As in `25/1`. */
  readonly frame_rate?: string | undefined;
  /** In seconds. */
  readonly duration?: number | undefined;
  /** Bits a second. */
  readonly bitrate?: number | undefined;
}

interface Meta {
  readonly original?: PictureMeta | FilmMeta | undefined;
  readonly small?: PictureMeta | undefined;
  readonly focus?: Focus | undefined;
}

/** A picture, film or sound of a status. */
export interface MediaAttachmentEntity {
  readonly id: string;
  readonly type: "unknown" | MediaKind;
  readonly url: string | null;
  readonly preview_url: string | null;
  readonly remote_url: string | null;
  readonly meta: Meta | null;
  readonly description: string | null;
  readonly blurhash: string | null;
}

const pictureMeta = z.strictObject({
  width: z.number(),
  height: z.number(),
  size: z.string(),
  aspect: z.number(),
});

const filmMeta = z.strictObject({
  width: z.number().optional(),
  height: z.number().optional(),
  frame_rate: z.string().optional(),
  duration: z.number().optional(),
  bitrate: z.number().optional(),
});

export const mediaAttachment: z.ZodType<MediaAttachmentEntity> = z.strictObject({
  id: z.string(),
  type: z.enum(["unknown", "image", "gifv", "video", "audio"]),
  url: z.string().nullable(),
  preview_url: z.string().nullable(),
  remote_url: z.string().nullable(),
  meta: z
    .strictObject({
      original: z.union([pictureMeta, filmMeta]).optional(),
      small: pictureMeta.optional(),
      focus: z.strictObject({ x: z.number(), y: z.number() }).optional(),
    })
    .nullable(),
  description: z.string().nullable(),
  blurhash: z.string().nullable(),
});

function typeOf({ own, mediaType }: StatusMedia): MediaAttachmentEntity["type"] {
  if (own !== undefined) return own.kind;
  const [family] = mediaType?.split("/") ?? [];
  return family === "image" || family === "video" || family === "audio" ? family : "unknown";
}

function pictureMetaOf({ width, height }: Pick<ShownFile, "width" | "height">): PictureMeta | undefined {
  if (width === undefined || height === undefined || height === 0) return undefined;
  return { width, height, size: `${width}x${height}`, aspect: width / height };
}

function filmMetaOf({ width, height, frameRate, duration, bitrate }: ShownFile): FilmMeta {
  return {
    ...(width === undefined || height === undefined ? {} : { width, height }),
    ...(frameRate === undefined ? {} : { frame_rate: `${frameRate}/1` }),
    ...(duration === undefined ? {} : { duration }),
    ...(bitrate === undefined ? {} : { bitrate }),
  };
}

function metaOf(media: StatusMedia, type: MediaAttachmentEntity["type"]): Meta | null {
  const { own, focus } = media;
  const isPicture = type === "image" || own === undefined;
  const original = isPicture ? pictureMetaOf(media) : filmMetaOf(own.file);
  const small = own?.preview && pictureMetaOf(own.preview);
  const meta = { ...(original && { original }), ...(small && { small }), ...(focus && { focus }) };
  return Object.keys(meta).length === 0 ? null : meta;
}

/** Media of other servers have no id here, so theirs is made of the status and the place in it. */
export function renderMedia(
  media: readonly StatusMedia[],
  status: string,
  reader: Reader,
): readonly MediaAttachmentEntity[] {
  return media.map((one, index) => renderOne(one, `${status}${index}`, reader));
}

function renderOne(media: StatusMedia, otherwise: string, reader: Reader): MediaAttachmentEntity {
  const type = typeOf(media);
  return {
    id: media.own?.id ?? otherwise,
    type,
    ...(media.own === undefined ? elsewhere(media, type, reader) : here(media.own, reader)),
    meta: metaOf(media, type),
    description: media.description ?? null,
    blurhash: media.blurhash ?? null,
  };
}

type Addresses = Pick<MediaAttachmentEntity, "url" | "preview_url" | "remote_url">;

function elsewhere({ url }: StatusMedia, type: MediaAttachmentEntity["type"], reader: Reader): Addresses {
  const { remote } = linksOf(reader);
  return { url: remote(url), preview_url: type === "image" ? remote(url, "small") : null, remote_url: url };
}

function here({ file, preview }: NonNullable<StatusMedia["own"]>, reader: Reader): Addresses {
  const links = linksOf(reader);
  const small = preview === undefined ? null : links.file(preview.key);
  return { url: links.file(file.key), preview_url: small, remote_url: null };
}

/** An upload, whether or not anything has been made of it yet. */
export function renderUpload(upload: Upload, reader: Reader): MediaAttachmentEntity {
  if (upload.state === "ready") return renderOne(asStatusMedia(upload), upload.id, reader);
  const { id, kind: type, description = null, focus } = upload;
  const nowhere = { url: null, preview_url: null, remote_url: null };
  return { id, type, ...nowhere, meta: focus === undefined ? null : { focus }, description, blurhash: null };
}
