import type { Href, JsonObject } from "./reference.ts";
import { isJsonObject, readCount, readLink, readList, readText, readType, readWorded } from "./wire.ts";

/** A picture, film or sound that belongs to a note. */
export interface Attachment {
  readonly mediaType: string | undefined;
  readonly url: Href;
  /** The description for those who cannot see it. */
  readonly name: string | undefined;
  readonly blurhash: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
}

/** S-053; how many of them are shown is for the host to say. */
const MAX_ATTACHMENTS = 16;
const MAX_DESCRIPTION_LENGTH = 10_000;

const MEDIA = { Document: true, Image: true, Video: true, Audio: true };

/** Reads an `attachment` property. Whatever is no medium, or has no address, is left out. */
export function readAttachments(value: unknown): readonly Attachment[] {
  return readList(value)
    .map(readAttachment)
    .filter((attachment) => attachment !== undefined)
    .slice(0, MAX_ATTACHMENTS);
}

function readAttachment(value: unknown): Attachment | undefined {
  if (!isJsonObject(value) || readType(value["type"], MEDIA) === undefined) return undefined;
  const url = readLink(value["url"]);
  if (url === undefined) return undefined;
  const link = readList(value["url"]).find(isJsonObject);
  return {
    mediaType: readText(value["mediaType"] ?? link?.["mediaType"], 255),
    url,
    name: readDescription(value),
    blurhash: readText(value["blurhash"], 128),
    width: readCount(value["width"]),
    height: readCount(value["height"]),
  };
}

/** GoToSocial writes the description as `summary`. */
function readDescription(json: JsonObject): string | undefined {
  const summary = readWorded(json["summary"], json["summaryMap"], MAX_DESCRIPTION_LENGTH).text;
  return summary ?? readWorded(json["name"], json["nameMap"], MAX_DESCRIPTION_LENGTH).text;
}

export function writeAttachment(attachment: Attachment): JsonObject {
  const { mediaType, url, name, blurhash, width, height } = attachment;
  return {
    type: "Document",
    ...(mediaType === undefined ? {} : { mediaType }),
    url,
    name: name ?? null,
    ...(blurhash === undefined ? {} : { blurhash }),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
  };
}
