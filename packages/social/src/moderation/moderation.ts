import type { Account } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import type { Sanction } from "../accounts/accounts.store.ts";
import { deleteAccount } from "../accounts/create-accounts.ts";
import { existingAccount, standing } from "../accounts/existing.ts";
import type { AccountId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { signOutEverywhere } from "../sign-in/users.ts";
import type { Clock } from "../ports.ts";
import type { Storage, Work } from "../stores.ts";
import type { Here } from "../accounts/handle.ts";

/**
 * Putting accounts aside, here and elsewhere. What is done twice is done once; what is taken back leaves what others
 * (the account's own server, a rule about its domain) have done.
 */
export interface Moderation {
  /** Nobody sees the account any more, and it does nothing. Refuses `not-found`, `gone`, `not-allowed` (the server itself). */
  suspend(account: AccountId): Promise<Account>;
  unsuspend(account: AccountId): Promise<Account>;
  /** Only its followers come across the account. */
  limit(account: AccountId): Promise<Account>;
  unlimit(account: AccountId): Promise<Account>;
  /** Deletes the account for good, with all that it said. */
  remove(account: AccountId): Promise<void>;
}

export interface ModerationNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly settings: Here;
}

export function createModeration(needs: ModerationNeeds): Moderation {
  const { storage, clock } = needs;
  const { transact } = storage;
  const act = (id: AccountId, kind: Sanction["kind"], at: Date | undefined) =>
    transact(async (work) => {
      await moderated(work, id);
      await sanction(work, id, { kind, by: "moderator", at });
      return existingAccount(work.accounts, id);
    });
  return {
    suspend: (id) => act(id, "suspend", clock.now()),
    unsuspend: (id) => act(id, "suspend", undefined),
    limit: (id) => act(id, "limit", clock.now()),
    unlimit: (id) => act(id, "limit", undefined),
    remove: (id) =>
      transact(async (work) => {
        const account = await moderated(work, id);
        const user = isLocal(account) ? await work.users.byAccount(id) : undefined;
        if (user !== undefined) {
          await signOutEverywhere(work, user, clock.now());
          await work.users.remove(user.id);
        }
        await deleteAccount(work, id, clock.now());
      }),
  };
}

/** The server itself is not to be moderated. */
async function moderated(work: Work, id: AccountId): Promise<Account> {
  const account = standing(await work.accounts.byId(id));
  const isServer = isLocal(account) && account.kind === "application";
  if (isServer) throw new Refusal("not-allowed", "This is the server itself.");
  return account;
}

/** Stores it, and records what others have to know of. A suspended account is signed out of everything. */
async function sanction(work: Work, id: AccountId, given: Sanction): Promise<void> {
  const isNews = await work.accounts.sanction(id, given);
  if (!isNews || given.kind === "limit") return;
  work.record({ type: given.at === undefined ? "account.unsuspended" : "account.suspended", account: id });
  const user = given.at === undefined ? undefined : await work.users.byAccount(id);
  if (user !== undefined && given.at !== undefined) await signOutEverywhere(work, user, given.at);
}
