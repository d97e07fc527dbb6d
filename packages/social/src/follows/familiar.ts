import { existingAccounts } from "../accounts/existing.ts";
import { readUnwanted, wantedOf } from "../blocks/unwanted.ts";
import type { AccountId } from "../kernel/id.ts";
import { byId, inOrder } from "../kernel/listing.ts";
import type { Stores } from "../stores.ts";
import type { FamiliarFollowers } from "./follows.ts";

/** How many followers of an account are named. */
const most = 40;

/** Those among the accounts' followers whom the viewer follows too, as `Follows` promises it. */
export async function familiarOf(
  stores: Stores,
  viewer: AccountId,
  { of, now }: { readonly of: readonly AccountId[]; readonly now: Date },
): Promise<readonly FamiliarFollowers[]> {
  const asked = await existingAccounts(stores.accounts, [...new Set(of)]);
  const others = asked.map(({ id }) => id);
  const { closed } = await readUnwanted(stores, viewer, { others, now });
  const open = asked.filter(
    ({ id, hideCollections }) => id === viewer || !(hideCollections || closed.has(id)),
  );
  const openIds = open.map(({ id }) => id);
  const found = await stores.follows.familiar(viewer, openIds, most);
  const accounts = await existingAccounts(stores.accounts, [...new Set([...found.values()].flat())]);
  const known = byId(await wantedOf(stores, viewer, { accounts, now }));
  return asked.map(({ id }) => ({ of: id, accounts: inOrder(found.get(id) ?? [], known) }));
}
