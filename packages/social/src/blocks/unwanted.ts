import type { Account } from "../accounts/account.ts";
import type { AccountId } from "../kernel/id.ts";
import type { Stores } from "../stores.ts";

/** Whom a viewer is kept away from, and whom they keep away from themselves (S-050). */
export interface Unwanted {
  /** They let the viewer see nothing. */
  readonly closed: ReadonlySet<AccountId>;
  /** The viewer does not want to come across them: blocked, muted, or of a server that is blocked. */
  readonly hidden: ReadonlySet<AccountId>;
  /** Those among them who are only muted. */
  readonly muted: ReadonlySet<AccountId>;
  /** The viewer wants no news of them. */
  readonly silent: ReadonlySet<AccountId>;
}

const nobodyUnwanted: Unwanted = {
  closed: new Set(),
  hidden: new Set(),
  muted: new Set(),
  silent: new Set(),
};

/** Asks about several accounts in two statements, or none for nobody. */
export async function readUnwanted(
  { blocks, mutes }: Pick<Stores, "blocks" | "mutes">,
  viewer: AccountId | undefined,
  { others, now }: { readonly others: readonly AccountId[]; readonly now: Date },
): Promise<Unwanted> {
  if (viewer === undefined || others.length === 0) return nobodyUnwanted;
  const [barriers, muted] = await Promise.all([
    blocks.barriers(viewer, others),
    mutes.among(viewer, others, now),
  ]);
  const closed = barriers.filter((each) => each.blockedBy || each.domainBlockedBy).map(({ of }) => of);
  const blocked = barriers.filter((each) => each.blocking || each.domainBlocking).map(({ of }) => of);
  const silenced = muted.filter(({ hidesNotifications }) => hidesNotifications);
  return {
    closed: new Set(closed),
    hidden: new Set([...blocked, ...muted.map(({ target }) => target)]),
    muted: new Set(muted.map(({ target }) => target).filter((id) => !blocked.includes(id))),
    silent: new Set([...closed, ...blocked, ...silenced.map(({ target }) => target)]),
  };
}

/** Of these accounts, those whom the viewer may and wants to come across. */
export async function wantedOf(
  stores: Pick<Stores, "blocks" | "mutes">,
  viewer: AccountId | undefined,
  { accounts, now }: { readonly accounts: readonly Account[]; readonly now: Date },
): Promise<readonly Account[]> {
  const others = accounts.map(({ id }) => id);
  const { closed, hidden } = await readUnwanted(stores, viewer, { others, now });
  return accounts.filter(({ id }) => !closed.has(id) && !hidden.has(id));
}

/** Whether one account lets another see nothing. */
export async function isKeptOut(
  { blocks }: Pick<Stores, "blocks">,
  viewer: AccountId,
  by: AccountId,
): Promise<boolean> {
  const [barrier] = viewer === by ? [] : await blocks.barriers(viewer, [by]);
  return barrier !== undefined && (barrier.blockedBy || barrier.domainBlockedBy);
}
