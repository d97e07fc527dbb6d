/**
 * Which part of a list is asked for. Cursors are ids of the rows that make the list, which are not
 * always the ids of what is shown: a list of followers is paged by the follow.
 */
export interface Page {
  /** Only what is older than this. */
  readonly maxId?: string | undefined;
  /** Only what is newer than this, the newest first. */
  readonly sinceId?: string | undefined;
  /** Only what is newer than this, the page that follows it directly. Answers are newest first all the same. */
  readonly minId?: string | undefined;
  readonly limit: number;
}

/** A part of a list, newest first, with the cursors of its two ends. */
export interface Paged<Item> {
  readonly items: readonly Item[];
  /** Cursor of the newest and oldest row of this part; `undefined` when it is empty. */
  readonly newest: string | undefined;
  readonly oldest: string | undefined;
  /** Whether the part is as long as was asked for, so that an older one may follow. */
  readonly full: boolean;
}

/** An item with the cursor under which its list knows it. */
export interface Row<Item> {
  readonly cursor: string;
  readonly item: Item;
}

/** Makes a part of a list of rows that are newest first already. */
export function paged<Item>(rows: readonly Row<Item>[], page: Page): Paged<Item> {
  return {
    items: rows.map((row) => row.item),
    newest: rows[0]?.cursor,
    oldest: rows.at(-1)?.cursor,
    full: rows.length >= page.limit,
  };
}
