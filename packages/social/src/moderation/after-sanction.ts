import { isLocal } from "../accounts/account.ts";
import { endFollow } from "../follows/answers.ts";
import type { EventOf } from "../kernel/event.ts";
import type { Work } from "../stores.ts";

/** How many follows are ended in one transaction; what is left is the next one's. */
const batch = 500;

/** Ends the follows of a remote account that is suspended: people here are followed by nobody who is put aside (F-206). */
export async function rejectFollowsOf(
  { account: id }: EventOf<"account.suspended">,
  { work }: { readonly work: Work },
): Promise<void> {
  const account = await work.accounts.byId(id);
  if (account === undefined || isLocal(account) || account.suspendedAt === undefined) return;
  const rows = await work.follows.following(id, { limit: batch });
  for (const { item: followed } of rows) await endFollow(work, { follower: id, followed }, "follow.rejected");
  if (rows.length === batch) work.record({ type: "account.suspended", account: id });
}

/** Ends every follow between here and a server that is suspended, in both directions. */
export async function leaveSuspended(
  { domain }: EventOf<"domain.suspended">,
  { work }: { readonly work: Work },
): Promise<void> {
  const pairs = await work.follows.acrossDomain(domain, batch);
  const accounts = await work.accounts.byIds(pairs.map(({ follower }) => follower));
  const here = new Set(accounts.filter(isLocal).map(({ id }) => id));
  for (const { follower, followed } of pairs) {
    const type = here.has(follower) ? "follow.undone" : "follow.rejected";
    await endFollow(work, { follower, followed }, type);
  }
  if (pairs.length === batch) work.record({ type: "domain.suspended", domain });
}
