// Bookmarks in SQLite, behind the port that Trunkline asks them of.
import type { DatabaseSync } from "node:sqlite";
import { type BookmarkStore, toId } from "@trunkline/social";

/** A page of a list as SQL has it: newest first, between cursors, or the first ones after one. */
const select = (isUpwards: boolean): string => `
  select rowid as cursor, status from bookmarks
  where account = ? and rowid < ? and rowid > ?
  order by rowid ${isUpwards ? "asc" : "desc"} limit ?`;

const beyondAll = "9223372036854775807";

export function sqliteBookmarks(database: DatabaseSync): BookmarkStore {
  database.exec("create table if not exists bookmarks (account text, status text, unique (account, status))");
  const insert = database.prepare("insert or ignore into bookmarks (account, status) values (?, ?)");
  const remove = database.prepare("delete from bookmarks where account = ? and status = ?");
  const one = database.prepare("select 1 from bookmarks where account = ? and status = ?");
  return {
    add: async (account, status) => insert.run(account, status).changes === 1,
    remove: async (account, status) => remove.run(account, status).changes === 1,
    among: async (account, statuses) =>
      new Set(statuses.filter((status) => one.get(account, status) !== undefined)),
    async of(account, { maxId = beyondAll, sinceId, minId, limit }) {
      const after = minId ?? sinceId ?? "0";
      const rows = database
        .prepare(select(minId !== undefined))
        .all(account, BigInt(maxId), BigInt(after), limit);
      const found = rows.map(({ cursor, status }) => ({
        cursor: String(cursor),
        item: toId<"status">(String(status)),
      }));
      return minId === undefined ? found : found.reverse();
    },
  };
}
