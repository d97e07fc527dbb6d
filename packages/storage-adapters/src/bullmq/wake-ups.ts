import type { Worker } from "bullmq";
import type { RedisConnection } from "../redis/connect.ts";
import { openQueue, openWorker, type QueueEnd, quietly } from "./queues.ts";

/** Tells workers of other processes that there is something to do. It carries no work: a wake that is lost is late. */
export interface WakeUps {
  /**
   * Calls back when there may be work of a kind: for each wake in one of the processes that listen, which goes on
   * until there is none. Hints get lost with Redis, so whoever listens looks by itself now and then. The answer
   * ends it.
   */
  onWake(channel: string, onWake: () => void): () => void;
  /** Says that there may be work of a kind. Takes no time of its caller's, and never fails. */
  wake(channel: string): void;
  /** Lets what runs come to its end, for a short while. The connection stays open: it is its owner's. */
  close(): Promise<void>;
}

/** What wake-ups need. */
export interface WakeUpsOptions {
  readonly redis: RedisConnection;
  /** Hears of what went wrong, which mends itself. */
  readonly onError?: (error: Error) => void;
}

/** Carries wake-ups by BullMQ over Redis. Redis may be emptied, or be gone, at any moment. */
export function createWakeUps({ redis, onError = ignore }: WakeUpsOptions): WakeUps {
  const workers = new Set<Worker>();
  const endings = new Set<() => void>();
  const senders = new Map<string, Sender>();

  const senderOf = (channel: string): Sender => {
    const sender = senders.get(channel) ?? createSender(openQueue(redis, `wake-${channel}`, onError));
    senders.set(channel, sender);
    return sender;
  };
  const begin = (worker: Worker, end: () => void): (() => void) => {
    workers.add(worker);
    endings.add(end);
    return () => {
      end();
      endings.delete(end);
      workers.delete(worker);
      void quietly(worker.close(), onError);
    };
  };

  return {
    onWake(channel, onWake) {
      let isOver = false;
      const hear = async (): Promise<void> => {
        if (!isOver) onWake();
      };
      return begin(openWorker(redis, { name: `wake-${channel}`, onError }, hear), () => {
        isOver = true;
      });
    },
    wake: (channel) => senderOf(channel).send(),
    async close() {
      for (const end of endings) end();
      await Promise.all([...workers].map((worker) => quietly(worker.close(), onError)));
    },
  };
}

interface Sender {
  send(): void;
}

/** Sends one wake at a time: of those that come meanwhile one is as good as all. */
function createSender(end: QueueEnd): Sender {
  let isSending = false;
  let isWanted = false;
  // One that comes while the last is being heard is kept, since it may speak of later work.
  const deduplication = { id: "wake", keepLastIfActive: true };
  const options = { deduplication, removeOnComplete: true, removeOnFail: true };
  const drain = async (): Promise<void> => {
    while (isWanted) {
      isWanted = false;
      await end.use((queue) => queue.add("wake", {}, options));
    }
    isSending = false;
  };
  return {
    send() {
      isWanted = true;
      if (isSending) return;
      isSending = true;
      void drain();
    },
  };
}

function ignore(): void {
  // Nobody wants to hear of it.
}
