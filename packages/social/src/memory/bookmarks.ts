import type { BookmarkStore } from "../bookmarks/bookmarks.store.ts";
import { addMark, among, key, marked } from "./marks.ts";
import type { Tables } from "./tables.ts";

export function bookmarkStore(tables: Tables): BookmarkStore {
  const { bookmarks } = tables;
  return {
    add: async (account, status, at) => addMark(tables, bookmarks, { account, status, at }),
    remove: async (account, status) => bookmarks.delete(key(account, status)),
    among: async (account, statuses) => among(bookmarks, account, statuses),
    of: async (account, page) => marked(tables, { marks: bookmarks, account }, page),
  };
}
