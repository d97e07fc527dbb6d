import type { Account } from "../accounts/account.ts";
import { isLocal } from "../accounts/account.ts";
import { keepAway, newBlock } from "../blocks/keep-away.ts";
import { endFollow } from "../follows/answers.ts";
import { beginFollow } from "../follows/start-follow.ts";
import type { EventOf } from "../kernel/event.ts";
import type { AccountId } from "../kernel/id.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Work } from "../stores.ts";

interface Following {
  readonly work: Work;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** How many of those who have to do with a moved account are dealt with in one transaction. */
const batch = 200;

type Moved = EventOf<"account.moved">;

/**
 * Lets followers here follow the new account as they followed the old one, and then leave that (F-160). Who does not
 * want the new one, or is not wanted by it, stays where they are.
 */
export async function moveFollowers(event: Moved, context: Following): Promise<void> {
  if (event.of !== undefined) return;
  const { work } = context;
  const target = await work.accounts.byId(event.target);
  if (target === undefined || target.suspendedAt !== undefined || target.deletedAt !== undefined) return;
  const page = { limit: batch, maxId: event.after };
  const rows = await work.follows.followers(event.account, page);
  const followers = await work.accounts.byIds(rows.map(({ item }) => item));
  for (const follower of followers.filter(isLocal)) await moveOne({ follower, event, target }, context);
  const after = rows.at(-1)?.cursor;
  if (rows.length === batch) work.record({ ...event, after });
}

async function moveOne(
  {
    follower,
    event,
    target,
  }: { readonly follower: Account; readonly event: Moved; readonly target: Account },
  context: Following,
): Promise<void> {
  const { work } = context;
  if (follower.id === target.id) return;
  const old = await work.follows.between(follower.id, event.account);
  if (old === undefined) return;
  const { showBoosts, notify, languages } = old;
  const isWanted = await beginFollow(
    work,
    { follower, followed: target, options: { showBoosts, notify, languages } },
    context,
  );
  if (!isWanted) return;
  await endFollow(work, { follower: follower.id, followed: event.account }, "follow.undone");
}

/** Blocks by people here hold for the new account too (F-160). */
export async function carryBlocks(event: Moved, context: Following): Promise<void> {
  if (event.after !== undefined && event.of !== "blocks") return;
  const { work } = context;
  const rows = await work.blocks.against(event.account, { limit: batch, maxId: event.after });
  for (const by of await localOf(work, rows)) {
    if (by.id !== event.target) await keepAway(work, newBlock(by, event.target, context));
  }
  if (rows.length === batch) work.record({ ...event, of: "blocks", after: rows.at(-1)?.cursor });
}

/** Mutes by people here hold for the new account too, for as long as they do for the old one (F-160). */
export async function carryMutes(event: Moved, context: Following): Promise<void> {
  if (event.after !== undefined && event.of !== "mutes") return;
  const { work, clock, ids } = context;
  const now = clock.now();
  const rows = await work.mutes.against(event.account, now, { limit: batch, maxId: event.after });
  for (const { item: mute } of rows) {
    const [stood] = await work.mutes.among(mute.account, [event.target], now);
    if (stood !== undefined || mute.account === event.target) continue;
    await work.mutes.put({ ...mute, id: ids.next(), target: event.target, at: now });
  }
  if (rows.length === batch) work.record({ ...event, of: "mutes", after: rows.at(-1)?.cursor });
}

async function localOf(
  work: Work,
  rows: readonly { readonly item: AccountId }[],
): Promise<readonly Account[]> {
  return (await work.accounts.byIds(rows.map(({ item }) => item))).filter(isLocal);
}
