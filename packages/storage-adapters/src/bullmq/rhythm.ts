import { type Milliseconds, seconds } from "@trunkline/social";
import type { Queue } from "bullmq";
import type { QueueEnd } from "./queues.ts";

/** Something that is to be run once in a span, by whichever process comes to it. */
export interface Rhythm {
  /** What a worker does when it is time. */
  run(): Promise<void>;
  stop(): void;
}

interface RhythmNeeds {
  readonly end: QueueEnd;
  readonly span: Milliseconds;
  readonly run: () => Promise<unknown>;
  readonly onError: (error: Error) => void;
}

/** How often a process looks after the schedule, which is lost with Redis' memory. */
const longestLook: Milliseconds = seconds(10);

/** Keeps a schedule in Redis, and keeps time by itself while Redis is away. */
export function createRhythm({ end, span, run, onError }: RhythmNeeds): Rhythm {
  let ranAt = performance.now();
  let isOver = false;
  const once = async (): Promise<void> => {
    if (isOver) return;
    ranAt = performance.now();
    await run().catch(onError);
  };
  const look = async (): Promise<void> => {
    const { isUp } = await end.use((queue) => keepSchedule(queue, span));
    if (!isUp && performance.now() - ranAt >= span) await once();
  };
  const timer = setInterval(() => void look(), Math.min(span, longestLook));
  void look();
  return {
    run: once,
    stop() {
      isOver = true;
      clearInterval(timer);
    },
  };
}

/** Writes the schedule down where it is missing: writing it anew each time would put off the next run for ever. */
async function keepSchedule(queue: Queue, span: Milliseconds): Promise<void> {
  const standing = await queue.getJobScheduler(queue.name);
  if (standing?.every === span) return;
  const opts = { removeOnComplete: true, removeOnFail: true };
  await queue.upsertJobScheduler(queue.name, { every: span }, { opts });
}
