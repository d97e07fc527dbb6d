import type { AccountId } from "../kernel/id.ts";
import type { FollowedTagStore } from "../tags/followed-tags.store.ts";
import { pageOf } from "./paging.ts";
import type { Tables } from "./tables.ts";
import { nameTags } from "./tags.ts";

const key = (account: AccountId, name: string): string => `${account} ${name}`;

export function followedTagStore(tables: Tables): FollowedTagStore {
  const { followedTags, serial } = tables;
  const own = (account: AccountId) => followedTags.values().filter((one) => one.account === account);
  return {
    async add(account, name) {
      if (followedTags.has(key(account, name))) return false;
      nameTags(tables, [name]);
      followedTags.set(key(account, name), { cursor: serial(), account, name });
      return true;
    },
    remove: async (account, name) => followedTags.delete(key(account, name)),
    async removeAllOf(account) {
      for (const { name } of own(account)) followedTags.delete(key(account, name));
    },
    among: async (account, names) => new Set(names.filter((name) => followedTags.has(key(account, name)))),
    of: async (account, page) =>
      pageOf(own(account), page, ({ cursor }) => cursor).map(({ cursor, name }) => ({ cursor, item: name })),
    count: async (account) => own(account).length,
  };
}
