import type { Account } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { isKeptOut } from "../blocks/unwanted.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Work } from "../stores.ts";
import type { Follow } from "./follows.store.ts";
import type { ReceivedFollow } from "./follows.ts";

/** What `FollowRules.receiveRequest` promises, inside a transaction. */
export async function receiveRequest(
  work: Work,
  request: ReceivedFollow,
  needs: { readonly clock: Clock; readonly ids: Ids },
): Promise<Follow | undefined> {
  const { follower, followed, uri } = request;
  const account = await work.accounts.byId(followed);
  if (account === undefined || !isLocal(account) || !isThere(account) || follower === followed)
    return undefined;
  if (account.movedTo !== undefined || (await isKeptOut(work, follower, followed))) {
    work.record({ type: "follow.rejected", follower, followed, uri });
    return undefined;
  }
  const by = await work.accounts.byId(follower);
  const before = await work.follows.between(follower, followed);
  if (before === undefined) return addRequest(work, newFollow({ followed: account, by }, request, needs));
  await work.follows.change(follower, followed, { uri });
  // Whoever asks again has not heard our answer: it is given again (F-153).
  recordState(work, { ...before, uri });
  return { ...before, uri };
}

async function addRequest(work: Work, follow: Follow): Promise<Follow | undefined> {
  if (await work.follows.add(follow)) recordState(work, follow);
  return work.follows.between(follow.follower, follow.followed);
}

function recordState(work: Work, { state, follower, followed, uri }: Follow): void {
  const type = state === "accepted" ? "follow.accepted" : "follow.requested";
  work.record({ type, follower, followed, uri });
}

interface Sides {
  readonly followed: Account;
  readonly by: Account | undefined;
}

/** A locked account is asked; so is everybody of whom a limited one wants something (F-152). */
function newFollow(
  { followed, by }: Sides,
  request: ReceivedFollow,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
): Follow {
  return {
    id: ids.next<"follow">(),
    follower: request.follower,
    followed: followed.id,
    state: followed.locked || by?.limitedAt !== undefined ? "requested" : "accepted",
    uri: request.uri,
    showBoosts: true,
    notify: false,
    languages: undefined,
    at: clock.now(),
  };
}
