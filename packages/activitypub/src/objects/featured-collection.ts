import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import type { Href, JsonObject } from "./reference.ts";
import { readTags, writeTag } from "./tag.ts";
import type { Hashtag } from "./tag.ts";
import { isHref, isJsonObject, readCount, readDate, readHref, readLink, readList, readText } from "./wire.ts";
import { readType, readWorded } from "./wire.ts";

/** One entry of a collection of recommended actors (FEP-7aa9). */
export interface FeaturedItem {
  readonly type: "FeaturedItem";
  readonly id: Href | undefined;
  readonly featuredObject: Href;
  /** The type of what is recommended, as in `Person`. */
  readonly featuredObjectType: string | undefined;
  /** The address of the permission, which proves nothing until it is fetched. */
  readonly featureAuthorization: Href | undefined;
}

/** A collection of recommended actors (FEP-7aa9). `name` and `summary` are plain text. */
export interface FeaturedCollection {
  readonly type: "FeaturedCollection";
  readonly id: Href;
  readonly attributedTo: Href;
  readonly name: string;
  readonly summary: string | undefined;
  /** BCP 47, from the key of `summaryMap`. */
  readonly language: string | undefined;
  readonly url: Href | undefined;
  readonly topic: Hashtag | undefined;
  readonly sensitive: boolean;
  readonly discoverable: boolean;
  readonly totalItems: number | undefined;
  readonly items: readonly FeaturedItem[];
  readonly published: Date | undefined;
  readonly updated: Date | undefined;
}

/** What Mastodon reads of one. */
const MAX_NAME_LENGTH = 256;
const MAX_SUMMARY_LENGTH = 2048;
const MAX_ITEMS = 150;

/** Reads a collection of recommended actors out of plain JSON. Needs an `id`, an owner and a name. */
export function readFeaturedCollection(
  json: JsonObject,
): Verdict<FeaturedCollection, "malformed" | "unknown-type"> {
  if (readType(json["type"], { FeaturedCollection: true }) === undefined) return refuse("unknown-type");
  const { id } = json;
  const attributedTo = readHref(json["attributedTo"]);
  const name = readWorded(json["name"], json["nameMap"], MAX_NAME_LENGTH).text;
  if (!isHref(id) || attributedTo === undefined || name === undefined) return refuse("malformed");
  const summary = readWorded(json["summary"], json["summaryMap"], MAX_SUMMARY_LENGTH);
  return accept({
    type: "FeaturedCollection",
    id,
    attributedTo,
    name,
    summary: summary.text,
    language: summary.language,
    url: readLink(json["url"], "text/html"),
    topic: readTags(json["topic"]).find((tag) => tag.type === "Hashtag"),
    sensitive: json["sensitive"] === true,
    discoverable: json["discoverable"] === true,
    totalItems: readCount(json["totalItems"]),
    items: readItems(json),
    published: readDate(json["published"]),
    updated: readDate(json["updated"]),
  });
}

function readItems(json: JsonObject): readonly FeaturedItem[] {
  return [...readList(json["items"]), ...readList(json["orderedItems"])]
    .slice(0, MAX_ITEMS)
    .map((item) => (isJsonObject(item) ? readFeaturedItem(item) : undefined))
    .filter((item) => item !== undefined);
}

/** Reads one entry; none: it lacks what makes it one. */
export function readFeaturedItem(json: JsonObject): FeaturedItem | undefined {
  const featuredObject = readHref(json["featuredObject"]);
  const isItem = readType(json["type"], { FeaturedItem: true }) !== undefined;
  if (!isItem || featuredObject === undefined) return undefined;
  return {
    type: "FeaturedItem",
    id: isHref(json["id"]) ? json["id"] : undefined,
    featuredObject,
    featuredObjectType: readText(json["featuredObjectType"], 64),
    featureAuthorization: readHref(json["featureAuthorization"]),
  };
}

/** Writes one entry without `@context`. */
export function writeFeaturedItem(item: FeaturedItem): JsonObject {
  const { id, type, featuredObject, featuredObjectType, featureAuthorization } = item;
  return {
    ...(id === undefined ? {} : { id }),
    type,
    featuredObject,
    ...(featuredObjectType === undefined ? {} : { featuredObjectType }),
    ...(featureAuthorization === undefined ? {} : { featureAuthorization }),
  };
}

/** Writes a collection of recommended actors as Mastodon does, without `@context`. */
export function writeFeaturedCollection(collection: FeaturedCollection): JsonObject {
  const { id, type, attributedTo, name, url, topic, sensitive, discoverable, items } = collection;
  const { published, updated, totalItems } = collection;
  return {
    id,
    type,
    attributedTo,
    name,
    ...writeSummary(collection),
    ...(url === undefined ? {} : { url }),
    ...(topic === undefined ? {} : { topic: writeTag(topic) }),
    sensitive,
    discoverable,
    totalItems: totalItems ?? items.length,
    orderedItems: items.map(writeFeaturedItem),
    ...(published === undefined ? {} : { published: published.toISOString() }),
    ...(updated === undefined ? {} : { updated: updated.toISOString() }),
  };
}

function writeSummary({ summary, language }: FeaturedCollection): JsonObject {
  if (summary === undefined) return {};
  return language === undefined ? { summary } : { summary, summaryMap: { [language]: summary } };
}
