import { existingAccount, existingAccounts } from "../accounts/existing.ts";
import type { AccountId } from "../kernel/id.ts";
import type { Stores } from "../stores.ts";
import type { Relationship } from "./follows.ts";

/** What other accounts are to the viewer; those that do not exist are left out. Six statements, however many. */
export async function relationshipsOf(
  stores: Stores,
  viewer: AccountId,
  { others, now }: { readonly others: readonly AccountId[]; readonly now: Date },
): Promise<readonly Relationship[]> {
  const ids = (await existingAccounts(stores.accounts, [...new Set(others)])).map(({ id }) => id);
  if (ids.length === 0) return [];
  const [relations, barriers, mutes, endorsed, notes] = await Promise.all([
    stores.follows.relations(viewer, ids),
    stores.blocks.barriers(viewer, ids),
    stores.mutes.among(viewer, ids, now),
    stores.endorsements.among(viewer, ids),
    stores.privateNotes.among(viewer, ids),
  ]);
  const relationOf = new Map(relations.map((relation) => [relation.of, relation]));
  const barrierOf = new Map(barriers.map((barrier) => [barrier.of, barrier]));
  const muteOf = new Map(mutes.map((mute) => [mute.target, mute]));
  return ids.map((id) => ({
    account: id,
    out: relationOf.get(id)?.out,
    in: relationOf.get(id)?.in,
    blocking: barrierOf.get(id)?.blocking ?? false,
    blockedBy: barrierOf.get(id)?.blockedBy ?? false,
    domainBlocking: barrierOf.get(id)?.domainBlocking ?? false,
    mute: muteOf.get(id),
    endorsed: endorsed.has(id),
    note: notes.get(id) ?? "",
  }));
}

/** What one other account is to the viewer. Refuses with `not-found` or `gone`. */
export async function relationshipTo(
  stores: Stores,
  viewer: AccountId,
  { other, now }: { readonly other: AccountId; readonly now: Date },
): Promise<Relationship> {
  await existingAccount(stores.accounts, other);
  const [relationship] = await relationshipsOf(stores, viewer, { others: [other], now });
  return relationship ?? { account: other, ...nothing };
}

/** What an account is that is suspended: nothing. */
const nothing: Omit<Relationship, "account"> = {
  out: undefined,
  in: undefined,
  blocking: false,
  blockedBy: false,
  domainBlocking: false,
  mute: undefined,
  endorsed: false,
  note: "",
};
