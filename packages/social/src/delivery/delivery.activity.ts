import { inboxesOf as inboxesOfAll, PUBLIC } from "@trunkline/activitypub";
import type { Activity } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import type { AccountId, StatusId } from "../kernel/id.ts";
import { isOurs } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Work } from "../stores.ts";
import type { Subject } from "./outbox.store.ts";

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

/** What every activity begins with that names nobody in `to` and `cc`. */
export interface Unaddressed<Type extends Activity["type"]> {
  readonly type: Type;
  readonly id: string;
  readonly actor: string;
  readonly to: [];
  readonly cc: [];
  readonly published: undefined;
}

/** Starts such an activity in the name of an account; its object is the caller's to add. */
export function unaddressed<Type extends Activity["type"]>(
  type: Type,
  id: string,
  { uri }: Account,
): Unaddressed<Type> {
  return { type, id, actor: uri, to: [], cc: [], published: undefined };
}

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
    about,
    synchronises = false,
    relays = isForRelays(activity),
  }: {
    readonly activity: SentActivity;
    readonly sender: Account;
    readonly inboxes: Iterable<string>;
    /** For what has to be asked again before each try whether it may still be sent. */
    readonly about?: Subject;
    /** Whether it is for followers alone, so that other servers have to know who they are. */
    readonly synchronises?: boolean;
    /** Whether it goes to relays as well; left out: by what it is and whom it is addressed to (F-106). */
    readonly relays?: boolean;
  },
  { work, write, settings }: FollowUp,
): Promise<void> {
  if (!isLocal(sender)) return;
  const passingOn = relays ? (await work.relays.all()).filter(({ state }) => state === "accepted") : [];
  const all = new Set([...passingOn.map(({ inbox }) => inbox), ...inboxes]);
  const outside = [...all].filter((inbox) => !isOurs(inbox, settings));
  if (outside.length === 0) return;
  const body = write(activity);
  await work.outbox.add({
    activityId: activity.id,
    sender: sender.uri,
    body,
    inboxes: outside,
    thread: threadOf(activity),
    ...(about === undefined ? {} : { about }),
    ...(activity.type === "Follow" ? { insists: true } : {}),
    ...(synchronises ? { synchronises } : {}),
  });
}

const relayed: ReadonlySet<Activity["type"]> = new Set<Activity["type"]>([
  "Create",
  "Update",
  "Delete",
  "Announce",
  "Undo",
]);

/** What is addressed to everybody in the first place, and any move. */
function isForRelays({ type, to, object }: SentActivity): boolean {
  if (type === "Move") return true;
  const isBoost = typeof object !== "string" && "type" in object && object.type === "Announce";
  return relayed.has(type) && to.includes(PUBLIC) && (type !== "Undo" || isBoost);
}

/** What an activity is about: what was made is made first, then changed, and then undone. */
function threadOf(activity: SentActivity): string {
  const { object } = activity;
  const address = typeof object === "string" ? object : "id" in object ? object.id : undefined;
  const isAboutItsObject = ["Create", "Update", "Delete", "Undo"].includes(activity.type);
  return isAboutItsObject && address !== undefined ? address : activity.id;
}

/** The inboxes that reach those who live elsewhere and may be written to: one for all of a server, where it has one. */
export function inboxesOf(accounts: readonly Account[]): readonly string[] {
  const elsewhere = accounts.filter((account) => !isLocal(account) && isThere(account));
  return inboxesOfAll(elsewhere.map(({ endpoints }) => endpoints));
}

/** Those for whom something about a status is meant. */
export interface Readers {
  /** By name. */
  readonly accounts: readonly Account[];
  /** As followers of these. */
  readonly followersOf: readonly AccountId[];
}

/** The inboxes of readers, and what is asked again before each try to reach them. */
export async function addressed(
  status: StatusId,
  { accounts, followersOf }: Readers,
  { follows }: Work,
): Promise<{ readonly inboxes: readonly string[]; readonly about: Subject }> {
  const followers = await Promise.all(followersOf.map((id) => follows.followerInboxes(id)));
  const actors = accounts.filter((account) => !isLocal(account)).map(({ uri }) => uri);
  return { inboxes: [...followers.flat(), ...inboxesOf(accounts)], about: { status, actors, followersOf } };
}
