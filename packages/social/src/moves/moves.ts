import type { Account } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import { existingAccount, isThere, profileOf } from "../accounts/existing.ts";
import type { Here } from "../accounts/handle.ts";
import { parseHandle } from "../accounts/handle.ts";
import { isKeptOut } from "../blocks/unwanted.ts";
import type { AccountId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { after, days } from "../kernel/time.ts";
import type { Clock, Remote } from "../ports.ts";
import type { Storage, Stores, Work } from "../stores.ts";

/** Saying which accounts are one's own, and taking one's followers along to another. */
export interface Moves {
  /** Says that another account (`name@domain`) is one's own too, so that it can move here. Refuses `not-found`, `invalid` (oneself). */
  addAlias(viewer: AccountId, handle: string): Promise<Account>;
  removeAlias(viewer: AccountId, handle: string): Promise<Account>;
  /**
   * Moves to another account, which has to say that this one is its own: followers here follow it, followers elsewhere
   * are told. Refuses `not-found`, `invalid` (oneself, one that has moved, or that does not name this one), `not-allowed`
   * (where one blocks the other), `limit-reached` (moved within thirty days).
   */
  move(viewer: AccountId, handle: string): Promise<Account>;
}

/** What other servers may say about moves. For the federation door alone; each may be said twice. */
export interface MoveRules {
  /**
   * An account elsewhere has moved to one that names it as its own. `false`, and nothing changes, when it does not, when
   * the target is put aside or has moved itself, or the account moved within thirty days (S-044).
   */
  receive(account: AccountId, target: AccountId): Promise<boolean>;
}

export interface MovesNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly remote: Remote;
  readonly settings: Here;
}

/** Mastodon's seven days are within it (S-044, F-161). */
const pause = days(30);

export function createMoves(needs: MovesNeeds): Moves & MoveRules {
  const { storage, clock } = needs;
  const { stores, transact } = storage;
  return {
    async addAlias(viewer, handle) {
      const { id, uri } = await accountBehind(handle, needs);
      if (id === viewer) throw new Refusal("invalid", "This is the account itself.");
      return changeAliases(needs, viewer, (known) => (known.includes(uri) ? known : [...known, uri]));
    },
    async removeAlias(viewer, handle) {
      const { uri } = await accountBehind(handle, needs);
      return changeAliases(needs, viewer, (known) => known.filter((one) => one !== uri));
    },
    async move(viewer, handle) {
      const target = await rereadBehind(handle, needs);
      await transact(async (work) => {
        const fault = await faultOf(work, { account: viewer, target: target.id, now: clock.now() });
        if (fault !== undefined) throw fault;
        await settle(work, { account: viewer, target, at: clock.now() });
      });
      return existingAccount(stores.accounts, viewer);
    },
    receive: (account, targetId) =>
      transact(async (work) => {
        const target = await work.accounts.byId(targetId);
        if (target === undefined) return false;
        const fault = await faultOf(work, { account, target: targetId, now: clock.now() });
        if (fault !== undefined) return false;
        await settle(work, { account, target, at: clock.now() });
        return true;
      }),
  };
}

async function changeAliases(
  { storage }: MovesNeeds,
  viewer: AccountId,
  change: (known: Account["alsoKnownAs"]) => Account["alsoKnownAs"],
): Promise<Account> {
  return storage.transact(async (work) => {
    const account = await existingAccount(work.accounts, viewer);
    const alsoKnownAs = change(account.alsoKnownAs);
    if (alsoKnownAs === account.alsoKnownAs || alsoKnownAs.length === account.alsoKnownAs.length)
      return account;
    await work.accounts.setAliases(viewer, alsoKnownAs);
    work.record({ type: "account.updated", account: viewer });
    return { ...account, alsoKnownAs };
  });
}

async function accountBehind(written: string, { storage, remote, settings }: MovesNeeds): Promise<Account> {
  const { accounts } = storage.stores;
  const handle = parseHandle(written, settings);
  if (handle === undefined) throw new Refusal("not-found", "This is not the name of an account.");
  const known = await accounts.byHandle(handle.username, handle.domain);
  if (known !== undefined) return existingAccount(accounts, known.id);
  const id = handle.domain === undefined ? undefined : await remote.handle(handle.username, handle.domain);
  if (id === undefined) throw new Refusal("not-found", "There is no such account.");
  return existingAccount(accounts, id);
}

/** The same, asked anew where it lives elsewhere: what it says of itself may have changed a moment ago. */
async function rereadBehind(written: string, needs: MovesNeeds): Promise<Account> {
  const account = await accountBehind(written, needs);
  if (isLocal(account)) return account;
  const { storage, remote } = needs;
  await storage.transact((work) =>
    work.accounts.update(account.id, { ...profileOf(account), fetchedAt: undefined }),
  );
  await remote.account(account.uri);
  return existingAccount(storage.stores.accounts, account.id);
}

interface Moving {
  readonly account: AccountId;
  readonly target: AccountId;
  readonly now: Date;
}

/** Why an account may not move to another one, where it may not (S-044). */
async function faultOf(stores: Stores, moving: Moving): Promise<Refusal | undefined> {
  const [account, target] = await Promise.all([
    stores.accounts.byId(moving.account),
    stores.accounts.byId(moving.target),
  ]);
  if (account === undefined || !isThere(account)) return new Refusal("not-found");
  if (target === undefined || !isThere(target)) return new Refusal("not-found", "There is no such account.");
  if (account.id === target.id) return new Refusal("invalid", "This is the account itself.");
  if (target.movedTo !== undefined) return new Refusal("invalid", "The other account has moved itself.");
  if (!target.alsoKnownAs.includes(account.uri))
    return new Refusal("invalid", "The other account does not say that this one is its own.");
  if ((await isKeptOut(stores, account.id, target.id)) || (await isKeptOut(stores, target.id, account.id)))
    return new Refusal("not-allowed", "One of the two accounts keeps the other away.");
  const last = await stores.moves.last(account.id);
  if (last !== undefined && after(last, pause) > moving.now)
    return new Refusal("limit-reached", "An account moves once in thirty days.");
  return undefined;
}

async function settle(
  work: Work,
  { account, target, at }: { readonly account: AccountId; readonly target: Account; readonly at: Date },
): Promise<void> {
  await work.accounts.setMoved(account, target);
  await work.moves.add({ account, target: target.id, at });
  work.record({ type: "account.moved", account, target: target.id, after: undefined });
}
