import type { Account } from "../accounts/account.ts";
import { endFollow } from "../follows/answers.ts";
import type { AccountId } from "../kernel/id.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Work } from "../stores.ts";
import type { Block } from "./blocks.store.ts";

/** A block by somebody here, which gets its address here. */
export function newBlock(
  by: Account,
  target: AccountId,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
): Block {
  const id = ids.next<"block">();
  return { id, account: by.id, target, uri: `${by.uri}#blocks/${id}`, at: clock.now() };
}

/** Ends what connects the two, each by the side that blocks, and stores the block. `false` when it stood already. */
export async function keepAway(work: Work, block: Block): Promise<boolean> {
  const { account, target, uri } = block;
  await endFollow(work, { follower: account, followed: target }, "follow.undone");
  await endFollow(work, { follower: target, followed: account }, "follow.rejected");
  if (!(await work.blocks.add(block))) return false;
  work.record({ type: "account.blocked", by: account, target, uri });
  return true;
}
