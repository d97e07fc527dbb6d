import type { Href, JsonObject } from "./reference.ts";
import { isJsonObject, readDescription, readHref, readLink, readList, readText } from "./wire.ts";

/** A picture that stands for something: an avatar, a header, a thumbnail. */
export interface Picture {
  readonly url: Href;
  readonly mediaType: string | undefined;
  /** What it shows, for those who cannot see it. */
  readonly description: string | undefined;
}

const MAX_MEDIA_TYPE_LENGTH = 255;
/** S-053. */
const MAX_DESCRIPTION_LENGTH = 10_000;

/** Reads a picture given as an `Image`, as its bare address, or as the first of a list of those. */
export function readPicture(value: unknown): Picture | undefined {
  const [first] = readList(value);
  if (!isJsonObject(first)) {
    const url = readHref(first);
    return url === undefined ? undefined : { url, mediaType: undefined, description: undefined };
  }
  const where = first["url"] ?? first["href"] ?? first["id"];
  const url = readLink(where);
  if (url === undefined) return undefined;
  const link = readList(where).find(isJsonObject);
  const mediaType = readText(first["mediaType"] ?? link?.["mediaType"], MAX_MEDIA_TYPE_LENGTH);
  return { url, mediaType, description: readDescription(first, MAX_DESCRIPTION_LENGTH) };
}

/** Writes a picture. Its description stands where Mastodon looks for it. */
export function writePicture({ url, mediaType, description }: Picture): JsonObject {
  return {
    type: "Image",
    ...(mediaType === undefined ? {} : { mediaType }),
    url,
    ...(description === undefined ? {} : { summary: description }),
  };
}
