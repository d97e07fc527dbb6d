import type { Account } from "../accounts/account.ts";
import { existingAccount, existingAccounts } from "../accounts/existing.ts";
import { isKeptOut, wantedOf } from "../blocks/unwanted.ts";
import type { Relationship } from "../follows/follows.ts";
import { relationshipTo } from "../follows/relationship.ts";
import type { EventOf } from "../kernel/event.ts";
import type { AccountId } from "../kernel/id.ts";
import { byId, pagedOf } from "../kernel/listing.ts";
import type { Page, Paged } from "../kernel/paging.ts";
import { paged } from "../kernel/paging.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Clock } from "../ports.ts";
import type { Storage, Work } from "../stores.ts";

/** Showing others on one's page. Other servers are not told: no software of theirs knows of it. */
export interface Endorsements {
  /** Refuses with `not-found` or `gone`, and with `invalid` whom the viewer does not follow. */
  add(viewer: AccountId, target: AccountId): Promise<Relationship>;
  remove(viewer: AccountId, target: AccountId): Promise<Relationship>;
  /** Whom an account shows, as far as the viewer may and wants to come across them; the last endorsed first. */
  of(viewer: AccountId | undefined, account: AccountId, page: Page): Promise<Paged<Account>>;
}

export interface EndorsementsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
}

export function createEndorsements({ storage, clock }: EndorsementsNeeds): Endorsements {
  const { stores, transact } = storage;
  const relationship = (viewer: AccountId, other: AccountId): Promise<Relationship> =>
    relationshipTo(stores, viewer, { other, now: clock.now() });
  return {
    async add(viewer, target) {
      await existingAccount(stores.accounts, target);
      await transact(async (work) => {
        const follow = await work.follows.between(viewer, target);
        if (follow?.state !== "accepted")
          throw new Refusal("invalid", "You must be already following the person you want to endorse");
        await work.endorsements.add(viewer, target, clock.now());
      });
      return relationship(viewer, target);
    },

    async remove(viewer, target) {
      await existingAccount(stores.accounts, target);
      await transact((work) => work.endorsements.remove(viewer, target));
      return relationship(viewer, target);
    },

    async of(viewer, account, page) {
      const owner = await existingAccount(stores.accounts, account);
      const isClosed = viewer !== undefined && (await isKeptOut(stores, viewer, account));
      if (owner.suspendedAt !== undefined || isClosed) return paged([], page);
      const rows = await stores.endorsements.of(account, page);
      const ids = rows.map(({ item }) => item);
      const accounts = await existingAccounts(stores.accounts, ids);
      const part = pagedOf(rows, byId(accounts), page);
      if (viewer === account) return part;
      return { ...part, items: await wantedOf(stores, viewer, { accounts: part.items, now: clock.now() }) };
    },
  };
}

/** Only whom one follows is endorsed: with the follow, whoever ended it, goes the endorsement. */
export async function endEndorsement(
  { follower, followed }: EventOf<"follow.undone" | "follow.rejected">,
  { work }: { readonly work: Work },
): Promise<void> {
  const follow = await work.follows.between(follower, followed);
  if (follow?.state !== "accepted") await work.endorsements.remove(follower, followed);
}

/** An account that is gone endorses nobody, and nobody endorses it. */
export async function forgetEndorsements(
  { account }: EventOf<"account.deleted">,
  { work }: { readonly work: Work },
): Promise<void> {
  await work.endorsements.forget(account);
}
