import type { Href, JsonObject } from "./reference.ts";

/** A collection's own document. */
export interface CollectionHead {
  readonly id: Href;
  readonly isOrdered: boolean;
  /** Left out where nobody counts them. */
  readonly totalItems: number | undefined;
  readonly attributedTo: Href | undefined;
  /** Left out where the members are hidden, or all of them stand in the document. */
  readonly first: Href | JsonObject | undefined;
  readonly last: Href | undefined;
  /** All members, where they are few. */
  readonly items: readonly unknown[] | undefined;
}

/** One page of a collection. */
export interface CollectionLeaf {
  readonly id: Href;
  readonly isOrdered: boolean;
  readonly partOf: Href;
  readonly next: Href | undefined;
  readonly prev: Href | undefined;
  readonly items: readonly unknown[];
}

export function writeCollection(head: CollectionHead): JsonObject {
  const { id, isOrdered, totalItems, attributedTo, first, last, items } = head;
  return {
    id,
    type: isOrdered ? "OrderedCollection" : "Collection",
    ...(attributedTo === undefined ? {} : { attributedTo }),
    ...(totalItems === undefined ? {} : { totalItems }),
    ...(first === undefined ? {} : { first }),
    ...(last === undefined ? {} : { last }),
    ...(items === undefined ? {} : { [isOrdered ? "orderedItems" : "items"]: items }),
  };
}

export function writeCollectionPage(leaf: CollectionLeaf): JsonObject {
  const { id, isOrdered, partOf, next, prev, items } = leaf;
  return {
    id,
    type: isOrdered ? "OrderedCollectionPage" : "CollectionPage",
    partOf,
    ...(next === undefined ? {} : { next }),
    ...(prev === undefined ? {} : { prev }),
    [isOrdered ? "orderedItems" : "items"]: items,
  };
}
