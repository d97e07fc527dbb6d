import type { Announce } from "@trunkline/activitypub";
import { toUri } from "../kernel/id.ts";
import type { StatusReceiverNeeds } from "../statuses/statuses.activity.ts";
import { refreshPost } from "../statuses/statuses.activity.ts";
import { onAnnounce } from "./boosts.activity.ts";
import type { AnnounceReceiverNeeds } from "./boosts.activity.ts";

export type GroupReceiverNeeds = AnnounceReceiverNeeds & StatusReceiverNeeds;

/**
 * A boost, or what a group passes on to its followers (FEP-1b12). That a post has changed or is gone is not
 * believed but asked where the post stands; votes and all else have no effect, and nothing is fetched for them.
 */
export async function onAnnounceOrPass(
  announce: Announce,
  recipient: string | undefined,
  needs: GroupReceiverNeeds,
): Promise<void> {
  const changed = changedPost(announce);
  if (changed === undefined) return onAnnounce(announce, recipient, needs);
  const { accounts, follows } = needs.storage.stores;
  const by = await accounts.byUri(toUri(announce.actor));
  if (by !== undefined && (await follows.hasLocalFollower(by.id))) await refreshPost(toUri(changed), needs);
}

function changedPost({ activity }: Announce): string | undefined {
  if (activity === undefined || activity === "ignored") return undefined;
  if (activity.type !== "Update" && activity.type !== "Delete") return undefined;
  return typeof activity.object === "string" ? activity.object : activity.object.id;
}
