import { readDuration, writeDuration } from "./duration.ts";
import { readPicture, writePicture } from "./picture.ts";
import type { Href, JsonObject } from "./reference.ts";
import {
  isHref,
  isJsonObject,
  readCount,
  readDescription,
  readLink,
  readList,
  readText,
  readType,
} from "./wire.ts";

/** What a server says that a medium is; only its media type tells for certain. */
export type AttachmentType = "Document" | "Image" | "Video" | "Audio";

/** A picture, film or sound that belongs to a note. */
export interface Attachment {
  readonly type: AttachmentType;
  readonly mediaType: string | undefined;
  readonly url: Href;
  /** The description for those who cannot see it. */
  readonly name: string | undefined;
  /** A blur of a few components, 5 by 5 at most. */
  readonly blurhash: string | undefined;
  /** What must stay in sight where it is cropped: x and y, from -1 to 1, with y upwards. */
  readonly focalPoint: readonly [x: number, y: number] | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** Seconds. */
  readonly duration: number | undefined;
  /** The picture that stands for a film or sound. */
  readonly thumbnail: Href | undefined;
}

/** An attachment of which only the address is known, to be spread into a new one. */
export const blankAttachment: Omit<Attachment, "url"> = {
  type: "Document",
  mediaType: undefined,
  name: undefined,
  blurhash: undefined,
  focalPoint: undefined,
  width: undefined,
  height: undefined,
  duration: undefined,
  thumbnail: undefined,
};

/** S-053; how many of them are shown is for the host to say. */
const MAX_ATTACHMENTS = 16;
const MAX_DESCRIPTION_LENGTH = 10_000;

const MEDIA: Readonly<Record<AttachmentType, true>> = {
  Document: true,
  Image: true,
  Video: true,
  Audio: true,
};

/** Reads an `attachment` property. Whatever is no medium, or has no address, is left out. */
export function readAttachments(value: unknown): readonly Attachment[] {
  return readList(value)
    .map(readAttachment)
    .filter((attachment) => attachment !== undefined)
    .slice(0, MAX_ATTACHMENTS);
}

function readAttachment(value: unknown): Attachment | undefined {
  if (!isJsonObject(value)) return undefined;
  const type = readType(value["type"], MEDIA);
  const url = readLink(value["url"]);
  if (type === undefined || url === undefined) return undefined;
  const link = readList(value["url"]).find(isJsonObject);
  return {
    type,
    mediaType: readText(value["mediaType"] ?? link?.["mediaType"], 255),
    url,
    name: readDescription(value, MAX_DESCRIPTION_LENGTH),
    blurhash: readBlurhash(value["blurhash"]),
    focalPoint: readFocalPoint(value["focalPoint"]),
    width: readCount(value["width"] ?? link?.["width"]),
    height: readCount(value["height"] ?? link?.["height"]),
    duration: readDuration(value["duration"]),
    thumbnail: readPicture(value["icon"])?.url,
  };
}

/** The pages that a note links to by an attachment (FEP-8967), to be shown as cards. */
export function readLinks(value: unknown): readonly Href[] {
  return readList(value)
    .map((item) => (isJsonObject(item) && readType(item["type"], { Link: true }) ? item["href"] : undefined))
    .map((href) => readList(href)[0])
    .filter(isHref)
    .slice(0, MAX_ATTACHMENTS);
}

const BASE_83 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
const MAX_COMPONENTS = 5;

/** One whose length does not fit its first character, or that is larger than any server makes, is none (F-224). */
function readBlurhash(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length < 6) return undefined;
  const size = BASE_83.indexOf(value.charAt(0));
  const across = (size % 9) + 1;
  const down = Math.floor(size / 9) + 1;
  const isPossible = size >= 0 && across <= MAX_COMPONENTS && down <= MAX_COMPONENTS;
  return isPossible && value.length === 4 + 2 * across * down ? value : undefined;
}

function readFocalPoint(value: unknown): readonly [number, number] | undefined {
  const [x, y, ...more] = readList(value).map(Number);
  if (x === undefined || y === undefined || more.length > 0) return undefined;
  return Math.abs(x) <= 1 && Math.abs(y) <= 1 ? [x, y] : undefined;
}

export function writeAttachment(attachment: Attachment): JsonObject {
  const { type, mediaType, url, name, blurhash, focalPoint, width, height } = attachment;
  const { duration, thumbnail } = attachment;
  return {
    type,
    ...(mediaType === undefined ? {} : { mediaType }),
    url,
    name: name ?? null,
    ...(blurhash === undefined ? {} : { blurhash }),
    ...(focalPoint === undefined ? {} : { focalPoint }),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(duration === undefined ? {} : { duration: writeDuration(duration) }),
    ...(thumbnail === undefined ? {} : { icon: writePicture(pictureAt(thumbnail)) }),
  };
}

function pictureAt(url: Href): Parameters<typeof writePicture>[0] {
  return { url, mediaType: undefined, description: undefined };
}

/** Writes a link to a page, to be shown as a card. */
export function writeLink(href: Href): JsonObject {
  return { type: "Link", href };
}
