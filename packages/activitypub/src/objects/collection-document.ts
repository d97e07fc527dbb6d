import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";
import type { Href, JsonObject } from "./reference.ts";
import { isHref, isJsonObject, readCount, readHref, readList, readType } from "./wire.ts";

/** The four forms of a collection and of its pages. */
export type CollectionType = "Collection" | "CollectionPage" | "OrderedCollection" | "OrderedCollectionPage";

/** A collection or one of its pages, on its own or inside of what it belongs to. */
export interface Collection {
  readonly type: CollectionType;
  /** Its address; where nothing else is told, this is all there is. */
  readonly id: Href | undefined;
  readonly attributedTo: Href | undefined;
  readonly totalItems: number | undefined;
  /** The first page, by its address or whole. */
  readonly first: Href | Collection | undefined;
  readonly last: Href | undefined;
  readonly next: Href | undefined;
  readonly prev: Href | undefined;
  readonly partOf: Href | undefined;
  /** The members: addresses, and whole objects in plain JSON that nobody vouches for. */
  readonly items: readonly (Href | JsonObject)[];
}

/** A collection of which nothing is known, to be spread into a new one. */
export const blankCollection: Collection = {
  type: "Collection",
  id: undefined,
  attributedTo: undefined,
  totalItems: undefined,
  first: undefined,
  last: undefined,
  next: undefined,
  prev: undefined,
  partOf: undefined,
  items: [],
};

const MAX_ITEMS = 10_000;

const collectionTypes: Readonly<Record<CollectionType, true>> = {
  Collection: true,
  CollectionPage: true,
  OrderedCollection: true,
  OrderedCollectionPage: true,
};

/** Reads a collection or page out of plain JSON. Members that are neither addresses nor objects of a type are left out. */
export function readCollection(json: JsonObject): Verdict<Collection, "unknown-type"> {
  const type = readType(json["type"], collectionTypes);
  if (type === undefined) return refuse("unknown-type");
  return accept({
    type,
    id: isHref(json["id"]) ? json["id"] : undefined,
    attributedTo: readHref(json["attributedTo"]),
    totalItems: readCount(json["totalItems"]),
    first: readFirst(json["first"]),
    last: readHref(json["last"]),
    next: readHref(json["next"]),
    prev: readHref(json["prev"]),
    partOf: readHref(json["partOf"]),
    items: readItems(json),
  });
}

/** Reads a property that holds a collection, by its address or whole. */
export function readCollectionOf(value: unknown): Collection | undefined {
  const [first] = readList(value);
  if (isHref(first)) return { ...blankCollection, id: first };
  if (!isJsonObject(first)) return undefined;
  const read = readCollection(first);
  if (read.ok) return read.value;
  const id = readHref(first);
  return id === undefined ? undefined : { ...blankCollection, id };
}

/** The first page is one page, whatever it claims to begin with itself. */
function readFirst(value: unknown): Href | Collection | undefined {
  const [first] = readList(value);
  if (!isJsonObject(first)) return readHref(first);
  const read = readCollection({ ...first, first: undefined });
  return read.ok ? read.value : readHref(first);
}

function readItems(json: JsonObject): readonly (Href | JsonObject)[] {
  return [...readList(json["items"]), ...readList(json["orderedItems"])]
    .slice(0, MAX_ITEMS)
    .map((item) => (isJsonObject(item) && readList(item["type"]).length === 0 ? item["id"] : item))
    .filter((item): item is Href | JsonObject => isHref(item) || isJsonObject(item));
}

/** Writes a collection or page without `@context`; one of which only the address is known, as that. */
export function writeCollectionDocument(collection: Collection): JsonObject | Href {
  const { type, id, totalItems, first, items } = collection;
  const links = writeLinks(collection);
  const isBare =
    items.length === 0 && totalItems === undefined && first === undefined && Object.keys(links).length === 0;
  if (isBare && id !== undefined) return id;
  const list = type.startsWith("Ordered") ? "orderedItems" : "items";
  const isPage = type.endsWith("Page");
  return {
    ...(id === undefined ? {} : { id }),
    type,
    ...(totalItems === undefined ? {} : { totalItems }),
    ...(first === undefined ? {} : { first: writeFirst(first) }),
    ...links,
    ...(isPage || items.length > 0 ? { [list]: items } : {}),
  };
}

function writeFirst(first: Href | Collection): JsonObject | Href {
  return typeof first === "string" ? first : writeCollectionDocument(first);
}

function writeLinks({ attributedTo, last, next, prev, partOf }: Collection): JsonObject {
  return {
    ...(attributedTo === undefined ? {} : { attributedTo }),
    ...(last === undefined ? {} : { last }),
    ...(next === undefined ? {} : { next }),
    ...(prev === undefined ? {} : { prev }),
    ...(partOf === undefined ? {} : { partOf }),
  };
}
