import { existingAccount, existingAccounts } from "../accounts/existing.ts";
import { isKeptOut, wantedOf } from "../blocks/unwanted.ts";
import type { AccountId } from "../kernel/id.ts";
import { byId, pagedOf } from "../kernel/listing.ts";
import type { Page, Paged, Row } from "../kernel/paging.ts";
import { paged } from "../kernel/paging.ts";
import type { Account } from "../accounts/account.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Storage, Stores } from "../stores.ts";
import { acceptRequest, endFollow, refuseRequest } from "./answers.ts";
import type { FollowRules, Follows } from "./follows.ts";
import { receiveRequest } from "./receive-request.ts";
import { familiarOf } from "./familiar.ts";
import { relationshipsOf, relationshipTo } from "./relationship.ts";
import type { FollowSettings } from "./start-follow.ts";
import { startFollow } from "./start-follow.ts";

export interface FollowsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: FollowSettings;
}

/** Following and being followed, for people here and, by the same rules, for other servers. */
export function createFollows(needs: FollowsNeeds): Follows & FollowRules {
  const { stores, transact } = needs.storage;
  const relationship = (viewer: AccountId, other: AccountId) =>
    relationshipTo(stores, viewer, { other, now: needs.clock.now() });
  return {
    async follow(viewer, target, options) {
      await transact((work) => startFollow(work, { viewer, target, options }, needs));
      return relationship(viewer, target);
    },
    async unfollow(viewer, target) {
      await transact((work) => endFollow(work, { follower: viewer, followed: target }, "follow.undone"));
      return relationship(viewer, target);
    },
    relationships: (viewer, others) => relationshipsOf(stores, viewer, { others, now: needs.clock.now() }),
    followers: (viewer, of, page) => membersOf(needs, "followers", { viewer, of, page }),
    following: (viewer, of, page) => membersOf(needs, "following", { viewer, of, page }),
    familiar: (viewer, of) => familiarOf(stores, viewer, { of, now: needs.clock.now() }),
    requests: async (viewer, page) => accountsOf(stores, await stores.follows.requests(viewer, page), page),

    async authorize(viewer, follower) {
      await transact((work) => acceptRequest(work, { follower, followed: viewer }));
      return relationship(viewer, follower);
    },
    async reject(viewer, follower) {
      await transact((work) => refuseRequest(work, { follower, followed: viewer }));
      return relationship(viewer, follower);
    },
    async removeFollower(viewer, follower) {
      await transact((work) => endFollow(work, { follower, followed: viewer }, "follow.rejected"));
      return relationship(viewer, follower);
    },

    ...createRules(needs),
  };
}

function createRules(needs: FollowsNeeds): FollowRules {
  const { transact } = needs.storage;
  return {
    receiveRequest: (request) => transact((work) => receiveRequest(work, request, needs)),
    receiveAccept: (follower, followed) =>
      transact(async (work) => {
        const follow = await work.follows.between(follower, followed);
        if (follow === undefined || !(await work.follows.accept(follower, followed))) return false;
        work.record({ type: "follow.accepted", follower, followed, uri: follow.uri });
        return true;
      }),
    receiveUndoAccept: (follower, followed) => transact((work) => work.follows.suspend(follower, followed)),
    receiveReject: (follower, followed) =>
      transact((work) => endFollow(work, { follower, followed }, "follow.rejected")),
    receiveUndo: (follower, followed) =>
      transact((work) => endFollow(work, { follower, followed }, "follow.undone")),
  };
}

interface Listing {
  readonly viewer: AccountId | undefined;
  readonly of: AccountId;
  readonly page: Page;
}

async function membersOf(
  { storage: { stores }, clock }: FollowsNeeds,
  side: "followers" | "following",
  { viewer, of, page }: Listing,
): Promise<Paged<Account>> {
  const owner = await existingAccount(stores.accounts, of);
  if (viewer !== of && (owner.hideCollections || owner.suspendedAt !== undefined)) return paged([], page);
  if (viewer !== undefined && (await isKeptOut(stores, viewer, of))) return paged([], page);
  const part = await accountsOf(stores, await stores.follows[side](of, page), page);
  // One's own connections stay in view: how else would one find whom to unfollow?
  if (viewer === of) return part;
  return { ...part, items: await wantedOf(stores, viewer, { accounts: part.items, now: clock.now() }) };
}

async function accountsOf(
  stores: Stores,
  rows: readonly Row<AccountId>[],
  page: Page,
): Promise<Paged<Account>> {
  const accounts = await existingAccounts(
    stores.accounts,
    rows.map((row) => row.item),
  );
  return pagedOf(rows, byId(accounts), page);
}
