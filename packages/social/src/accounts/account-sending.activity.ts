import { PUBLIC } from "@trunkline/activitypub";
import { inboxesOf, send } from "../delivery/delivery.activity.ts";
import type { FollowUp } from "../delivery/delivery.activity.ts";
import type { EventOf } from "../kernel/event.ts";
import type { AccountId } from "../kernel/id.ts";
import type { Row } from "../kernel/paging.ts";
import type { Page } from "../kernel/paging.ts";
import type { Work } from "../stores.ts";
import { isLocal } from "./account.ts";
import { profileEmojis, toActor } from "./accounts.activity.ts";

/** Sends a changed profile to the followers, and what is left of it when its account is suspended (F-206). */
export async function sendProfile(
  { account: id }: EventOf<"account.updated" | "account.suspended" | "account.unsuspended">,
  context: FollowUp,
): Promise<void> {
  const { accounts, follows } = context.work;
  const [sender, keys] = await Promise.all([accounts.byId(id), accounts.publicKeys(id)]);
  if (sender === undefined || keys === undefined || sender.deletedAt !== undefined) return;
  if (!isLocal(sender)) return;
  const now = context.clock.now();
  const activity = {
    type: "Update",
    id: `${sender.uri}#updates/${context.ids.next()}`,
    actor: sender.uri,
    to: [PUBLIC],
    cc: sender.endpoints.followers === undefined ? [] : [sender.endpoints.followers],
    published: now,
    object: toActor(sender, { ...keys, emojis: await profileEmojis(sender, context.work) }, context.settings),
  } as const;
  await send({ activity, sender, inboxes: await follows.followerInboxes(id) }, context);
}

/**
 * Tells everybody connected with a local account that it is gone, and ends the connections of one that
 * is gone, wherever it lived.
 */
export async function sendFarewell(
  { account: id }: EventOf<"account.deleted">,
  context: FollowUp,
): Promise<void> {
  const { accounts, follows } = context.work;
  const sender = await accounts.byId(id);
  if (sender === undefined) return;
  const followers = await follows.followerInboxes(id);
  const followed = await endFollows(id, context.work);
  const activity = {
    type: "Delete",
    id: `${sender.uri}#delete`,
    actor: sender.uri,
    to: [PUBLIC],
    cc: [],
    published: undefined,
    object: sender.uri,
  } as const;
  // Those who have to know first come first: what is left for others goes out in the order of this list (F-205).
  const near = [...followers, ...inboxesOf(await accounts.byIds(followed))];
  const inboxes = isLocal(sender) ? [...near, ...(await everyInbox(accounts))] : near;
  await send({ activity, sender, inboxes }, context);
}

/** Every server that is known may have seen something of whoever leaves. */
async function everyInbox(accounts: Work["accounts"]): Promise<readonly string[]> {
  const all: string[] = [];
  for (;;) {
    const some = await accounts.inboxes(all.at(-1), inboxPage);
    all.push(...some);
    if (some.length < inboxPage) return all;
  }
}

const inboxPage = 1000;
const pageSize = 200;

/** Removes every follow and request of and by an account. Resolves to whom it followed. */
async function endFollows(id: AccountId, { follows }: Work): Promise<readonly AccountId[]> {
  const followed: AccountId[] = [];
  await eachMember(
    (page) => follows.following(id, page),
    async (other) => {
      followed.push(other);
      await follows.remove(id, other);
    },
  );
  await eachMember(
    (page) => follows.followers(id, page),
    (other) => follows.remove(other, id),
  );
  await eachMember(
    (page) => follows.requests(id, page),
    (other) => follows.remove(other, id),
  );
  return followed;
}

/** Goes through a list whose members leave it on the way. */
async function eachMember(
  list: (page: Page) => Promise<readonly Row<AccountId>[]>,
  visit: (member: AccountId) => Promise<unknown>,
): Promise<void> {
  for (;;) {
    const rows = await list({ limit: pageSize });
    for (const { item } of rows) await visit(item);
    if (rows.length < pageSize) return;
  }
}
