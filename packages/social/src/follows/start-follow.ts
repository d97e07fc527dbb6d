import type { Account } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import { existingAccount } from "../accounts/existing.ts";
import type { AccountId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Work } from "../stores.ts";
import type { FollowOptions } from "./follows.ts";
import type { Follow } from "./follows.store.ts";

export interface FollowSettings {
  readonly limits: { readonly followsPerAccount: number };
}

export interface StartFollowNeeds {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: FollowSettings;
}

/** A local account's wish to follow anybody. */
export interface Wish {
  readonly viewer: AccountId;
  readonly target: AccountId;
  readonly options: FollowOptions;
}

/** Follows an unlocked local account at once, and asks every other. A second time it changes the options. */
export async function startFollow(work: Work, wish: Wish, needs: StartFollowNeeds): Promise<void> {
  const { viewer, target, options } = wish;
  if (viewer === target) throw new Refusal("not-allowed", "Nobody can follow themselves.");
  const follower = await existingAccount(work.accounts, viewer);
  const followed = await existingAccount(work.accounts, target);
  if ((await work.follows.between(viewer, target)) !== undefined) {
    await work.follows.change(viewer, target, given(options));
    return;
  }
  if ((await work.blocks.barriers(viewer, [target])).length > 0) {
    throw new Refusal("not-allowed", "One of the two accounts keeps the other away.");
  }
  if (follower.followingCount >= needs.settings.limits.followsPerAccount) {
    throw new Refusal("limit-reached", "This account follows as many others as it may.");
  }
  if (followed.movedTo !== undefined) throw new Refusal("not-allowed", "This account has moved.");
  await addFollow(work, newFollow({ follower, followed }, options, needs));
}

/**
 * Follows, or asks to, whoever is followed for the sake of another account. `false`, and nothing changes, where one
 * of the two keeps the other away. Options are taken where there was no follow.
 */
export async function beginFollow(
  work: Work,
  wish: { readonly follower: Account; readonly followed: Account; readonly options: FollowOptions },
  needs: Pick<StartFollowNeeds, "clock" | "ids">,
): Promise<boolean> {
  const { follower, followed, options } = wish;
  if ((await work.follows.between(follower.id, followed.id)) !== undefined) return true;
  if ((await work.blocks.barriers(follower.id, [followed.id])).length > 0) return false;
  await addFollow(work, newFollow({ follower, followed }, options, needs));
  return true;
}

async function addFollow(work: Work, follow: Follow): Promise<void> {
  if (!(await work.follows.add(follow))) return;
  const { follower, followed, uri, state } = follow;
  work.record({
    type: state === "accepted" ? "follow.accepted" : "follow.requested",
    follower,
    followed,
    uri,
  });
}

function newFollow(
  { follower, followed }: { readonly follower: Account; readonly followed: Account },
  options: FollowOptions,
  { clock, ids }: Pick<StartFollowNeeds, "clock" | "ids">,
): Follow {
  const id = ids.next<"follow">();
  return {
    id,
    follower: follower.id,
    followed: followed.id,
    state: isLocal(followed) && !followed.locked ? "accepted" : "requested",
    uri: `${follower.uri}#follows/${id}`,
    showBoosts: options.showBoosts ?? true,
    notify: options.notify ?? false,
    languages: options.languages,
    at: clock.now(),
  };
}

/** The options that were named; the others stay as they are. */
function given({
  showBoosts,
  notify,
  languages,
}: FollowOptions): Partial<Pick<Follow, "showBoosts" | "notify" | "languages">> {
  return {
    ...(showBoosts === undefined ? {} : { showBoosts }),
    ...(notify === undefined ? {} : { notify }),
    ...(languages === undefined ? {} : { languages }),
  };
}
