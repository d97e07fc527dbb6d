import type { Account, NewAccount, Profile } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import type { AccountStore } from "../accounts/accounts.store.ts";
import { compareIds } from "../kernel/id.ts";
import type { AccountId } from "../kernel/id.ts";
import { keyStore } from "./account-keys.ts";
import { applyDomainRules, sanction } from "./sanctions.ts";
import type { Tables } from "./tables.ts";

const emptyProfile: Omit<Profile, "url" | "kind" | "endpoints" | "fetchedAt"> = {
  displayName: "",
  note: "",
  fields: [],
  avatarUrl: undefined,
  headerUrl: undefined,
  details: undefined,
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
      const isSame = JSON.stringify(profile.fields) === JSON.stringify(account.fields);
      if (!isSame) tables.looked.delete(id);
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
    ...standingOf(tables),
    async markDeleted(id, at) {
      const account = accounts.get(id);
      if (account === undefined || account.deletedAt !== undefined) return false;
      accounts.set(id, { ...account, ...emptyProfile, deletedAt: at });
      return true;
    },
    async erase(id) {
      const isUnseen = accounts.get(id)?.suspendedBy.includes("sign-up") === true;
      return isUnseen && accounts.delete(id);
    },
    ...keyStore(tables),
  };
}

type StandingMethods =
  | "unproved"
  | "prove"
  | "sanction"
  | "applyDomainRules"
  | "setAliases"
  | "setMoved"
  | "unread"
  | "inboxes";

function standingOf(tables: Tables): Pick<AccountStore, StandingMethods> {
  const { accounts } = tables;
  return {
    sanction: async (id, given) => sanction(tables, id, given),
    applyDomainRules: async (domain, at) => applyDomainRules(tables, domain, at),
    setAliases: async (id, alsoKnownAs) => change(tables, id, { alsoKnownAs }),
    setMoved: async (id, target) => change(tables, id, { movedTo: target?.id, movedToUri: target?.uri }),
    unread: async (before, limit) => unread(tables, before, limit),
    unproved: async (before, limit) => unproved(tables, before, limit),
    async prove(id, fields, at) {
      change(tables, id, { fields });
      tables.looked.set(id, at);
    },
    inboxes: async (after, limit) =>
      [...new Set(accounts.values().filter(isReachable).map(inboxOf))]
        .sort()
        .filter((inbox) => after === undefined || inbox > after)
        .slice(0, limit),
  };
}

function change({ accounts }: Tables, id: AccountId, changed: Partial<Account>): void {
  const account = accounts.get(id);
  if (account !== undefined) accounts.set(id, { ...account, ...changed });
}

function unread({ accounts, follows }: Tables, before: Date, limit: number): readonly Account[] {
  const isHere = (id: AccountId) => accounts.get(id)?.domain === undefined;
  const isConnected = (id: AccountId) =>
    follows
      .values()
      .some(
        ({ follower, followed }) =>
          (follower === id && isHere(followed)) || (followed === id && isHere(follower)),
      );
  const since = ({ fetchedAt }: Account): number => fetchedAt?.getTime() ?? 0;
  return accounts
    .values()
    .filter((account) => isReachable(account) && since(account) < before.getTime() && isConnected(account.id))
    .sort((one, other) => since(one) - since(other))
    .slice(0, limit);
}

function unproved({ accounts, follows, looked }: Tables, before: Date, limit: number): readonly Account[] {
  const since = ({ id }: Account): number => looked.get(id)?.getTime() ?? 0;
  const isHere = (id: AccountId) => accounts.get(id)?.domain === undefined;
  const isOfInterest = (account: Account) =>
    isLocal(account) ||
    follows.values().some((f) => f.state === "accepted" && f.followed === account.id && isHere(f.follower));
  return accounts
    .values()
    .filter(({ fields, deletedAt, suspendedAt }) => fields.length > 0 && !deletedAt && !suspendedAt)
    .filter((account) => since(account) < before.getTime() && isOfInterest(account))
    .sort((one, other) => since(one) - since(other))
    .slice(0, limit);
}

function isReachable(account: Account): boolean {
  return !isLocal(account) && account.deletedAt === undefined;
}

const inboxOf = ({ endpoints }: Account): string => endpoints.sharedInbox ?? endpoints.inbox;

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
  return {
    ...account,
    suspendedBy: account.suspendedAt === undefined ? [] : ["moderator"],
    limitedAt: undefined,
    limitedBy: [],
    alsoKnownAs: [],
    movedTo: undefined,
    movedToUri: undefined,
    lastStatusAt: undefined,
    statusesCount: 0,
    followersCount: 0,
    followingCount: 0,
  };
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
