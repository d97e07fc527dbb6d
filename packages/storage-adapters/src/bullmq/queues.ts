import { Queue, Worker } from "bullmq";
import type { RedisAnswer, RedisCommands, RedisConnection } from "../redis/connect.ts";

/** How long a job stays with a worker that gives no sign of life, in milliseconds. */
const lockDuration = 5000;

/** How long BullMQ may take for anything, in milliseconds. */
const patience = 2000;

/** In braces: a cluster keeps all of a queue's keys on one node. */
const prefixOf = ({ prefix }: RedisConnection): string => `{${prefix}}`;

/** The end of a queue at which jobs are put in. */
export interface QueueEnd {
  /** Puts something in, unless Redis is down. Never rejects for Redis' sake, and answers soon. */
  use<Value>(run: (queue: Queue) => Promise<Value>): Promise<RedisAnswer<Value>>;
}

/** Opens the queue when it is first used: BullMQ does not get over a Redis that is not there at that moment. */
export function openQueue(redis: RedisConnection, name: string, onError: (error: Error) => void): QueueEnd {
  let open: Queue | undefined;
  return {
    use: (run) =>
      redis.ask(async (connection) => {
        open ??= makeQueue(redis, { name, connection, onError });
        try {
          return await soon(run(open));
        } catch (error) {
          // What never got ready stays so; the connection itself is not the queue's to close.
          void quietly(open.close(), onError);
          open = undefined;
          throw error;
        }
      }),
  };
}

function makeQueue(
  redis: RedisConnection,
  { name, connection, onError }: { name: string; connection: RedisCommands; onError: (error: Error) => void },
): Queue {
  const queue = new Queue(name, { connection, prefix: prefixOf(redis) });
  queue.on("error", onError);
  return queue;
}

/** BullMQ waits without end for a connection that breaks under it. */
async function soon<Value>(answer: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("Redis did not answer BullMQ in time.")), patience);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Opens the end at which they are taken out, one at a time. */
export function openWorker(
  redis: RedisConnection,
  { name, onError }: { readonly name: string; readonly onError: (error: Error) => void },
  run: () => Promise<void>,
): Worker {
  const worker = new Worker(name, run, {
    connection: redis.listener(),
    prefix: prefixOf(redis),
    lockDuration,
    stalledInterval: lockDuration,
    maxStalledCount: Number.MAX_SAFE_INTEGER,
  });
  worker.on("error", onError);
  return worker;
}

/** Waits for an end for a while: with Redis away there is nobody to take leave of. */
export async function quietly(ending: Promise<unknown>, onError: (error: Error) => void): Promise<void> {
  await soon(ending).catch(onError);
}
