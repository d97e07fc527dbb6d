import { Refusal } from "../kernel/refusal.ts";
import { addPost, type PostNeeds, preparePost } from "../statuses/post.ts";
import type { ScheduledPost } from "./scheduled.store.ts";

/** How many posts are published in one go. */
const batch = 20;

/**
 * Publishes the posts whose time has come, each in the transaction that also takes it from those that wait: once,
 * whatever is killed. What can no longer be posted (the status that it answers is gone, say) is kept with the
 * reason. One that fails for another cause holds up no other, and is tried again. Resolves to how many were due.
 */
export async function publishDue(needs: PostNeeds): Promise<number> {
  const due = await needs.storage.stores.scheduled.due(needs.clock.now(), batch);
  const ends = await Promise.allSettled(due.map((one) => publish(one, needs)));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return due.length;
}

async function publish({ id, account, post }: ScheduledPost, needs: PostNeeds): Promise<void> {
  const { storage, clock } = needs;
  try {
    const posting = await preparePost(account, { ...post, idempotencyKey: undefined }, needs);
    await storage.transact(async (work) => {
      if (await work.scheduled.take(id, clock.now())) await addPost(work, posting, needs);
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await storage.transact((work) => work.scheduled.refuse(id, error.message, clock.now()));
  }
}
