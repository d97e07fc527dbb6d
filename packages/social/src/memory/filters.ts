import type { Filter, FilterStore } from "../filters/filters.store.ts";
import type { AccountId, FilterId } from "../kernel/id.ts";
import { compareIds } from "../kernel/id.ts";
import type { Tables } from "./tables.ts";

interface Part {
  readonly id: string;
}

const without = <Kind extends Part>(parts: readonly Kind[], id: string): readonly Kind[] =>
  parts.filter((part) => part.id !== id);

const sorted = <Kind extends Part>(parts: readonly Kind[]): readonly Kind[] =>
  [...parts].sort((one, other) => compareIds(one.id, other.id));

export function filterStore({ filters, statuses }: Tables): FilterStore {
  const own = (account: AccountId): Filter[] => filters.values().filter((one) => one.account === account);
  const change = (
    account: AccountId,
    id: FilterId,
    changed: (filter: Filter) => Partial<Filter>,
  ): boolean => {
    const filter = filters.get(id);
    if (filter?.account !== account) return false;
    filters.set(id, { ...filter, ...changed(filter) });
    return true;
  };
  const removePart = (account: AccountId, id: string, parts: "keywords" | "statuses"): boolean => {
    const filter = own(account).find((one) => one[parts].some((part) => part.id === id));
    if (filter === undefined) return false;
    return change(account, filter.id, () => ({ [parts]: without<Part>(filter[parts], id) }));
  };
  return {
    of: async (account) => sorted(own(account)),
    add: async (filter) => filters.set(filter.id, filter),
    change: async (account, id, { title, contexts, action, expiresAt }) =>
      change(account, id, () => ({ title, contexts, action, expiresAt })),
    remove: async (account, id) => filters.get(id)?.account === account && filters.delete(id),
    async removeAllOf(account) {
      for (const { id } of own(account)) filters.delete(id);
    },
    putKeyword: async (account, id, keyword) =>
      change(account, id, ({ keywords }) => ({
        keywords: sorted([...without(keywords, keyword.id), keyword]),
      })),
    removeKeyword: async (account, id) => removePart(account, id, "keywords"),
    async addStatus(account, id, added) {
      const stands = filters.get(id)?.statuses ?? [];
      if (stands.some(({ status }) => status === added.status) || !statuses.has(added.status)) return false;
      return change(account, id, () => ({ statuses: [...stands, added] }));
    },
    removeStatus: async (account, id) => removePart(account, id, "statuses"),
  };
}
