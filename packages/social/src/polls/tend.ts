import type { StatusId } from "../kernel/id.ts";
import type { Clock } from "../ports.ts";
import type { Storage, Work } from "../stores.ts";

/** How many polls are dealt with in one go. */
const batch = 100;

/**
 * Does what is due for polls by the clock: tells how those stand in which somebody voted, and closes those that
 * have ended. Meant to be called every few seconds; several processes may do so at once. Resolves to how many
 * polls there were.
 */
export async function tendPolls({
  storage,
  clock,
}: {
  readonly storage: Storage;
  readonly clock: Clock;
}): Promise<number> {
  const now = clock.now();
  const ended = await storage.stores.polls.ended(now, batch);
  for (const status of ended) await storage.transact((work) => close(work, status, now));
  const due = await storage.stores.polls.due(now, batch);
  for (const status of due) await storage.transact((work) => tell(work, status, now));
  return ended.length + due.length;
}

async function close(work: Work, status: StatusId, now: Date): Promise<void> {
  if (await work.polls.close(status, now)) {
    work.record({ type: "poll.closed", status, at: now.getTime() });
  }
}

async function tell(work: Work, status: StatusId, now: Date): Promise<void> {
  if (await work.polls.told(status, now)) {
    work.record({ type: "poll.tallied", status, at: now.getTime() });
  }
}
