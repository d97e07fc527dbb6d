import type { EndorsementStore } from "../endorsements/endorsements.store.ts";
import type { AccountId } from "../kernel/id.ts";
import { pageOf } from "./paging.ts";
import type { Tables } from "./tables.ts";

const key = (account: AccountId, target: AccountId): string => `${account} ${target}`;

export function endorsementStore({ endorsements, serial }: Tables): EndorsementStore {
  return {
    async add(account, target) {
      if (endorsements.has(key(account, target))) return false;
      endorsements.set(key(account, target), { cursor: serial(), account, target });
      return true;
    },
    remove: async (account, target) => endorsements.delete(key(account, target)),
    among: async (account, others) =>
      new Set(others.filter((target) => endorsements.has(key(account, target)))),
    async of(account, page) {
      const own = endorsements.values().filter((each) => each.account === account);
      return pageOf(own, page, ({ cursor }) => cursor).map(({ cursor, target }) => ({
        cursor,
        item: target,
      }));
    },
    async forget(gone) {
      for (const { account, target } of endorsements.values())
        if (account === gone || target === gone) endorsements.delete(key(account, target));
    },
  };
}
