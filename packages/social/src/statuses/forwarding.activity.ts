import { inboxesOf as inboxesOfAll } from "@trunkline/activitypub";
import type { Activity, Federation } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import { toUri } from "../kernel/id.ts";
import { isOurs } from "../kernel/untrusted.ts";
import type { Home } from "../kernel/untrusted.ts";
import type { Storage, Stores } from "../stores.ts";
import type { Status } from "./status.ts";

export interface ForwardNeeds {
  readonly federation: Pick<Federation, "mayPassOn">;
  readonly storage: Storage;
  readonly settings: Home;
}

/** An activity from elsewhere, and the text in which it came. */
export interface Letter {
  readonly activity: Activity;
  readonly body: string;
}

/**
 * Deals with an activity, and passes it on as it came to whoever reads along because of somebody here (F-101): what
 * answers a post of ours goes to our author's followers, its edits and its end also to those of whoever boosted it here.
 *
 * A deletion is passed on first, while it can still be seen what it is about; all else once it was let in.
 */
export async function passingOn(
  letter: Letter,
  needs: ForwardNeeds,
  receive: () => Promise<void>,
): Promise<void> {
  const isEnd = letter.activity.type === "Delete";
  if (isEnd) await passOn(letter, needs);
  await receive();
  if (!isEnd) await passOn(letter, needs);
}

async function passOn(letter: Letter, { federation, storage, settings }: ForwardNeeds): Promise<void> {
  const { activity, body } = letter;
  const { id } = activity;
  const uri = subjectOf(activity);
  // Whatever is not signed is nobody's to show around (F-104); most is not, and costs no question.
  if (id === undefined || uri === undefined || !body.includes('"signature"')) return;
  const known = await readKnown(letter, uri, storage.stores);
  if (known === undefined) return;
  const owners = await ownersOf(known.status, activity.type, storage.stores);
  if (owners.length === 0 || !(await federation.mayPassOn(body))) return;
  const theirs = new Set([known.author.endpoints.inbox, ...inboxesOfAll([known.author.endpoints])]);
  await storage.transact(async (work) => {
    for (const owner of owners) {
      const all = await work.follows.followerInboxes(owner.id);
      const inboxes = all.filter((inbox) => !theirs.has(inbox) && !isOurs(inbox, settings));
      if (inboxes.length > 0)
        await work.outbox.add({ activityId: id, sender: owner.uri, body, inboxes, thread: uri });
    }
  });
}

/** The address of the post that an activity brings, changes or ends. */
function subjectOf({ type, object, actor }: Activity): string | undefined {
  if (type !== "Create" && type !== "Update" && type !== "Delete") return undefined;
  const address = typeof object === "string" ? object : object.id;
  return address === actor ? undefined : address;
}

interface Known {
  readonly status: Status;
  readonly author: Account;
}

/** The post as it stands here, if it is for everybody and its author's, and what came is how it stands. */
async function readKnown(
  { activity }: Letter,
  uri: string,
  { accounts, statuses }: Stores,
): Promise<Known | undefined> {
  const status = await statuses.byUri(toUri(uri));
  const author = status && (await accounts.byId(status.account));
  if (status === undefined || author?.uri !== activity.actor || !isForAnybody(status)) return undefined;
  if (activity.type !== "Update") return { status, author };
  const updated =
    typeof activity.object !== "string" && "updated" in activity.object && activity.object.updated;
  const isCurrent = updated instanceof Date && status.editedAt?.getTime() === updated.getTime();
  return isCurrent ? { status, author } : undefined;
}

function isForAnybody({ visibility }: Status): boolean {
  return visibility === "public" || visibility === "unlisted";
}

const maxBoosters = 1000;

/** Those here whose followers read along: whom it answers, and of what changes or ends, whoever boosted it. */
async function ownersOf(
  { id, inReplyTo, inReplyToAccount }: Status,
  type: Activity["type"],
  { accounts, boosts, statuses }: Stores,
): Promise<readonly Account[]> {
  const parent = inReplyTo === undefined ? undefined : await statuses.byId(inReplyTo);
  const answered = parent !== undefined && isForAnybody(parent) ? inReplyToAccount : undefined;
  const rows = type === "Create" ? [] : await boosts.by(id, { limit: maxBoosters });
  const ids = [...(answered === undefined ? [] : [answered]), ...rows.map(({ item }) => item)];
  const found = await accounts.byIds([...new Set(ids)]);
  return found.filter((account) => isLocal(account) && isThere(account));
}
