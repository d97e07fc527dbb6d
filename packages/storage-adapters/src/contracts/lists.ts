import type { AccountId, Page, Row, StatusId } from "@trunkline/social";
import { type Ground, post } from "./ground.ts";

/** Reads a list of rows by pages of two, in both directions, and answers the items as they came. */
export async function walk<Item>(
  list: (page: Page) => Promise<readonly Row<Item>[]>,
): Promise<{ down: Item[]; up: Item[] }> {
  const down: Row<Item>[] = [];
  let maxId: string | undefined;
  for (;;) {
    const rows = await list({ maxId, limit: 2 });
    if (rows.length === 0) break;
    down.push(...rows);
    maxId = rows.at(-1)?.cursor;
  }
  const oldest = down.at(-1);
  const up: Row<Item>[] = oldest === undefined ? [] : [oldest];
  for (;;) {
    const rows = await list({ minId: up[0]?.cursor, limit: 2 });
    if (rows.length === 0) break;
    up.unshift(...rows);
  }
  return { down: down.map(({ item }) => item), up: up.map(({ item }) => item) };
}

/** So many posts of an account, oldest first. */
export async function manyPosts(ground: Ground, account: AccountId, count: number): Promise<StatusId[]> {
  const ids: StatusId[] = [];
  while (ids.length < count) ids.push(await post(ground, account));
  return ids;
}
