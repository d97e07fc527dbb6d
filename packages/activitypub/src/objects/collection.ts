import type { Href, JsonObject } from "./reference.ts";

/** A collection's own document, which holds no items. */
export interface CollectionHead {
  readonly id: Href;
  readonly totalItems: number;
  /** Left out where the members are hidden. */
  readonly first: Href | undefined;
}

/** One page of a collection, newest first. */
export interface CollectionLeaf {
  readonly id: Href;
  readonly partOf: Href;
  readonly next: Href | undefined;
  readonly items: readonly unknown[];
}

export function writeCollection({ id, totalItems, first }: CollectionHead): JsonObject {
  return { id, type: "OrderedCollection", totalItems, ...(first === undefined ? {} : { first }) };
}

export function writeCollectionPage({ id, partOf, next, items }: CollectionLeaf): JsonObject {
  return {
    id,
    type: "OrderedCollectionPage",
    partOf,
    ...(next === undefined ? {} : { next }),
    orderedItems: items,
  };
}
