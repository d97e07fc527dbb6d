import { isLocal } from "../accounts/account.ts";
import type { AccountId } from "../kernel/id.ts";
import type { Leave } from "../interactions/policy.ts";
import { leaveOf, quotePermission } from "../interactions/policy.ts";
import type { Status } from "../statuses/status.ts";
import type { Stores } from "../stores.ts";

/** Whether somebody may quote a status that they can see. */
export async function leaveToQuote(
  stores: Pick<Stores, "accounts" | "follows" | "policies">,
  by: AccountId,
  status: Status,
): Promise<Leave> {
  const author = await stores.accounts.byId(status.account);
  if (author === undefined) return "denied";
  const [out, back] = await Promise.all([
    stores.follows.between(by, status.account),
    stores.follows.between(status.account, by),
  ]);
  const policy = (await stores.policies.of([status.id])).get(status.id);
  return leaveOf(quotePermission(status, policy, isLocal(author)), {
    isAuthor: by === status.account,
    followsAuthor: out?.state === "accepted",
    isFollowedByAuthor: back?.state === "accepted",
  });
}
