import type { FavouriteStore } from "../favourites/favourites.store.ts";
import { countStatus } from "./counters.ts";
import { addMark, among, key, marked } from "./marks.ts";
import { pageOf } from "./paging.ts";
import type { Tables } from "./tables.ts";

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
    async setUri(account, status, uri) {
      const stands = favourites.get(key(account, status));
      if (stands !== undefined) favourites.set(key(account, status), { ...stands, uri });
    },
    uriOf: async (account, status) => favourites.get(key(account, status))?.uri,
    async byUri(uri) {
      const mark = favourites.values().find((one) => one.uri === uri);
      return mark && { account: mark.account, status: mark.status };
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
