import type { Move } from "@trunkline/activitypub";
import { isLocal } from "../accounts/account.ts";
import { sendProfile } from "../accounts/account-sending.activity.ts";
import { isThere } from "../accounts/existing.ts";
import type { People } from "../accounts/people.activity.ts";
import { inboxesOf, send } from "../delivery/delivery.activity.ts";
import type { FollowUp } from "../delivery/delivery.activity.ts";
import type { EventOf } from "../kernel/event.ts";
import { toUri } from "../kernel/id.ts";
import type { Storage } from "../stores.ts";
import type { MoveRules } from "./moves.ts";

export interface MoveReceiverNeeds {
  readonly storage: Pick<Storage, "stores">;
  readonly people: People;
  readonly rules: { readonly moves: MoveRules };
}

/**
 * Somebody elsewhere has moved. The old account says so itself; or the new one does, where the old one's profile
 * says the same (F-162). The new one is asked anew, since it has to name the old one (S-044).
 */
export async function onMove(move: Move, { storage, people, rules }: MoveReceiverNeeds): Promise<void> {
  const isPulled = move.actor === move.target && move.object !== move.actor;
  if (move.object !== move.actor && !isPulled) return;
  const known = await storage.stores.accounts.byUri(toUri(move.object));
  if (known === undefined || isLocal(known) || !isThere(known)) return;
  const target = await people.byUri(move.target);
  if (target === undefined) return;
  const fresh = await people.refresh(target);
  const account = isPulled ? await people.refresh(known) : known;
  if (
    isPulled &&
    account.movedToUri !== move.target &&
    !account.alsoKnownAs.some((uri) => uri === move.target)
  )
    return;
  await rules.moves.receive(account.id, fresh.id);
}

/** How many of those who have blocked somebody are told where they went. */
const maxBlockers = 2000;

/** Tells followers elsewhere, and those who have blocked the account: first what the profile says now, then the move (F-203). */
export async function sendMove(event: EventOf<"account.moved">, context: FollowUp): Promise<void> {
  const { accounts, blocks, follows } = context.work;
  const [sender, target] = await Promise.all([accounts.byId(event.account), accounts.byId(event.target)]);
  const isSent = sender !== undefined && isLocal(sender) && target !== undefined && event.after === undefined;
  if (!isSent) return;
  await sendProfile({ type: "account.updated", account: sender.id }, context);
  const blockers = (await blocks.against(sender.id, { limit: maxBlockers })).map(({ item }) => item);
  const inboxes = [
    ...(await follows.followerInboxes(sender.id)),
    ...inboxesOf(blockers.length === 0 ? [] : await accounts.byIds(blockers)),
  ];
  const activity = {
    type: "Move",
    id: `${sender.uri}#moves/${target.id}-${context.clock.now().getTime()}`,
    actor: sender.uri,
    to: sender.endpoints.followers === undefined ? [] : [sender.endpoints.followers],
    cc: [],
    published: undefined,
    object: sender.uri,
    target: target.uri,
  } as const;
  await send({ activity, sender, inboxes }, context);
}
