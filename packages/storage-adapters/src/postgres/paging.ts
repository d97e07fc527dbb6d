import type { Page, Row } from "@trunkline/social";
import type { Fragment, Sql } from "./connect.ts";

/** The bounds of a page on the column that is its cursor: conditions that follow others. */
export function bounds(sql: Sql, column: Fragment, page: Page): Fragment {
  const { maxId, sinceId, minId } = page;
  const below = maxId === undefined ? sql`` : sql`and ${column} < ${maxId}::bigint`;
  const above = sinceId === undefined ? sql`` : sql`and ${column} > ${sinceId}::bigint`;
  const next = minId === undefined ? sql`` : sql`and ${column} > ${minId}::bigint`;
  return sql`${below} ${above} ${next}`;
}

/** The order and length of a page. With a lower bound to start at it is read upwards, and turned by `newestFirst`. */
export function ordered(sql: Sql, column: Fragment, page: Page): Fragment {
  return page.minId === undefined
    ? sql`order by ${column} desc limit ${page.limit}`
    : sql`order by ${column} asc limit ${page.limit}`;
}

export function newestFirst<Item>(rows: readonly Item[], page: Page): Item[] {
  return page.minId === undefined ? [...rows] : [...rows].reverse();
}

/** Rows of a list of ids, as the ports want them. */
export function asRows<Item>(
  rows: readonly { readonly cursor: string; readonly item: Item }[],
  page: Page,
): Row<Item>[] {
  return newestFirst(rows, page).map(({ cursor, item }) => ({ cursor, item }));
}
