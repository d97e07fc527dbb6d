import type { AccountId } from "../kernel/id.ts";
import { compareIds } from "../kernel/id.ts";
import type { PinStore } from "../pins/pins.store.ts";
import type { Status } from "../statuses/status.ts";
import type { FeaturedTagStore } from "../tags/featured-tags.store.ts";
import { addMark, among, key, marked } from "./marks.ts";
import type { Tables } from "./tables.ts";

export function pinStore(tables: Tables): PinStore {
  const { pins } = tables;
  return {
    add: async (account, status, at) => addMark(tables, pins, { account, status, at }),
    remove: async (account, status) => pins.delete(key(account, status)),
    among: async (account, statuses) => among(pins, account, statuses),
    of: async (account, page) => marked(tables, { marks: pins, account }, page),
  };
}

export function featuredTagStore(tables: Tables): FeaturedTagStore {
  const { featuredTags, statuses, serial } = tables;
  const at = (account: AccountId, name: string): string => `${account} ${name}`;
  const open = (account: AccountId): Status[] =>
    statuses
      .values()
      .filter((status) => status.account === account && status.deletedAt === undefined)
      .filter(({ visibility }) => visibility === "public" || visibility === "unlisted");
  return {
    async add(account, name) {
      if (featuredTags.has(at(account, name))) return false;
      featuredTags.set(at(account, name), { id: serial(), account, name });
      return true;
    },
    remove: async (account, name) => featuredTags.delete(at(account, name)),
    async of(account) {
      const own = featuredTags.values().filter((one) => one.account === account);
      own.sort((one, other) => compareIds(one.id, other.id));
      return own.map((featured) => {
        const carrying = open(account).filter(({ tags }) => tags.includes(featured.name));
        const times = carrying.map(({ createdAt }) => createdAt.getTime());
        const lastStatusAt = times.length === 0 ? undefined : new Date(Math.max(...times));
        return { ...featured, statusesCount: carrying.length, lastStatusAt };
      });
    },
    async suggested(account, limit) {
      const uses = new Map<string, number>();
      for (const name of open(account).flatMap(({ tags }) => tags)) uses.set(name, (uses.get(name) ?? 0) + 1);
      const free = [...uses].filter(([name]) => !featuredTags.has(at(account, name)));
      free.sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
      return free.slice(0, limit).map(([name]) => name);
    },
  };
}
