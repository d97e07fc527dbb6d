import type { Account, NewAccount, Profile } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import type { AccountStore } from "../accounts/accounts.store.ts";
import { compareIds } from "../kernel/id.ts";
import type { AccountId } from "../kernel/id.ts";
import type { Tables } from "./tables.ts";

const emptyProfile: Omit<Profile, "url" | "kind" | "endpoints" | "fetchedAt"> = {
  displayName: "",
  note: "",
  fields: [],
  avatarUrl: undefined,
  headerUrl: undefined,
  locked: false,
  discoverable: false,
  indexable: false,
  hideCollections: true,
};

export function accountStore(tables: Tables): AccountStore {
  const { accounts, keys } = tables;
  const find = (matches: (account: Account) => boolean) => accounts.values().find(matches);
  const byHandle = (username: string, domain: string | undefined) =>
    find((account) => same(account.username, username) && same(account.domain ?? "", domain ?? ""));
  return {
    async add(account, pair) {
      const { id, uri, username, domain } = account;
      const isTaken = find((other) => other.uri === uri) ?? byHandle(username, domain);
      if (isTaken !== undefined || accounts.has(id)) return false;
      accounts.set(id, uncounted(account));
      if (pair !== undefined) keys.set(id, pair);
      return true;
    },
    async update(id, profile) {
      const account = accounts.get(id);
      if (account === undefined) return false;
      accounts.set(id, { ...account, ...profile });
      return true;
    },
    rename: async (id, handle) =>
      (byHandle(handle.username, handle.domain)?.id ?? id) === id && rename(tables, id, handle),
    byId: async (id) => accounts.get(id),
    byIds: async (ids) => [...new Set(ids)].flatMap((id) => accounts.get(id) ?? []),
    byUri: async (uri) => find((account) => account.uri === uri),
    byUris: async (uris) => accounts.values().filter(({ uri }) => uris.includes(uri)),
    byHandle: async (username, domain) => byHandle(username, domain),
    async search(text, limit, offset) {
      const start = text.toLowerCase();
      return accounts
        .values()
        .filter((account) => account.deletedAt === undefined && !isServer(account))
        .filter(({ username, displayName }) => begins(username, start) || begins(displayName, start))
        .sort((one, other) => other.followersCount - one.followersCount || compareIds(one.id, other.id))
        .slice(offset, offset + limit);
    },
    async local(afterId, limit) {
      return accounts
        .values()
        .filter((account) => isLocal(account) && account.deletedAt === undefined && !isServer(account))
        .filter(({ id }) => afterId === undefined || compareIds(id, afterId) > 0)
        .sort((one, other) => compareIds(one.id, other.id))
        .slice(0, limit);
    },
    async markDeleted(id, at) {
      const account = accounts.get(id);
      if (account === undefined || account.deletedAt !== undefined) return false;
      accounts.set(id, { ...account, ...emptyProfile, deletedAt: at });
      return true;
    },
    publicKey: async (id) => keys.get(id)?.publicPem,
    async signingKey(uri) {
      const account = find((candidate) => candidate.uri === uri);
      return account === undefined ? undefined : keys.get(account.id);
    },
  };
}

function rename(
  { accounts }: Tables,
  id: AccountId,
  handle: { readonly username: string; readonly domain: string },
): boolean {
  const account = accounts.get(id);
  if (account === undefined || isLocal(account)) return false;
  accounts.set(id, { ...account, ...handle });
  return true;
}

function uncounted(account: NewAccount): Account {
  return { ...account, lastStatusAt: undefined, statusesCount: 0, followersCount: 0, followingCount: 0 };
}

/** The server's own actor is nobody whom people look for. */
function isServer(account: Account): boolean {
  return isLocal(account) && account.kind === "application";
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function begins(text: string, start: string): boolean {
  return text.toLowerCase().startsWith(start);
}
