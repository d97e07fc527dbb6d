import type { BookmarkStore } from "../bookmarks/bookmarks.store.ts";
import type { FavouriteStore } from "../favourites/favourites.store.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import type { Page, Row } from "../kernel/paging.ts";
import { countStatus } from "./counters.ts";
import { pageOf } from "./paging.ts";
import type { Table } from "./table.ts";
import type { Mark, Tables } from "./tables.ts";

const key = (account: AccountId, status: StatusId): string => `${account} ${status}`;

export function favouriteStore(tables: Tables): FavouriteStore {
  const { favourites } = tables;
  return {
    async add(account, status, at) {
      const isNew = addMark(tables, favourites, { account, status, at });
      if (isNew) countStatus(tables, status, ["favouritesCount", 1]);
      return isNew;
    },
    async remove(account, status) {
      const stood = favourites.get(key(account, status));
      if (stood === undefined) return undefined;
      favourites.delete(key(account, status));
      countStatus(tables, status, ["favouritesCount", -1]);
      return stood.at;
    },
    among: async (account, statuses) => among(favourites, account, statuses),
    async by(status, page) {
      const marks = favourites.values().filter((mark) => mark.status === status);
      return pageOf(marks, page, (mark) => mark.cursor).map(({ cursor, account }) => ({
        cursor,
        item: account,
      }));
    },
    of: async (account, page) => marked(tables, { marks: favourites, account }, page),
  };
}

export function bookmarkStore(tables: Tables): BookmarkStore {
  const { bookmarks } = tables;
  return {
    add: async (account, status, at) => addMark(tables, bookmarks, { account, status, at }),
    remove: async (account, status) => bookmarks.delete(key(account, status)),
    among: async (account, statuses) => among(bookmarks, account, statuses),
    of: async (account, page) => marked(tables, { marks: bookmarks, account }, page),
  };
}

function addMark(tables: Tables, marks: Table<Mark>, pair: Omit<Mark, "cursor">): boolean {
  const at = key(pair.account, pair.status);
  const status = tables.statuses.get(pair.status);
  if (marks.has(at) || status === undefined || status.deletedAt !== undefined) return false;
  marks.set(at, { ...pair, cursor: tables.serial() });
  return true;
}

function among(marks: Table<Mark>, account: AccountId, statuses: readonly StatusId[]): ReadonlySet<StatusId> {
  return new Set(statuses.filter((status) => marks.has(key(account, status))));
}

function marked(
  { statuses }: Tables,
  list: { readonly marks: Table<Mark>; readonly account: AccountId },
  page: Page,
): Row<StatusId>[] {
  const own = list.marks.values().filter(({ account }) => account === list.account);
  const alive = own.filter(({ status }) => statuses.get(status)?.deletedAt === undefined);
  return pageOf(alive, page, ({ cursor }) => cursor).map(({ cursor, status }) => ({ cursor, item: status }));
}
