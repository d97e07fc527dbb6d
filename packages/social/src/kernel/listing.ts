import type { Page, Paged, Row } from "./paging.ts";

/**
 * Puts what was found in place of its ids. What is not found falls out of the list; the cursors stay those
 * of the rows, so that paging goes on past it.
 */
export function pagedOf<Id extends string, Item>(
  rows: readonly Row<Id>[],
  found: ReadonlyMap<Id, Item>,
  page: Page,
): Paged<Item> {
  return {
    items: inOrder(
      rows.map((row) => row.item),
      found,
    ),
    newest: rows[0]?.cursor,
    oldest: rows.at(-1)?.cursor,
    full: rows.length >= page.limit,
  };
}

/** What was found, in the order asked for. */
export function inOrder<Id extends string, Item>(
  ids: readonly Id[],
  found: ReadonlyMap<Id, Item>,
): readonly Item[] {
  return ids.flatMap((id) => {
    const item = found.get(id);
    return item === undefined ? [] : [item];
  });
}

/** By their ids, for looking them up. */
export function byId<Item extends { readonly id: string }>(
  items: readonly Item[],
): ReadonlyMap<Item["id"], Item> {
  return new Map(items.map((item) => [item.id, item]));
}
