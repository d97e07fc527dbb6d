import { readPicture } from "./picture.ts";
import type { Href, JsonObject } from "./reference.ts";
import { isHref, isJsonObject, readDate, readHref, readList, readText, readType } from "./wire.ts";

/** What a text speaks about: a person, a hashtag, or a picture written as a shortcode. */
export type Tag = Mention | Hashtag | Emoji;

/** A person who is named in a text. */
export interface Mention {
  readonly type: "Mention";
  /** The actor's id (some servers write the profile page). */
  readonly href: Href;
  /** `@user@host`, as shown. */
  readonly name: string | undefined;
}

/** A hashtag of a text or profile. */
export interface Hashtag {
  readonly type: "Hashtag";
  readonly href: Href | undefined;
  /** With the leading `#`. */
  readonly name: string;
}

/** A custom emoji: the picture behind a shortcode (FEP-9098). */
export interface Emoji {
  readonly type: "Emoji";
  readonly id: Href | undefined;
  /** With both colons, as in `:blobcat:`. */
  readonly name: string;
  readonly icon: Href;
  readonly updated: Date | undefined;
}

const MAX_TAGS = 500;
const MAX_NAME_LENGTH = 2048;

const readers: Readonly<Record<Tag["type"], (json: JsonObject) => Tag | undefined>> = {
  Mention: (json) => {
    const href = readHref(json["href"]);
    return href === undefined ? undefined : { type: "Mention", href, name: readName(json) };
  },
  Hashtag: (json) => {
    const name = readName(json);
    if (name === undefined || name === "" || name === "#") return undefined;
    const written = name.startsWith("#") ? name : `#${name}`;
    return { type: "Hashtag", href: readHref(json["href"]), name: written };
  },
  Emoji: (json) => {
    const name = json["name"];
    const icon = readPicture(json["icon"])?.url;
    // A code that is too long would be another code once it is cut.
    if (typeof name !== "string" || name.length > MAX_NAME_LENGTH || icon === undefined) return undefined;
    const bare = name.replace(/^:/, "").replace(/:$/, "");
    if (bare === "") return undefined;
    const id = isHref(json["id"]) ? json["id"] : undefined;
    return { type: "Emoji", id, name: `:${bare}:`, icon, updated: readDate(json["updated"]) };
  },
};

/** Reads a `tag` property. Types that are not known, and tags that lack what makes them one, are left out. */
export function readTags(value: unknown): readonly Tag[] {
  return readList(value)
    .slice(0, MAX_TAGS)
    .map((item) => {
      if (!isJsonObject(item)) return undefined;
      const type = readType(item["type"], readers);
      return type === undefined ? undefined : readers[type](item);
    })
    .filter((tag) => tag !== undefined);
}

export function writeTag(tag: Tag): JsonObject {
  if (tag.type !== "Emoji") return { ...tag };
  return {
    ...(tag.id === undefined ? {} : { id: tag.id }),
    type: "Emoji",
    name: tag.name,
    ...(tag.updated === undefined ? {} : { updated: tag.updated.toISOString() }),
    icon: { type: "Image", url: tag.icon },
  };
}

function readName(json: JsonObject): string | undefined {
  return readText(json["name"], MAX_NAME_LENGTH);
}
