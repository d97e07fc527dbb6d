import { after, hours, minutes, seconds } from "../kernel/time.ts";
import type { Milliseconds } from "../kernel/time.ts";
import type { Clock } from "../ports.ts";
import type { InboxStore, Incoming } from "./inbox.store.ts";

export interface ReceiveNeeds {
  readonly inbox: InboxStore;
  readonly receive: (incoming: Incoming) => Promise<void>;
  readonly clock: Clock;
  /** Is told of each failure, for a log. */
  readonly failed?: (error: unknown, incoming: Incoming) => void;
}

const batchSize = 40;
/** How many senders are dealt with at the same time. */
const concurrency = 4;

/** How long an activity waits after each failed try; then it is set aside. */
const pauses: readonly Milliseconds[] = [
  seconds(15),
  minutes(1),
  minutes(5),
  minutes(20),
  hours(1),
  hours(3),
  hours(8),
];

/**
 * Deals with activities that wait: those of one actor in the order in which they came, those of
 * different actors beside each other. Resolves to how many there were.
 */
export async function receiveActivities(needs: ReceiveNeeds): Promise<number> {
  const batch = await needs.inbox.claim(batchSize);
  const queues = [...Map.groupBy(batch, ({ actor }) => actor).values()];
  const work = async (): Promise<void> => {
    for (let queue = queues.shift(); queue !== undefined; queue = queues.shift()) {
      for (const incoming of queue) await receiveOne(incoming, needs);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return batch.length;
}

/** One that goes wrong, for whatever reason, keeps none of the others from being heard. */
async function receiveOne(
  incoming: Incoming,
  { inbox, receive, clock, failed }: ReceiveNeeds,
): Promise<void> {
  try {
    await receive(incoming);
  } catch (error) {
    failed?.(error, incoming);
    const reason = error instanceof Error ? error.message : String(error);
    const pause = pauses[incoming.attempts];
    await inbox.fail(incoming, reason, pause === undefined ? undefined : after(clock.now(), pause));
    return;
  }
  await inbox.done(incoming);
}
