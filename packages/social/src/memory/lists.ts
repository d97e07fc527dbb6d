import type { AccountId, ListId } from "../kernel/id.ts";
import { compareIds } from "../kernel/id.ts";
import type { List, ListStore } from "../lists/lists.store.ts";
import { pageOf } from "./paging.ts";
import type { KeptMember, Tables } from "./tables.ts";

const key = (list: ListId, member: AccountId): string => `${list} ${member}`;

/** Who is in a list, in the order in which they came. */
function membersOf({ listMembers }: Tables, list: ListId): readonly KeptMember[] {
  return listMembers.values().filter((one) => one.list === list);
}

export function listStore(tables: Tables): ListStore {
  const { lists, listMembers, follows, serial } = tables;
  const owned = (account: AccountId): List[] =>
    lists
      .values()
      .filter((list) => list.account === account)
      .sort((one, other) => compareIds(one.id, other.id));
  const ownOne = (account: AccountId, id: ListId): List | undefined => {
    const list = lists.get(id);
    return list?.account === account ? list : undefined;
  };
  const remove = (id: ListId): void => {
    lists.delete(id);
    for (const { account } of membersOf(tables, id)) listMembers.delete(key(id, account));
  };
  return {
    add: async (list) => lists.set(list.id, list),
    async change(account, id, change) {
      const list = ownOne(account, id);
      if (list === undefined) return false;
      const given = Object.entries(change).filter(([, value]) => value !== undefined);
      lists.set(id, { ...list, ...Object.fromEntries(given) });
      return true;
    },
    async remove(account, id) {
      const isOwn = ownOne(account, id) !== undefined;
      if (isOwn) remove(id);
      return isOwn;
    },
    async removeAllOf(account) {
      for (const { id } of owned(account)) remove(id);
    },
    byId: async (account, id) => ownOne(account, id),
    of: async (account) => owned(account),
    holding: async (account, member) => owned(account).filter(({ id }) => listMembers.has(key(id, member))),
    async addMembers(id, members) {
      const owner = lists.get(id)?.account;
      const fits = (member: AccountId): boolean =>
        owner !== undefined && (member === owner || follows.has(`${owner} ${member}`));
      const fresh = [...new Set(members)].filter(
        (member) => fits(member) && !listMembers.has(key(id, member)),
      );
      for (const account of fresh) listMembers.set(key(id, account), { cursor: serial(), list: id, account });
      return fresh;
    },
    async removeMembers(id, members) {
      for (const member of members) listMembers.delete(key(id, member));
    },
    members: async (id, page) =>
      pageOf(membersOf(tables, id), page, ({ cursor }) => cursor).map(({ cursor, account }) => ({
        cursor,
        item: account,
      })),
    membersCount: async (id) => membersOf(tables, id).length,
  };
}

/** Nobody is a member any more whom the owner does not follow. */
export function leaveLists({ lists, listMembers }: Tables, owner: AccountId, member: AccountId): void {
  for (const { id, account } of lists.values()) if (account === owner) listMembers.delete(key(id, member));
}
