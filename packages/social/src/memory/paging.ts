import { compareIds } from "../kernel/id.ts";
import type { Page } from "../kernel/paging.ts";

/** The part of a list that a page asks for, newest first. */
export function pageOf<Item>(items: readonly Item[], page: Page, cursor: (item: Item) => string): Item[] {
  const { maxId, sinceId, minId, limit } = page;
  const inside = items
    .filter((item) => maxId === undefined || compareIds(cursor(item), maxId) < 0)
    .filter((item) => sinceId === undefined || compareIds(cursor(item), sinceId) > 0)
    .filter((item) => minId === undefined || compareIds(cursor(item), minId) > 0)
    .sort((one, other) => compareIds(cursor(other), cursor(one)));
  return minId === undefined ? inside.slice(0, limit) : inside.slice(Math.max(0, inside.length - limit));
}
