import type { AccountId } from "../kernel/id.ts";
import { byId, inOrder } from "../kernel/listing.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Account, Profile } from "./account.ts";
import type { AccountStore } from "./accounts.store.ts";

/** The account, which has to be there. Refuses with `not-found`, or `gone` once it was deleted. */
export async function existingAccount(accounts: AccountStore, id: AccountId): Promise<Account> {
  return standing(await accounts.byId(id));
}

/** Refuses what was not found, and what is gone. */
export function standing(account: Account | undefined): Account {
  if (account === undefined) throw new Refusal("not-found");
  if (account.deletedAt !== undefined) throw new Refusal("gone");
  return account;
}

/** Those that exist and are not deleted, in the order asked for. One statement, or none for no ids. */
export async function existingAccounts(
  accounts: AccountStore,
  ids: readonly AccountId[],
): Promise<readonly Account[]> {
  if (ids.length === 0) return [];
  const found = await accounts.byIds([...new Set(ids)]);
  return inOrder(ids, byId(found.filter(isThere)));
}

/** Whether anybody may still see the account and what it said. */
export function isThere(account: Account): boolean {
  return account.deletedAt === undefined && account.suspendedAt === undefined;
}

/** The part of an account that can change. */
export function profileOf(account: Profile): Profile {
  return {
    url: account.url,
    kind: account.kind,
    displayName: account.displayName,
    note: account.note,
    fields: account.fields,
    emojis: account.emojis,
    avatarUrl: account.avatarUrl,
    headerUrl: account.headerUrl,
    details: account.details,
    locked: account.locked,
    discoverable: account.discoverable,
    indexable: account.indexable,
    hideCollections: account.hideCollections,
    endpoints: account.endpoints,
    fetchedAt: account.fetchedAt,
  };
}
