import { isLocal } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import type { AccountId, ActorUri, FollowId } from "../kernel/id.ts";
import type { Ids } from "../ports.ts";
import type { Storage, Stores } from "../stores.ts";

const pageSize = 200;

/**
 * Starts anew with somebody elsewhere all of whose keys were replaced: whoever keeps the account now knows nothing of
 * what was before (F-074). Followers here ask again, and what was deleted under the old keys may come back under the
 * new ones. A follow that has become a request already stays one, so that a second call asks nobody twice.
 */
export async function startAnew(
  actor: ActorUri,
  { storage, ids }: { readonly storage: Storage; readonly ids: Ids },
): Promise<void> {
  const account = await storage.stores.accounts.byUri(actor);
  if (account === undefined || isLocal(account) || !isThere(account)) return;
  for (const follower of await localFollowers(account.id, storage.stores)) {
    await storage.transact(async (work) => {
      if (!(await work.follows.suspend(follower.id, account.id))) return;
      const uri = `${follower.uri}#follows/${ids.next<"follow">() satisfies FollowId}`;
      await work.follows.change(follower.id, account.id, { uri });
      work.record({ type: "follow.requested", follower: follower.id, followed: account.id, uri });
    });
  }
  await storage.transact((work) => work.statuses.unbury(account));
}

interface Follower {
  readonly id: AccountId;
  readonly uri: ActorUri;
}

/** All of them, before any of their follows changes. */
async function localFollowers(of: AccountId, { accounts, follows }: Stores): Promise<readonly Follower[]> {
  const found: Follower[] = [];
  for (let maxId: string | undefined; ;) {
    const rows = await follows.followers(of, { limit: pageSize, maxId });
    const page = await accounts.byIds(rows.map(({ item }) => item));
    found.push(...page.filter((account) => isLocal(account) && isThere(account)));
    maxId = rows.at(-1)?.cursor;
    if (rows.length < pageSize || maxId === undefined) return found;
  }
}
