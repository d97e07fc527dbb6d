import type { Block as BlockActivity, Undo } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import type { Account } from "../accounts/account.ts";
import { isThere } from "../accounts/existing.ts";
import type { People } from "../accounts/people.activity.ts";
import { bury } from "../delivery/burial.ts";
import { send } from "../delivery/delivery.activity.ts";
import type { FollowUp, SentActivity } from "../delivery/delivery.activity.ts";
import type { EventOf } from "../kernel/event.ts";
import { toUri } from "../kernel/id.ts";
import type { Clock } from "../ports.ts";
import type { Storage, Work } from "../stores.ts";
import type { BlockRules } from "./blocks.ts";

export interface BlockReceiverNeeds {
  readonly storage: Storage;
  readonly people: People;
  readonly rules: { readonly blocks: BlockRules };
  readonly clock: Clock;
}

/** Somebody elsewhere keeps somebody here away. One that was taken back before it came is not let in. */
export async function onBlock(block: BlockActivity, needs: BlockReceiverNeeds): Promise<void> {
  // A community that bans somebody names itself: that is no block between people.
  if (block.target !== undefined) return;
  const { stores } = needs.storage;
  const target = await stores.accounts.byUri(toUri(block.object));
  if (target === undefined || !isLocal(target) || target.deletedAt !== undefined) return;
  const uri = block.id ?? `${block.actor}#blocks/${target.id}`;
  if (await stores.statuses.isBuried(toUri(uri))) return;
  const account = await needs.people.byUri(block.actor);
  if (account === undefined || isLocal(account) || !isThere(account)) return;
  await needs.rules.blocks.receive({ account: account.id, target: target.id, uri });
}

/** They let them come again, named by the pair. One that has not come yet is remembered. */
export async function onUndoBlock(
  { actor }: Pick<Undo, "actor">,
  block: BlockActivity,
  { storage, rules, clock }: BlockReceiverNeeds,
): Promise<void> {
  if (block.actor !== actor) return;
  const [account, target] = await Promise.all([
    storage.stores.accounts.byUri(toUri(actor)),
    storage.stores.accounts.byUri(toUri(block.object)),
  ]);
  if (target === undefined || !isLocal(target)) return;
  if (account !== undefined && (await rules.blocks.receiveUndo(account.id, target.id))) return;
  await bury(block.id, actor, { storage, clock });
}

/** The same, named by the block's address alone. Resolves to whether there was such a block. */
export async function undoBlockAt(
  uri: string,
  { actor }: Pick<Undo, "actor">,
  { storage, rules }: BlockReceiverNeeds,
): Promise<boolean> {
  const block = await storage.stores.blocks.byUri(uri);
  const account = block && (await storage.stores.accounts.byId(block.account));
  if (block === undefined || account?.uri !== actor) return false;
  return rules.blocks.receiveUndo(block.account, block.target);
}

/** Tells the server of whoever is blocked, which hides the blocker there. */
export async function sendBlock(event: EventOf<"account.blocked">, context: FollowUp): Promise<void> {
  const parties = await readParties(event, context.work);
  if (parties === undefined) return;
  await sendTo(parties, blockOf(event.uri, parties), context);
}

/** Tells them that it is over. */
export async function sendUndoBlock(event: EventOf<"account.unblocked">, context: FollowUp): Promise<void> {
  const parties = await readParties(event, context.work);
  if (parties === undefined) return;
  const block = blockOf(event.uri, parties);
  await sendTo(parties, { ...block, type: "Undo", id: `${event.uri}/undo`, object: block }, context);
}

interface Parties {
  readonly by: Account;
  readonly target: Account;
}

/** Who blocks whom, where the one is from here and the other is not. */
async function readParties(
  { by: byId, target: targetId }: EventOf<"account.blocked" | "account.unblocked">,
  { accounts }: Work,
): Promise<Parties | undefined> {
  const [by, target] = await Promise.all([accounts.byId(byId), accounts.byId(targetId)]);
  if (by === undefined || target === undefined) return undefined;
  return isLocal(by) && !isLocal(target) && isThere(target) ? { by, target } : undefined;
}

function blockOf(id: string, { by, target }: Parties): BlockActivity & { readonly id: string } {
  return { type: "Block", id, actor: by.uri, object: target.uri, to: [], cc: [], published: undefined };
}

async function sendTo({ by, target }: Parties, activity: SentActivity, context: FollowUp): Promise<void> {
  await send({ activity, sender: by, inboxes: [target.endpoints.inbox] }, context);
}
