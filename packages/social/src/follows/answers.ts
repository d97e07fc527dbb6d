import type { AccountId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Work } from "../stores.ts";

/** Who follows, or would like to follow, whom. */
export interface Pair {
  readonly follower: AccountId;
  readonly followed: AccountId;
}

/** Turns a request into a follow. Refuses with `not-found` when nobody asked; a second time it changes nothing. */
export async function acceptRequest(work: Work, { follower, followed }: Pair): Promise<void> {
  const follow = await work.follows.between(follower, followed);
  if (follow === undefined) throw new Refusal("not-found");
  if (!(await work.follows.accept(follower, followed))) return;
  work.record({ type: "follow.accepted", follower, followed, uri: follow.uri });
}

/** Says no to a request. A follow that was accepted stays, and no request is no fault. */
export async function refuseRequest(work: Work, pair: Pair): Promise<void> {
  const follow = await work.follows.between(pair.follower, pair.followed);
  if (follow?.state !== "requested") return;
  await endFollow(work, pair, "follow.rejected");
}

/** Ends a follow or request, and records from which side. `false` when there was none. */
export async function endFollow(
  work: Work,
  { follower, followed }: Pair,
  type: "follow.undone" | "follow.rejected",
): Promise<boolean> {
  const ended = await work.follows.remove(follower, followed);
  if (ended === undefined) return false;
  work.record({ type, follower, followed, uri: ended.uri });
  return true;
}
