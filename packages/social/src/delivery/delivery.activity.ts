import { inboxesOf as inboxesOfAll } from "@trunkline/activitypub";
import type { Activity } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { isOurs } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Work } from "../stores.ts";

/** All that following up an event takes: the transaction, and how an activity is put on the wire. */
export interface FollowUp {
  readonly work: Work;
  /** Serialises an activity, with its `@context`. */
  readonly write: (activity: Activity) => string;
  readonly settings: Home;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** An activity with an address of its own, which is how the outbox knows it again. */
export type SentActivity = Activity & { readonly id: string };

/**
 * Leaves an activity for other servers, in the transaction of what it tells about.
 *
 * Says nothing when the sender is not ours. Inboxes of this server are left out: whoever lives here
 * has the same rows already.
 */
export async function send(
  {
    activity,
    sender,
    inboxes,
  }: {
    readonly activity: SentActivity;
    readonly sender: Account;
    readonly inboxes: Iterable<string>;
  },
  { work, write, settings }: FollowUp,
): Promise<void> {
  if (!isLocal(sender)) return;
  const outside = [...new Set(inboxes)].filter((inbox) => !isOurs(inbox, settings));
  if (outside.length === 0) return;
  const body = write(activity);
  await work.outbox.add({ activityId: activity.id, sender: sender.uri, body, inboxes: outside });
}

/** The inboxes that reach those who live elsewhere and may be written to: one for all of a server, where it has one. */
export function inboxesOf(accounts: readonly Account[]): readonly string[] {
  const elsewhere = accounts.filter((account) => !isLocal(account) && isThere(account));
  return inboxesOfAll(elsewhere.map(({ endpoints }) => endpoints));
}
